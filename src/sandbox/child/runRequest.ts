/** One check from source texts to reply. Knows no Node: what the host gives (turns, progress, time) comes in. */
import { checkScenario, type CheckOptions } from "../../core/check/checkScenario.ts";
import type { BrokenCheck, IdleHandler, RunReply, RunRequest } from "../../core/check/model.ts";
import type { SearchTold } from "../../core/exploration/model.ts";
import { openRequest, type Opened, type RunHost, type Subject } from "./opened.ts";
import { StopRun } from "./stopRun.ts";

export interface CheckHost extends RunHost {
  readonly clock: () => number;
  readonly isFull: () => boolean;
  /** The texts have become a program; from now on it runs. */
  readonly compiled: () => void;
  readonly searching: (tally: SearchTold) => void;
}

/** Never rejects for what the code did. */
export async function runRequest(request: RunRequest, host: CheckHost): Promise<RunReply> {
  try {
    const opened = openRequest(request, host);
    host.compiled();
    const options: CheckOptions = {
      clock: host.clock,
      isFull: host.isFull,
      onProgress: host.searching,
      ...(request.search === undefined ? {} : { search: request.search }),
      ...(request.search?.goal === undefined ? {} : { ownChecksOnly: true }),
    };
    const reply = opened.judged(
      // Somebody who wants to be taken somewhere goes there in the first case, which is the one that is stepped through.
      opened.cases.length > 0 && request.search?.goal === undefined
        ? await tryCases(opened, options)
        : await tried(opened, options),
    );
    if (reply.kind === "failed") return { kind: "failed", failure: opened.placed(reply.failure) };
    return reply.idle === undefined
      ? reply
      : { ...reply, idle: reply.idle.map((handler) => opened.placedHandler(handler)) };
  } catch (error) {
    if (error instanceof StopRun) return { kind: "failed", failure: error.failure };
    throw error;
  }
}

/** A verdict counts only if the code would have answered the same in any other order. */
async function tried({ spec, oracle, confirm }: Subject, options: CheckOptions): Promise<RunReply> {
  const reply = await checkScenario(spec, oracle, options);
  if (reply.kind === "ran") await confirm();
  return reply;
}

/** A learner's check must stay silent on what is right, and raise the alarm on what is wrong. */
async function tryCases({ cases }: Opened, options: CheckOptions): Promise<RunReply> {
  const replies: Extract<RunReply, { kind: "ran" }>[] = [];
  const idle: IdleHandler[] = [];
  for (const { name, right, ...subject } of cases) {
    const { spec } = subject;
    const reply = await tried(subject, { ...options, ownChecksOnly: true });
    if (reply.kind === "failed") return reply;
    if (right && reply.broken.length > 0) {
      return { ...reply, broken: reply.broken.map((one) => ({ ...one, case: name })) };
    }
    if (!right && reply.broken.length === 0) {
      const check = spec.checks[0]?.name ?? name;
      const silent: BrokenCheck = { check, kind: "silent", step: reply.run.steps.length, case: name };
      return { ...reply, broken: [silent] };
    }
    replies.push(reply);
    // Of a wrong case not all schedules are tried.
    if (right) idle.push(...(reply.idle ?? []).map((handler) => ({ ...handler, case: name })));
  }
  const [first] = replies;
  if (first === undefined) throw new RangeError("There are no cases");
  return { ...first, idle };
}
