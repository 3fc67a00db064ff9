/** How texts for people are made: English templates with `{0}` placeholders, passed through a translator. */

export type TextArgument = string | number | boolean;

/** Same shape as `vscode.l10n.t`. The English template is the key of the translation. */
export type Translate = (message: string, ...args: TextArgument[]) => string;

/** The translator for where there is no VS Code: fills in the placeholders and leaves the English as it is. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? placeholder : String(value);
  });
