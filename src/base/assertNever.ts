/** Marks a branch that the types rule out; reaching it is a bug in this program, never a user's mistake. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
