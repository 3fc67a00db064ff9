/** The stepper: controls, the diagram, what can happen next, and what everybody holds now. */
import { useEffect, useRef } from "preact/hooks";
import type { OfferView, StepperView } from "../../protocol/stepper.ts";
import { Refused } from "./refused.tsx";
import { Button, Icon, IconButton, LineLink, LiveRegion, StepControls } from "../shared/parts.tsx";
import { QueueList, ServiceTables } from "../shared/stateAfter.tsx";
import { text } from "../shared/words.ts";
import { Diagram } from "./diagram.tsx";
import { post } from "./host.ts";
import { diagram, view, waiting } from "./store.ts";

export function Stepper() {
  return (
    <>
      <Current />
      <LiveRegion />
    </>
  );
}

function Current() {
  const now = view.value;
  const drawn = diagram.value;
  const instead = waiting.value;
  if (instead !== undefined) {
    return (
      <main class="stepper-page">
        <h1>{instead.title}</h1>
        <p class="notice">
          <Icon name="info" />
          {instead.text}
        </p>
        <Button kind="primary" onPress={() => post({ type: "restart" })}>
          {instead.action}
        </Button>
      </main>
    );
  }
  if (now === undefined || drawn === undefined) return <div class="progress" role="presentation" />;
  return (
    <main class="stepper-page" aria-busy={now.busy}>
      <h1>{now.title}</h1>
      <Controls now={now} last={drawn.columns.length - 1} />
      {now.notice !== undefined && (
        <p class="notice">
          <Icon name="warning" />
          {now.notice}
        </p>
      )}
      <Diagram view={drawn} at={now.at} />
      <Branches now={now} />
      <div class="halves">
        <Next offers={now.offers} />
        <section>
          <h2>{now.at === 0 ? text("startState") : text("stateAfter", now.at)}</h2>
          <Happened now={now} />
          <h3 class="for-screen-readers">{text("held")}</h3>
          <State now={now} />
        </section>
      </div>
    </main>
  );
}

function Controls({ now, last }: { readonly now: StepperView; readonly last: number }) {
  const { at } = now;
  return (
    <div class="controls" role="toolbar" aria-label={text("stepping")}>
      <StepControls
        at={at}
        last={last}
        position={now.position}
        open
        onGo={(index) => post({ type: "goTo", index })}
        onBack={() => post({ type: "back" })}
        onNext={() => post({ type: "step" })}
      />
      {now.cost !== "" && (
        <span class="cost" title={text("cost")}>
          {now.cost}
        </span>
      )}
      <span class="run-on">
        <Button kind="secondary" onPress={() => post({ type: "run", goal: "shared" })}>
          {text("runUntilShared")}
        </Button>
        <Button kind="secondary" onPress={() => post({ type: "run", goal: "drained" })}>
          {text("runUntilDrained")}
        </Button>
        <Button kind="secondary" onPress={() => post({ type: "seek" })}>
          {text("seek")}
        </Button>
        <IconButton icon="discard" label={text("restart")} onPress={() => post({ type: "restart" })} />
      </span>
      <span class="export">
        <Button kind="link" onPress={() => post({ type: "copyLink" })}>
          {text("copyLink")}
        </Button>
        <Button kind="link" onPress={() => post({ type: "saveTrace" })}>
          {text("saveTrace")}
        </Button>
        <Button kind="link" onPress={() => post({ type: "copyTranscript" })}>
          {text("copyTranscript")}
        </Button>
      </span>
    </div>
  );
}

/** Ways that were taken before: nothing is lost by stepping back and choosing otherwise. */
function Branches({ now }: { readonly now: StepperView }) {
  if (now.branches.length === 0) return null;
  return (
    <nav class="branches" aria-label={text("otherWays")}>
      <span>{text("otherWays")}</span>
      {now.branches.map(({ moment, text: label }) => (
        <Button key={String(moment)} kind="link" onPress={() => post({ type: "branch", moment })}>
          {label}
        </Button>
      ))}
    </nav>
  );
}

function Next({ offers }: { readonly offers: readonly OfferView[] }) {
  const list = useRef<HTMLOListElement>(null);
  // What is enabled comes first, so the numbers of the keys are those of the offers.
  const enabled = offers.filter(({ refused }) => refused === undefined);
  const labels = enabled.map(({ label }) => label).join("\n");
  useEffect(() => {
    // The button that was pressed is gone or is another choice now; the keyboard stays in the list.
    const active = document.activeElement;
    if (active === document.body || active?.closest(".next ol") === null) return;
    list.current?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  }, [labels]);
  return (
    <section class="next">
      <h2>{text("nextChoices")}</h2>
      {enabled.length === 0 && <p>{text("nothingMore")}</p>}
      <ol ref={list}>
        {enabled.map((offer, index) => (
          <li key={offer.label} class={offer.fault ? "fault" : ""}>
            <span class="key" aria-hidden="true">
              {index < 9 ? index + 1 : ""}
            </span>
            <button type="button" class="choice" onClick={() => post({ type: "take", label: offer.label })}>
              {offer.fault && <Icon name="warning" />}
              {offer.text}
              {offer.operation !== undefined && <code class="operation">{offer.operation}</code>}
              {offer.fault && <span class="for-screen-readers">{text("fault")}</span>}
            </button>
            {offer.link !== undefined && (
              <LineLink link={offer.link} onOpen={({ line, column }) => post({ type: "revealLine", line, column })} />
            )}
          </li>
        ))}
      </ol>
      <Refused offers={offers} />
    </section>
  );
}

function Happened({ now }: { readonly now: StepperView }) {
  return (
    <>
      {now.did.length > 0 && (
        <div class="did">
          <p>
            <strong>{now.did[0]}</strong>{" "}
            {now.link !== undefined && (
              <LineLink link={now.link} onOpen={({ line, column }) => post({ type: "revealLine", line, column })} />
            )}
          </p>
          {now.did.length > 1 && (
            <ul class="effects">
              {now.did.slice(1).map((effect, index) => (
                <li key={String(index)}>{effect}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      {now.remarks.map((remark) => (
        <p key={remark.text} class={`remark ${remark.tone}`}>
          <Icon name={remark.tone === "bad" ? "error" : remark.tone === "good" ? "pass" : "info"} />
          {remark.text}
        </p>
      ))}
    </>
  );
}

/** A shape for each way in which a copy compares, so that it shows without colour. */
const shapes: Readonly<Record<StepperView["copies"][number]["state"], string>> = {
  source: "◆",
  equal: "=",
  stale: "<",
  diverged: "≠",
};

function State({ now }: { readonly now: StepperView }) {
  return (
    <div class="state-after">
      {now.copies.length > 0 && (
        <ul class="copies" aria-label={text("copies")}>
          {now.copies.map((copy) => (
            <li key={copy.text} class={copy.state}>
              <span class="shape" aria-hidden="true">
                {shapes[copy.state]}
              </span>
              {copy.text}
            </li>
          ))}
        </ul>
      )}
      <ServiceTables services={now.services} />
      {now.tasks.length > 0 && (
        <ul class="tasks" aria-label={text("handlers")}>
          {now.tasks.map((task) => (
            <li key={`${task.service} ${task.text}`}>
              {task.service}: {task.text}{" "}
              {task.link !== undefined && (
                <LineLink link={task.link} onOpen={({ line, column }) => post({ type: "revealLine", line, column })} />
              )}
            </li>
          ))}
        </ul>
      )}
      <QueueList queues={now.queues} />
    </div>
  );
}
