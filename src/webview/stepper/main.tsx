/** Entry of the stepper's page: draws what the host sends and says when it is ready. */
import { render } from "preact";
import * as z from "zod/mini";
import { say, setWords } from "../shared/words.ts";
import { Stepper } from "./stepper.tsx";
import { listen, post } from "./host.ts";
import { onKey } from "./keys.ts";
import { diagram, view } from "./store.ts";
import "./stepper.css";

// The page's policy forbids code made from text, which zod would otherwise try for speed.
z.config({ jitless: true });

listen((message) => {
  switch (message.type) {
    case "diagram":
      setWords(message.strings);
      diagram.value = message.diagram;
      return;
    case "show": {
      const before = view.peek();
      view.value = message.view;
      const moved = before !== undefined && (before.at !== message.view.at || before.did[0] !== message.view.did[0]);
      if (moved || (message.view.notice !== undefined && message.view.notice !== before?.notice))
        announce(message.view);
      return;
    }
  }
});

function announce({ position, did, remarks, notice, busy }: NonNullable<typeof view.value>): void {
  if (busy) return;
  const said = [position, ...did, ...remarks.map((remark) => remark.text), notice ?? ""];
  say(said.filter((part) => part !== "").join(". "));
}

window.addEventListener("keydown", onKey);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element");
render(<Stepper />, root);
post({ type: "ready" });
