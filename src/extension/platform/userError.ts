/** The one kind of error whose message is made for the person at the keyboard. */

/** Every bundle has a copy of the class below, so `instanceof` would not know an error of another bundle; this does. */
const brand = Symbol.for("eventually.UserError");

/** `message` is shown as it is; `cause`, where there is one, goes to the log. Recognised by {@link isUserError}. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly [brand] = true;
}

export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && brand in error;
}

/** The message of anything thrown, for the log. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
