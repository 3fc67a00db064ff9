/** When two fragments are the same code, whatever their spacing and comments. */
import { tokenize } from "../exercise/tokens.ts";

/** Equal for two fragments exactly when their tokens are. */
export function codeKey(code: string): string {
  return JSON.stringify(tokenize(code).tokens.map((token) => token.text));
}
