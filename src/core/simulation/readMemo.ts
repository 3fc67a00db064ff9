/** Answers remembered by the parts of their questions that were looked at. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { Reads } from "./model.ts";

interface Known<A> {
  readonly parts: Reads;
  readonly answers: Map<string, A>;
}

/**
 * An answer with parts R and values v is good for every question of the same base whose parts R hold v: the code is
 * deterministic, so it reads the same and answers the same.
 */
export class ReadMemo<Q, A extends { readonly reads?: Reads }> {
  readonly #baseOf: (question: Q) => string;
  readonly #partOf: (question: Q, name: string) => Plain;
  /** What an answer that does not say depends on. */
  readonly #all: Reads;
  readonly #known = new Map<string, Known<A>[]>();

  constructor(baseOf: (question: Q) => string, partOf: (question: Q, name: string) => Plain, all: Reads) {
    this.#baseOf = baseOf;
    this.#partOf = partOf;
    this.#all = all;
  }

  find(question: Q): A | undefined {
    const known = this.#known.get(this.#baseOf(question));
    if (known === undefined) return undefined;
    for (const { parts, answers } of known) {
      const answer = answers.get(this.#keyOf(question, parts));
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** Returns the parts that the answer depends on. */
  add(question: Q, answer: A): Reads {
    const base = this.#baseOf(question);
    const known = this.#known.get(base) ?? [];
    this.#known.set(base, known);
    const parts = [...(answer.reads ?? this.#all)].sort();
    let found = known.find((one) => one.parts.join("\n") === parts.join("\n"));
    if (found === undefined) {
      found = { parts, answers: new Map() };
      known.push(found);
    }
    found.answers.set(this.#keyOf(question, parts), answer);
    return parts;
  }

  #keyOf(question: Q, parts: Reads): string {
    return parts.length === 0 ? "" : canonicalKey(parts.map((name) => this.#partOf(question, name)));
  }
}
