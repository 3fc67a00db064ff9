/** Who knows what pack and learner code does: the questions a run puts to it, and the memory of what it answered. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { CheckAnswer, CheckQuestion, NextAnswer, NextQuestion, Question, TxAnswer, TxQuestion } from "./model.ts";

/**
 * Runs code and answers. What the code itself does wrong (throws, returns) is part of the answer; a method rejects
 * only for what ends the whole run (too slow, state outside `ctx`, cancelled), and that rejection is passed on as it is.
 */
export interface Oracle {
  next(question: NextQuestion): Promise<NextAnswer>;
  tx(question: TxQuestion): Promise<TxAnswer>;
  check(question: CheckQuestion): Promise<CheckAnswer>;
}

/** What is known already, without asking anybody. Undefined: not known yet. */
export interface Answers {
  next(question: NextQuestion): NextAnswer | undefined;
  tx(question: TxQuestion): TxAnswer | undefined;
  check(question: CheckQuestion): CheckAnswer | undefined;
}

/** Remembers every answer by the canonical key of its question, so that each distinct question is put only once. */
export class AnswerMemo implements Answers {
  readonly #oracle: Oracle;
  readonly #next = new Map<string, NextAnswer>();
  readonly #tx = new Map<string, TxAnswer>();
  readonly #check = new Map<string, CheckAnswer>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(oracle: Oracle) {
    this.#oracle = oracle;
  }

  next(question: NextQuestion): NextAnswer | undefined {
    return this.#next.get(keyOf(question));
  }

  tx(question: TxQuestion): TxAnswer | undefined {
    return this.#tx.get(keyOf(question));
  }

  check(question: CheckQuestion): CheckAnswer | undefined {
    return this.#check.get(keyOf(question));
  }

  /** Resolves once the question's answer is known. Rejects with whatever the oracle rejected with, remembering nothing. */
  learn(question: Question): Promise<void> {
    const key = keyOf(question);
    const known = this.#next.has(key) || this.#tx.has(key) || this.#check.has(key);
    if (known) return Promise.resolve();
    let asking = this.#underWay.get(key);
    if (asking === undefined) {
      asking = this.#ask(question, key).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, asking);
    }
    return asking;
  }

  async #ask(question: Question, key: string): Promise<void> {
    switch (question.ask) {
      case "next":
        this.#next.set(key, await this.#oracle.next(question));
        break;
      case "tx":
        this.#tx.set(key, await this.#oracle.tx(question));
        break;
      case "check":
        this.#check.set(key, await this.#oracle.check(question));
        break;
    }
  }
}

/** Questions are plain data by construction; their interfaces only lack the index signature that would say so. */
function keyOf(question: Question): string {
  return canonicalKey(question as unknown as Plain);
}
