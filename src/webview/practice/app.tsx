/** Chooses the view to draw and holds the live region, which must stay in the page while views change. */
import { Exercise } from "./exercise.tsx";
import { post } from "./host.ts";
import { Button, LiveRegion } from "../shared/parts.tsx";
import { Quiz } from "./quiz.tsx";
import { text } from "../shared/words.ts";
import { view } from "./store.ts";

export function App() {
  return (
    <>
      <Current />
      <LiveRegion />
    </>
  );
}

function Current() {
  const now = view.value;
  if (now === undefined) return <div class="progress" role="presentation" />;
  switch (now.kind) {
    case "empty":
      return (
        <main class="nothing-chosen">
          <h1>{text("practice")}</h1>
          <p>{now.text}</p>
          <Button kind="primary" onPress={() => post({ type: "chooseItem" })}>
            {text("chooseItem")}
          </Button>
        </main>
      );
    case "exercise":
      return <Exercise key={`${now.key.pack}/${now.key.item}`} view={now} />;
    case "quiz":
      return <Quiz key={`${now.key.pack}/${now.key.item}`} view={now} />;
  }
}
