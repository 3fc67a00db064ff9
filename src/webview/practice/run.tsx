/** A run of the learner's code, one entry at a time: what happened, and the state after it with what changed marked. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import type { Entry, RunView } from "../../protocol/practice/runView.ts";
import { post } from "./host.ts";
import { Icon, LineLink, StepControls } from "../shared/parts.tsx";
import { StateAfter } from "../shared/stateAfter.tsx";
import { say, sentences, text } from "../shared/words.ts";
import { revealed } from "./store.ts";

/** The entry shown; kept outside the component because the verdict links to entries. */
const shown = signal(0);
const unfolded = signal(false);

/** Counts how often an entry was asked for from elsewhere, each time to be brought into sight. */
const wanted = signal(0);

/** Unfolds the run, goes to an entry and brings it into sight. */
export function showEntry(index: number): void {
  unfolded.value = true;
  shown.value = index;
  wanted.value++;
}

export function Run({ view }: { readonly view: ExerciseView }) {
  const { run } = view;
  const asked = revealed.value;
  const part = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (asked?.part === "run") unfolded.value = true;
  }, [asked]);
  const titles = run?.entries.map((entry) => entry.title).join("\n");
  useEffect(() => {
    // Another run begins at its beginning.
    shown.value = 0;
  }, [titles]);
  const asks = wanted.value;
  const met = useRef(asks);
  useEffect(() => {
    if (asks === met.current) return;
    met.current = asks;
    // At once and not gliding there, whatever the person's settings for motion.
    part.current?.scrollIntoView({ block: "start" });
  }, [asks]);
  useEffect(() => () => void (unfolded.value = false), []);
  if (run === undefined) return null;
  return (
    <details
      class="run"
      data-part="run"
      ref={part}
      open={unfolded.value}
      onToggle={(event) => (unfolded.value = event.currentTarget.open)}
    >
      <summary>{run.title}</summary>
      <Stepper run={run} exercise={view.key} />
    </details>
  );
}

function Stepper({ run, exercise }: { readonly run: RunView; readonly exercise: ExerciseView["key"] }) {
  const last = run.entries.length - 1;
  const at = Math.min(shown.value, last);
  const entry = run.entries[at];
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(last, index));
    const to = run.entries[next];
    if (next === at || to === undefined) return;
    shown.value = next;
    say(sentences([text("stepOf", next, last), to.title, ...to.effects, ...to.copies.map((copy) => copy.text)]));
  };
  if (entry === undefined) return null;
  return (
    <>
      <div class="stepper" role="group" aria-label={run.title}>
        <StepControls
          at={at}
          last={last}
          position={text("stepOf", at, last)}
          detail={entry.title}
          onGo={go}
          onBack={() => go(at - 1)}
          onNext={() => go(at + 1)}
        />
      </div>
      <EntryDetail entry={entry} exercise={exercise} />
      {at === last && <p class="ending">{run.ending}</p>}
      <details class="all-steps">
        <summary>{text("allSteps")}</summary>
        <ol start={0}>
          {run.entries.map((one, index) => (
            <li key={String(index)} class={one.inner ? "inner" : ""}>
              <button
                type="button"
                class="button link"
                aria-current={index === at ? "step" : undefined}
                onClick={() => go(index)}
              >
                {one.title}
              </button>
              {one.broke.length > 0 && <Icon name="error" />}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function EntryDetail({ entry, exercise: key }: { readonly entry: Entry; readonly exercise: ExerciseView["key"] }) {
  return (
    <div class="entry">
      <h3>{entry.title}</h3>
      {entry.effects.length > 0 && (
        <ul class="effects">
          {entry.effects.map((effect, index) => (
            <li key={String(index)}>{effect}</li>
          ))}
        </ul>
      )}
      {entry.links.length > 0 && (
        <p class="lines">
          {entry.links.map((link) => (
            <LineLink
              key={`${link.line}:${link.column}`}
              link={link}
              onOpen={({ line, column }) => post({ type: "revealLine", key, line, column })}
            />
          ))}
        </p>
      )}
      {entry.broke.map((check) => (
        <p class="broke" key={check}>
          <Icon name="error" />
          {text("broke", check)}
        </p>
      ))}
      <StateAfter entry={entry} />
    </div>
  );
}
