/** Anything that holds a resource until it is told to let go. Structurally the same as `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Disposes every member, even when one throws; then rethrows the first error, or all of them together. */
export function disposeAll(members: Iterable<Disposable>): void {
  const errors: unknown[] = [];
  for (const member of members) {
    try {
      member.dispose();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, "Several members failed to dispose");
}

/** A set of disposables with one lifetime. Adding to a store that is already disposed disposes the newcomer at once. */
export class DisposableStore implements Disposable {
  readonly #members = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(member: T): T {
    if (this.#disposed) member.dispose();
    else this.#members.add(member);
    return member;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const members = [...this.#members];
    this.#members.clear();
    disposeAll(members);
  }
}
