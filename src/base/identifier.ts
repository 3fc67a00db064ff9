/** Whether the text can be a name in JavaScript; reserved words can not, and are not known here. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
