/** The part of a step that one service decides on by itself. */
import type { ServiceDraft } from "./draft.ts";
import { crash, drop, duplicate, fail, heal, jumpClock, partition, redeliver, redrive, timeOut } from "./faults.ts";
import { settle } from "./handling.ts";
import type { Choice, SourcePlace } from "./model.ts";
import { perform, relay } from "./perform.ts";
import { deliver } from "./starting.ts";
import type { Outstanding, TaskState } from "./world.ts";

export type ServiceChoice = Exclude<Choice, { kind: "client" }>;

/** The service whose state a choice changes first. */
export function serviceOf(choice: ServiceChoice): string {
  return "to" in choice ? choice.to : choice.service;
}

/** Takes an enabled choice and returns the line of code it belongs to, where there is one. */
export function takeInService(draft: ServiceDraft, choice: ServiceChoice): SourcePlace | undefined {
  switch (choice.kind) {
    case "deliver":
      deliver(draft, choice);
      return undefined;
    case "step":
    case "timer":
      return atOperation(draft, choice, perform);
    case "fail":
      return atOperation(draft, choice, fail);
    case "timeout":
      return atOperation(draft, choice, timeOut);
    case "settle":
      settle(draft, choice.tag);
      return undefined;
    case "relay":
      relay(draft);
      return undefined;
    case "drop":
      drop(draft, choice);
      return undefined;
    case "duplicate":
      duplicate(draft, choice);
      return undefined;
    case "redeliver":
      redeliver(draft, choice);
      return undefined;
    case "redrive":
      redrive(draft, choice.queue, choice.message);
      return undefined;
    case "crash":
      crash(draft, choice.process);
      return undefined;
    case "partition":
      partition(draft, choice.from);
      return undefined;
    case "heal":
      heal(draft, choice.from);
      return undefined;
    case "clock":
      jumpClock(draft);
      return undefined;
  }
}

function atOperation(
  draft: ServiceDraft,
  { tag, index }: { readonly tag: string; readonly index: number },
  take: (draft: ServiceDraft, state: TaskState, one: Outstanding) => void,
): SourcePlace | undefined {
  const state = draft.task(tag);
  const one = state.outstanding.find(({ operation }) => operation.index === index);
  if (one === undefined) return undefined;
  take(draft, state, one);
  return one.operation.at;
}
