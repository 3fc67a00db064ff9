/** Answers the questions of a run by running the code, each question twice so that hidden state shows. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type {
  CheckAnswer,
  CheckQuestion,
  CounterAnswer,
  CounterQuestion,
  Effect,
  MonitorAnswer,
  MonitorQuestion,
  NextAnswer,
  NextQuestion,
  SourcePlace,
  TxAnswer,
  TxQuestion,
} from "../../core/simulation/model.ts";
import type { Oracle } from "../../core/simulation/oracle.ts";
import { kindOf } from "./arguments.ts";
import { frozen } from "./frozen.ts";
import { behaviourKey, HandlerRun, type Turn } from "./handlerRun.ts";
import { moduleLevelState } from "./moduleState.ts";
import { freshCopy, NotPlainData, plainCopy } from "./plainCopy.ts";
import type { Program, Progress } from "./program.ts";
import { placeOfCheck, placeOfNamed, type ScenarioCode } from "./scenarioSpec.ts";
import { StopRun } from "./stopRun.ts";
import { toThrown } from "./thrown.ts";
import { runTransaction } from "./transaction.ts";
import { createWorld, shownReply } from "./worldView.ts";

/** The same two modules evaluated once, with the functions of the scenario. */
export interface Instance {
  readonly program: Program;
  readonly code: ScenarioCode;
}

const maxDetail = 1000;

/** An oracle that can be asked, once its answers have led somewhere, whether they can be relied on. */
export interface Witness {
  readonly oracle: Oracle;
  /**
   * Asks everything again of instances that have heard nothing yet, the message or check that was heard of last first.
   * What is kept from the first message, or the largest number so far, is the same however often one question is
   * repeated; to somebody who has not heard of the other messages it is not. Rejects with a StopRun where an answer
   * differs.
   */
  readonly confirm: (fresh: () => Instance) => Promise<void>;
}

/** So many messages and checks get an instance that hears of nothing else; those beyond them share one more. */
const mostAlone = 3;

/** A question that was answered, and how its answer is told from another. */
interface Answered {
  readonly again: (fresh: Instance) => Promise<string>;
  readonly key: string;
  readonly differs: () => StopRun;
}

/**
 * `asked` hears each question once. `control` hears each one twice and answers the second time: a module that keeps
 * anything to itself then has another history there, and answers differently.
 */
export function createOracle(asked: Instance, control: Instance, turn: Turn, progress: Progress): Witness {
  /** By the message or check that they are about, as it was heard of first. */
  const answered = new Map<string, Answered[]>();
  let last: Promise<unknown> = Promise.resolve();
  /** One question at a time: two at once would share the modules' state. */
  const inOrder = <T>(answer: () => Promise<T>): Promise<T> => {
    const result = last.then(answer);
    last = result.catch(() => undefined);
    return result;
  };

  const twice = async <T>(
    about: string,
    ask: (instance: Instance, withPlaces: boolean) => Promise<T>,
    keyOf: (answer: T) => string,
    differs: () => StopRun,
  ): Promise<T> => {
    const answer = await pointing(asked, () => ask(asked, true));
    const key = keyOf(answer);
    for (let time = 0; time < 2; time++) {
      if (keyOf(await pointing(asked, () => ask(control, false))) !== key) throw pointed(asked, differs());
    }
    if (!answered.has(about)) answered.set(about, []);
    answered.get(about)?.push({ key, differs, again: async (fresh) => keyOf(await ask(fresh, false)) });
    return answer;
  };

  const confirm = async (fresh: () => Instance): Promise<void> => {
    let shared: Instance | undefined;
    for (const [index, questions] of [...answered.values()].reverse().entries()) {
      const instance = index < mostAlone ? fresh() : (shared ??= fresh());
      for (const { again, key, differs } of questions.reverse()) {
        if ((await pointing(asked, () => again(instance))) !== key) throw pointed(asked, differs());
      }
    }
  };

  const handlerRun = async (
    instance: Instance,
    question: NextQuestion | TxQuestion,
    withPlaces: boolean,
  ): Promise<HandlerRun> => {
    const { task, mem, now } = question;
    const { handlers, sources } = instance.program;
    const handler = handlers.get(task.service)?.get(task.message.type);
    if (handler === undefined) throw new Error(`No handler for ${task.message.type} in ${task.service}`);
    const run = new HandlerRun(handler, { task, mem, now, withPlaces }, sources, turn);
    progress(run.during, run.at);
    try {
      await run.replay();
    } finally {
      instance.program.refuseHoles();
    }
    return run;
  };

  const next = (question: NextQuestion): Promise<NextAnswer> =>
    twice(
      aboutTask(question),
      async (instance, withPlaces) => (await handlerRun(instance, question, withPlaces)).answer(),
      behaviourKey,
      () => hiddenState(asked, question),
    );

  const tx = (question: TxQuestion): Promise<TxAnswer> =>
    twice(
      aboutTask(question),
      async (instance) => {
        const run = await handlerRun(instance, question, false);
        const answer = runTransaction(run.transaction(question.index), question.db, run);
        instance.program.refuseHoles();
        run.refuseStopped();
        return answer;
      },
      answerKey,
      () => hiddenState(asked, question),
    );

  const check = (question: CheckQuestion): Promise<CheckAnswer> => {
    const during = { kind: "check", check: question.check } as const;
    const at = placeOfCheck(asked.program, question.check);
    return twice(
      `check ${question.check}`,
      async (instance) => {
        progress(during, at);
        const answer = runCheck(instance, question, at);
        instance.program.refuseHoles();
        return answer;
      },
      answerKey,
      () => new StopRun({ code: "state-outside-ctx", during, at }),
    );
  };

  const scenarioCode = <T extends object>(name: string, ask: (instance: Instance) => T): Promise<T> => {
    const during = { kind: "check", check: name } as const;
    const at = placeOfNamed(asked.program, name);
    return twice(
      `scenario ${name}`,
      async (instance) => {
        progress(during, at);
        const answer = ask(instance);
        instance.program.refuseHoles();
        return answer;
      },
      (answer) => canonicalKey(answer as unknown as Plain),
      () => new StopRun({ code: "state-outside-ctx", during, at }),
    );
  };

  const monitor = (question: MonitorQuestion): Promise<MonitorAnswer> =>
    scenarioCode(question.monitor, (instance) => runMonitor(instance, question));

  const counters = ({ effects }: CounterQuestion): Promise<CounterAnswer> =>
    scenarioCode([...asked.code.counters.keys()].join(", "), (instance) => runCounters(instance, effects));

  const oracle: Oracle = {
    next: (question) => inOrder(() => next(question)),
    tx: (question) => inOrder(() => tx(question)),
    check: (question) => inOrder(() => check(question)),
    monitor: (question) => inOrder(() => monitor(question)),
    counters: (question) => inOrder(() => counters(question)),
  };
  return { oracle, confirm: (fresh) => inOrder(() => confirm(fresh)) };
}

