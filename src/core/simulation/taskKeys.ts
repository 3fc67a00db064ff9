/** Short texts for "this task, so far": what its handler does next depends on nothing else but what it looks at. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { Message, Task, TaskResult } from "./model.ts";

/** A message is asked about once for each operation of each of its deliveries; its text is made and kept once. */
export class TaskKeys {
  readonly #numbers = new Map<string, number>();
  /** Messages are never changed in place. */
  readonly #known = new WeakMap<Message, number>();

  /** Equal exactly for tasks with the same handler, message and results. */
  of({ service, message, delivery: { via, queue }, results }: Task): string {
    // Each part says where it ends: names by their length, results by a line end, which no canonical text holds.
    let key = `${this.#numberOf(message)}${via}${service.length}:${service}${queue.length}:${queue}`;
    for (const result of results) key += `\n${resultKey(result)}`;
    return key;
  }

  #numberOf(message: Message): number {
    let number = this.#known.get(message);
    if (number === undefined) {
      const text = canonicalKey(message as unknown as Plain);
      number = this.#numbers.get(text) ?? this.#numbers.size;
      this.#numbers.set(text, number);
      this.#known.set(message, number);
    }
    return number;
  }
}

function resultKey(result: TaskResult): string {
  if (result.kind === "recorded") return canonicalKey(result.value);
  if ("error" in result) return `${result.index}!${canonicalKey(result.error as unknown as Plain)}`;
  return `${result.index}=${canonicalKey(result.value)}`;
}
