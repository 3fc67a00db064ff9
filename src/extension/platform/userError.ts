/** The one kind of error whose message is made for the person at the keyboard. */

/** `message` is shown as it is; `cause`, where there is one, goes to the log. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The message of anything thrown, for the log. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
