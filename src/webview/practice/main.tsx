/** Entry of the Practice panel's page: draws what the host sends and says when it is ready. */
import { render } from "preact";
import * as z from "zod/mini";
import { sameKey } from "../../protocol/itemKey.ts";
import { App } from "./app.tsx";
import { listen, post, saveState, savedState } from "./host.ts";
import { reveal, showView } from "./store.ts";
import "./styles/practice.css";

// The page's policy forbids code made from text, which zod would otherwise try for speed.
z.config({ jitless: true });

listen((message) => {
  switch (message.type) {
    case "show": {
      showView(message.view, message.strings);
      if (message.view.kind === "empty") return;
      const { key } = message.view;
      const before = savedState();
      const answered = message.view.kind === "quiz" && message.view.answered !== undefined;
      const chosen = answered && before !== undefined && sameKey(before.key, key) ? before.chosen : undefined;
      saveState({ key, ...(chosen !== undefined && { chosen }) });
      return;
    }
    case "reveal":
      reveal(message.part);
      return;
  }
});

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element");
render(<App />, root);
post({ type: "ready" });
