/** Answers of the scenario's checks by the numbers of the parts that they looked at. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { CheckAnswer, CheckQuestion, Reads } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { viewOf } from "../simulation/view.ts";
import type { ServiceState } from "../simulation/world.ts";
import { inFlightIn, type Parts } from "./parts.ts";

interface Known {
  readonly reads: Reads;
  readonly keyOf: (row: Int32Array, drained: boolean) => string;
  readonly answers: Map<string, CheckAnswer>;
}

export class CheckCache {
  readonly #parts: Parts;
  readonly #memo: AnswerMemo;
  readonly #known = new Map<string, Known[]>();

  constructor(parts: Parts, memo: AnswerMemo) {
    this.#parts = parts;
    this.#memo = memo;
  }

  /** The answer, or the question that has to be learnt first. */
  ask(check: string, row: Int32Array, drained: boolean): CheckAnswer | { readonly needs: CheckQuestion } {
    const known = this.#known.get(check) ?? [];
    for (const { keyOf, answers } of known) {
      const answer = answers.get(keyOf(row, drained));
      if (answer !== undefined) return answer;
    }
    const question = { ask: "check", check, view: viewOf(this.#parts.world(row), drained) } as const;
    const answer = this.#memo.check(question);
    if (answer === undefined) return { needs: question };
    const reads = [...(answer.reads ?? ["view"])].sort();
    let found = known.find((one) => one.reads.join("\n") === reads.join("\n"));
    if (found === undefined) {
      found = { reads, keyOf: this.#keyOf(reads), answers: new Map() };
      this.#known.set(check, [...known, found]);
    }
    found.answers.set(found.keyOf(row, drained), answer);
    return answer;
  }

  /** A text made of one number for each part that is looked at. */
  #keyOf(reads: Reads): (row: Int32Array, drained: boolean) => string {
    const parts = reads.map((name) => this.#numberOf(name));
    return (row, drained) => {
      let key = "";
      for (const part of parts) key += `${part(row, drained)},`;
      return key;
    };
  }

  #numberOf(name: string): (row: Int32Array, drained: boolean) => number | string {
    const { slots } = this.#parts;
    const [kind, ...rest] = name.split("/");
    const of = rest.join("/");
    const slotOf = (wanted: string): number =>
      slots.findIndex((slot) => slot.kind === wanted && (!("name" in slot) || slot.name === of));
    const whole = (slot: number) => (row: Int32Array) => row[slot] as number;
    switch (kind) {
      case "db":
        return this.#within(slotOf("service"), (state) => state.db);
      case "replies":
        return whole(slotOf("client"));
      case "monitor":
        return whole(slotOf("monitor"));
      case "deadLetters": {
        const each = slots.flatMap((slot, index) =>
          slot.kind === "service" ? [this.#within(index, (state) => state.deadLetters as unknown as Plain)] : [],
        );
        return (row) => each.map((part) => part(row)).join(" ");
      }
      case "inFlight":
        return (row) =>
          slots.reduce((sum, slot, index) => sum + inFlightIn(slot, this.#parts.get(index, row[index] as number)), 0);
      case "drained":
        return (_row, drained) => Number(drained);
      default:
        // The history of messages before its slot exists, or a whole view: the search begins anew with more slots.
        return (row, drained) => `${row.join(" ")} ${drained}`;
    }
  }

  /** One field of a service's state, numbered by its value. */
  #within(slot: number, field: (state: ServiceState) => Plain): (row: Int32Array) => number {
    const byPart: number[] = [];
    const byText = new Map<string, number>();
    return (row) => {
      const part = row[slot] as number;
      const known = byPart[part];
      if (known !== undefined) return known;
      const text = canonicalKey(field(this.#parts.get(slot, part) as ServiceState));
      const number = byText.get(text) ?? byText.size;
      byText.set(text, number);
      byPart[part] = number;
      return number;
    };
  }
}