function aboutTask({ task }: NextQuestion | TxQuestion): string {
  return `${task.service} ${task.message.id}`;
}

/** Equal exactly when two answers are, the places of errors aside. */
function answerKey(answer: TxAnswer | CheckAnswer): string {
  const { reads = [], ...rest } = answer;
  const shown = rest.kind === "threw" ? { ...rest.error, at: undefined } : rest;
  return canonicalKey({ shown, reads: [...reads].sort() });
}

function runCheck({ program, code }: Instance, { check, view }: CheckQuestion, at: SourcePlace): CheckAnswer {
  const looked = new Set<string>();
  const reads = (): { reads: string[] } => ({ reads: [...looked] });
  try {
    const found = code.checks.get(check);
    if (found === undefined) throw new Error(`There is no check ${check}`);
    let result: unknown;
    if (found.client === undefined) result = found.holds(createWorld(view, looked));
    else {
      looked.add(`replies/${found.client}`);
      result = found.holds(harden((view.replies[found.client] ?? []).map(shownReply)));
    }
    if (result === true) return { kind: "holds", ...reads() };
    if (result === false) return { kind: "broken", ...reads() };
    if (typeof result === "string") return { kind: "broken", detail: result.slice(0, maxDetail), ...reads() };
    const rule = result instanceof Promise ? "A check cannot be asynchronous: it" : "A check";
    const message = `${rule} returns true, false or a text, but this one returned ${kindOf(result)}.`;
    return { kind: "threw", error: { name: "TypeError", message, at } };
  } catch (error) {
    return { kind: "threw", error: toThrown(error, program.sources), ...reads() };
  }
}

function runMonitor({ program, code }: Instance, { monitor, value, effects }: MonitorQuestion): MonitorAnswer {
  const fold = code.monitors.get(monitor);
  try {
    if (fold === undefined) throw new Error(`There is no monitor ${monitor}`);
    let held: unknown = freshCopy(value);
    for (const effect of effects) held = fold(harden(held), freshEffect(effect));
    return { kind: "folded", value: plainCopy(held) };
  } catch (error) {
    return { kind: "threw", error: asThrown(error, program) };
  }
}

function runCounters({ program, code }: Instance, effects: readonly Effect[]): CounterAnswer {
  const weights: number[] = [];
  for (const [counter, weigh] of code.counters) {
    try {
      let sum = 0;
      for (const effect of effects) {
        const weight = weigh(freshEffect(effect));
        if (typeof weight !== "number" || !Number.isFinite(weight)) {
          throw new TypeError(`A counter returns a number, but this one returned ${kindOf(weight)}.`);
        }
        sum += weight;
      }
      weights.push(sum);
    } catch (error) {
      return { kind: "threw", counter, error: asThrown(error, program) };
    }
  }
  return { kind: "weighed", weights };
}

/** Effects are plain data by construction. */
function freshEffect(effect: Effect): unknown {
  return frozen(freshCopy(effect as unknown as Plain) as object);
}

function asThrown(error: unknown, { sources }: Program): ReturnType<typeof toThrown> {
  if (!(error instanceof NotPlainData)) return toThrown(error, sources);
  return { name: "TypeError", message: `It returned ${error.what}, which is no plain data.` };
}

function hiddenState({ program }: Instance, { task }: NextQuestion | TxQuestion): StopRun {
  const at = program.handlers.get(task.service)?.get(task.message.type)?.at;
  return new StopRun({
    code: "state-outside-ctx",
    during: { kind: "handler", service: task.service, message: task.message.id },
    at: at ?? { file: "exercise.ts", line: 1, column: 1 },
  });
}

/** Moves the place of hidden state to the declaration that holds it, where one is found. */
async function pointing<T>(instance: Instance, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof StopRun ? pointed(instance, error) : error;
  }
}

function pointed({ program }: Instance, stop: StopRun): StopRun {
  if (stop.failure.code !== "state-outside-ctx") return stop;
  const file = stop.failure.at.file;
  const compiled = program.sources.get(file);
  const position = compiled === undefined ? undefined : moduleLevelState(compiled.source, compiled.tokens);
  return position === undefined ? stop : new StopRun({ ...stop.failure, at: { file, ...position } });
}
