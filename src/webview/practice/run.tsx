/** A run of the learner's code, one entry at a time: what happened, and the state after it with what changed marked. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import type { Entry, RunView } from "../../protocol/practice/runView.ts";
import { post } from "./host.ts";
import { Icon, IconButton, LineLink } from "../shared/parts.tsx";
import { StateAfter } from "../shared/stateAfter.tsx";
import { say, text } from "../shared/words.ts";
import { revealed } from "./store.ts";

/** The entry shown; kept outside the component because the verdict links to entries. */
const shown = signal(0);
const unfolded = signal(false);

/** Unfolds the run and goes to an entry. */
export function showEntry(index: number): void {
  unfolded.value = true;
  shown.value = index;
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
    say([text("stepOf", next, last), to.title, ...to.effects, ...to.copies.map((copy) => copy.text)].join(". "));
  };
  if (entry === undefined) return null;
  return (
    <>
      <div class="stepper" role="group" aria-label={run.title}>
        <IconButton icon="first" label={text("firstStep")} disabled={at === 0} onPress={() => go(0)} />
        <IconButton icon="chevronLeft" label={text("previousStep")} disabled={at === 0} onPress={() => go(at - 1)} />
        <IconButton icon="chevronRight" label={text("nextStep")} disabled={at === last} onPress={() => go(at + 1)} />
        <IconButton icon="last" label={text("lastStep")} disabled={at === last} onPress={() => go(last)} />
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={text("stepSlider")}
          aria-valuetext={`${text("stepOf", at, last)}: ${entry.title}`}
          onInput={(event) => go(event.currentTarget.valueAsNumber)}
        />
        <span class="step-of">{text("stepOf", at, last)}</span>
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
