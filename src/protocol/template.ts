/** Fills the placeholders of a translated text: the webview gets its texts from the host before it knows the data. */

/** `{0}`, `{1}`, … are replaced by the arguments; a placeholder without an argument stays as it is. */
export function fillIn(template: string, ...args: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
}
