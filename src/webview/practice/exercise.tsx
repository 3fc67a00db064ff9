/** The exercise view: what to do, the blanks and options, the verdict, and all that opens up after it. */
import { useEffect, useRef } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { Checking } from "./checking.tsx";
import { FillArea } from "./fillArea.tsx";
import { Hints } from "./hints.tsx";
import { post } from "./host.ts";
import { Notices } from "./notices.tsx";
import { Button, Icon, Prose } from "../shared/parts.tsx";
import { Result } from "./result.tsx";
import { Run } from "./run.tsx";
import { Solution } from "./solution.tsx";
import { text } from "../shared/words.ts";
import { revealed } from "./store.ts";

const stateIcons = { new: undefined, started: undefined, passed: "pass", again: "discard" } as const;

export function Exercise({ view }: { readonly view: ExerciseView }) {
  const main = useRef<HTMLElement>(null);
  const asked = revealed.value;
  useEffect(() => {
    if (asked === undefined) return;
    main.current?.querySelector(`[data-part="${asked.part}"]`)?.scrollIntoView({ block: "nearest" });
  }, [asked]);
  const icon = stateIcons[view.state.kind];
  return (
    <main class="exercise" ref={main}>
      <header>
        <h1>{view.title}</h1>
        <p class="about">
          <span>{view.about}</span>
          <span class={`state ${view.state.kind}`}>
            {icon && <Icon name={icon} />}
            {view.state.label}
          </span>
          <span class="attempts">{view.attempts}</span>
        </p>
      </header>
      <Notices view={view} />
      <Prose html={view.prompt} />
      <FillArea view={view} />
      <Actions view={view} />
      <Checking view={view} />
      <Result view={view} />
      <Run view={view} />
      <Hints view={view} />
      <Solution view={view} />
    </main>
  );
}

/** One primary button: open the file, then check, and after a pass that still holds go on to the next item. */
function Actions({ view }: { readonly view: ExerciseView }) {
  const { key } = view;
  if (!view.opened) {
    return (
      <div class="actions">
        <Button kind="primary" onPress={() => post({ type: "open", key })}>
          {text("openFile")}
        </Button>
      </div>
    );
  }
  const done = view.result !== undefined && !view.result.stale && view.result.tone === "right";
  const { next } = view;
  return (
    <div class="actions">
      {done && next !== undefined && (
        <Button kind="primary" onPress={() => post({ type: "open", key: next.key })}>
          {text("next", next.title)}
        </Button>
      )}
      <Button
        kind={done && next !== undefined ? "secondary" : "primary"}
        disabled={view.checking || !view.canCheck}
        onPress={() => post({ type: "check", key })}
      >
        {text("check")}
      </Button>
      {view.hints.next !== undefined && <Button onPress={() => post({ type: "hint", key })}>{view.hints.next}</Button>}
      <Button onPress={() => post({ type: "reset", key })}>{text("reset")}</Button>
      <Button kind="link" onPress={() => post({ type: "stepThrough", key })}>
        {text("stepThrough")}
      </Button>
      <Button kind="link" onPress={() => post({ type: "showSolution", key })}>
        {text("showSolution")}
      </Button>
      {view.hasKeptCopies && (
        <Button kind="link" onPress={() => post({ type: "showKeptCopies", key })}>
          {text("keptCopies")}
        </Button>
      )}
      {!done && next !== undefined && (
        <Button kind="link" onPress={() => post({ type: "open", key: next.key })}>
          {text("next", next.title)}
        </Button>
      )}
    </div>
  );
}
