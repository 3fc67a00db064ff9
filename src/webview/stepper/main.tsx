/** Entry of the stepper's page: draws what the host sends and says when it is ready. */
import { batch } from "@preact/signals";
import { render } from "preact";
import * as z from "zod/mini";
import { changed } from "../../protocol/stepper/diagramChange.ts";
import { say, sentences, setWords } from "../shared/words.ts";
import { Stepper } from "./stepper.tsx";
import { listen, post } from "./host.ts";
import { onKey } from "./keys.ts";
import { drawPicture } from "./picture.ts";
import { diagram, view, waiting } from "./store.ts";
import "./stepper.css";

// The page's policy forbids code made from text, which zod would otherwise try for speed.
z.config({ jitless: true });

listen((message) => {
  switch (message.type) {
    case "diagram":
      setWords(message.strings);
      diagram.value = message.diagram;
      waiting.value = undefined;
      return;
    case "waiting":
      waiting.value = message;
      return;
    case "draw":
      void drawPicture(message).then(
        (png) => post({ type: "picture", id: message.id, png }),
        () => post({ type: "picture", id: message.id }),
      );
      return;
    case "show": {
      const before = view.peek();
      const drawn = diagram.peek();
      batch(() => {
        view.value = message.view;
        if (message.change !== undefined && drawn !== undefined) diagram.value = changed(drawn, message.change);
      });
      const moved = before !== undefined && (before.at !== message.view.at || before.did[0] !== message.view.did[0]);
      if (moved || (message.view.notice !== undefined && message.view.notice !== before?.notice))
        announce(message.view);
      return;
    }
    case "ping": {
      const answer = (): void => post({ type: "pong", id: message.id, at: view.peek()?.at ?? -1 });
      if (message.painted) afterPaint(answer);
      else answer();
      return;
    }
  }
});

/** A task that a frame's callback sets off runs after that frame has been painted. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", act, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}

function announce({ position, did, remarks, notice, busy }: NonNullable<typeof view.value>): void {
  if (busy) return;
  const said = [position, ...did, ...remarks.map((remark) => remark.text), notice ?? ""];
  say(sentences(said));
}

window.addEventListener("keydown", onKey);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element");
render(<Stepper />, root);
post({ type: "ready" });
