/** Who knows what pack and learner code does: the questions a run puts to it, and the memory of what it answered. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type {
  CheckAnswer,
  CheckQuestion,
  CounterAnswer,
  CounterQuestion,
  MonitorAnswer,
  MonitorQuestion,
  NextAnswer,
  NextQuestion,
  Question,
  Reads,
  TxAnswer,
  TxQuestion,
} from "./model.ts";
import { ReadMemo } from "./readMemo.ts";
import { TaskKeys } from "./taskKeys.ts";

/**
 * Runs code and answers. What the code itself does wrong (throws, returns) is part of the answer; a method rejects
 * only for what ends the whole run (too slow, state outside `ctx`, cancelled), and that rejection is passed on as it is.
 */
export interface Oracle {
  next(question: NextQuestion): Promise<NextAnswer>;
  tx(question: TxQuestion): Promise<TxAnswer>;
  check(question: CheckQuestion): Promise<CheckAnswer>;
  monitor(question: MonitorQuestion): Promise<MonitorAnswer>;
  counters(question: CounterQuestion): Promise<CounterAnswer>;
}

/** What is known already, without asking anybody. Undefined: not known yet. */
export interface Answers {
  next(question: NextQuestion): NextAnswer | undefined;
  tx(question: TxQuestion): TxAnswer | undefined;
  check(question: CheckQuestion): CheckAnswer | undefined;
  monitor(question: MonitorQuestion): MonitorAnswer | undefined;
}

/** Ends a step whose effects a monitor has to be told of first; caught by `step`. */
export class MonitorsUnknown extends Error {
  readonly question: MonitorQuestion;

  constructor(question: MonitorQuestion) {
    super("A monitor has to be asked");
    this.question = question;
  }
}

/**
 * Remembers every answer by what the code looked at to give it, so that each distinct question is put only once: a
 * handler that never reads the number of the attempt is not asked again for another attempt.
 */
export class AnswerMemo implements Answers {
  /** How often the oracle was asked. */
  asked = 0;
  /** Names of parts that some answer depended on, by the service of the handler; of checks and monitors under "". */
  readonly looked = new Map<string, Set<string>>();
  /** Message types and methods whose handlers were run, by service. */
  readonly called = new Map<string, Set<string>>();
  readonly #oracle: Oracle;
  readonly #tasks = new TaskKeys();
  readonly #next = new ReadMemo<NextQuestion, NextAnswer>(({ task }) => this.#tasks.of(task), taskPart, taskParts);
  readonly #tx = new ReadMemo<TxQuestion, TxAnswer>(({ index, task }) => `${index} ${this.#tasks.of(task)}`, taskPart, [
    "db",
    ...taskParts,
  ]);
  readonly #check = new ReadMemo<CheckQuestion, CheckAnswer>(({ check }) => check, viewPart, ["view"]);
  readonly #monitor = new Map<string, MonitorAnswer>();
  readonly #counters = new Map<string, CounterAnswer>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(oracle: Oracle) {
    this.#oracle = oracle;
  }

  next(question: NextQuestion): NextAnswer | undefined {
    return this.#next.find(question);
  }

  tx(question: TxQuestion): TxAnswer | undefined {
    return this.#tx.find(question);
  }

  check(question: CheckQuestion): CheckAnswer | undefined {
    return this.#check.find(question);
  }

  monitor(question: MonitorQuestion): MonitorAnswer | undefined {
    return this.#monitor.get(keyOf(question));
  }

  counters(question: CounterQuestion): CounterAnswer | undefined {
    return this.#counters.get(keyOf(question));
  }

  /** Resolves once the question's answer is known. Rejects with whatever the oracle rejected with, remembering nothing. */
  learn(question: Question): Promise<void> {
    const key = keyOf(question);
    let asking = this.#underWay.get(key);
    if (asking === undefined) {
      if (this.#knows(question)) return Promise.resolve();
      asking = this.#ask(question, key).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, asking);
    }
    return asking;
  }

  #knows(question: Question): boolean {
    return question.ask === "counters" ? this.counters(question) !== undefined : this.#answer(question) !== undefined;
  }

  #answer(question: Exclude<Question, CounterQuestion>): unknown {
    switch (question.ask) {
      case "next":
        return this.next(question);
      case "tx":
        return this.tx(question);
      case "check":
        return this.check(question);
      case "monitor":
        return this.monitor(question);
    }
  }

  async #ask(question: Question, key: string): Promise<void> {
    this.asked += 1;
    switch (question.ask) {
      case "next": {
        const answer = await this.#oracle.next(question);
        addTo(this.called, question.task.service, [question.task.message.type]);
        this.#look(question.task.service, this.#next.add(question, answer));
        // A request that is on its way names the delivery that waits for its reply.
        if (answer.pending.some(({ call }) => call.op === "call")) this.#look(question.task.service, ["tag"]);
        break;
      }
      case "tx":
        this.#look(question.task.service, this.#tx.add(question, await this.#oracle.tx(question)));
        break;
      case "check":
        this.#look("", this.#check.add(question, await this.#oracle.check(question)));
        break;
      case "monitor":
        this.#monitor.set(key, await this.#oracle.monitor(question));
        break;
      case "counters":
        this.#counters.set(key, await this.#oracle.counters(question));
        break;
    }
  }

  #look(who: string, parts: readonly string[]): void {
    addTo(this.looked, who, parts);
  }
}

function addTo(sets: Map<string, Set<string>>, name: string, members: readonly string[]): void {
  const known = sets.get(name) ?? new Set<string>();
  for (const member of members) known.add(member);
  sets.set(name, known);
}

const taskParts: Reads = ["mem", "now", "attempt", "tag"];

function taskPart(question: NextQuestion | TxQuestion, name: string): Plain {
  switch (name) {
    case "mem":
      return question.mem;
    case "now":
      return question.now;
    case "attempt":
      return question.task.delivery.attempt;
    case "tag":
      return question.task.delivery.tag;
    default: {
      if (question.ask !== "tx") return undefined;
      if (name === "db") return question.db;
      const key = name.slice("db/".length);
      return Object.hasOwn(question.db, key) ? [question.db[key]] : null;
    }
  }
}

function viewPart({ view }: CheckQuestion, name: string): Plain {
  const [kind, ...rest] = name.split("/");
  const of = rest.join("/");
  const plain = (value: unknown): Plain => value as Plain;
  switch (kind) {
    case "db":
      return plain(view.db[of]);
    case "replies":
      return plain(view.replies[of]);
    case "monitor":
      return view.monitors[of];
    case "published":
      return plain(view.published);
    case "deadLetters":
      return plain(view.deadLetters);
    case "inFlight":
      return view.inFlight;
    case "drained":
      return view.drained;
    default:
      return plain(view);
  }
}

/** Questions are plain data by construction; their interfaces only lack the index signature that would say so. */
function keyOf(question: object): string {
  return canonicalKey(question as Plain);
}
