/** What source may not contain: other modules, import(), direct eval, HTML comments, namespaces. Found by token, with the place. */
import { LineMap } from "../../base/span.ts";
import type { RunFailure } from "../../core/check/model.ts";
import { isMethodName } from "./methodNames.ts";
import { firstNamespace } from "./namespaces.ts";
import { StopRun } from "./stopRun.ts";
import type { SourceToken } from "./tokens.ts";

type Forbidden = Extract<RunFailure, { code: "forbidden" }>["what"];

/** Throws {@link StopRun} at the first thing that is refused. */
export function refuseForbidden(
  file: string,
  text: string,
  tokens: readonly SourceToken[],
  modules: ReadonlySet<string>,
): void {
  const lines = new LineMap(text);
  const placeOf = (token: SourceToken) => ({ file, ...lines.positionAt(token.start) });
  const namespace = firstNamespace(text, tokens);
  if (namespace !== undefined) throw new StopRun({ code: "forbidden", at: placeOf(namespace), what: "namespace" });
  for (const [index, token] of tokens.entries()) {
    if (token.isType || isMethodName(tokens, index)) continue;
    const what = forbidden(text, tokens, index);
    if (what !== undefined) throw new StopRun({ code: "forbidden", at: placeOf(token), what });
    const module = importedModule(tokens, index);
    if (module !== undefined && !modules.has(module.name)) {
      throw new StopRun({ code: "import-unknown", at: placeOf(module.token), module: module.name });
    }
  }
}

function forbidden(text: string, tokens: readonly SourceToken[], index: number): Forbidden | undefined {
  const token = tokens[index];
  const next = tokens[index + 1]?.text;
  if (token === undefined || tokens[index - 1]?.text === "." || tokens[index - 1]?.text === "?.") return undefined;
  if (token.text === "import" && next === "(") return "dynamic-import";
  if (token.text === "import" && next === ".") return "import";
  if (token.text === "eval" && next === "(") return "direct-eval";
  if (token.text === "<" && text.startsWith("<!--", token.start)) return "html-comment";
  if (token.text === "--" && next === ">" && text.startsWith("-->", token.start) && startsLine(text, token.start)) {
    return "html-comment";
  }
  return undefined;
}

function startsLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(lineStart, offset).trim() === "";
}

/** The module that an import or re-export starting at this token names. */
function importedModule(
  tokens: readonly SourceToken[],
  index: number,
): { readonly name: string; readonly token: SourceToken } | undefined {
  const token = tokens[index];
  if (token?.kind === "import") {
    const found = tokens.slice(index, index + 400).find((one) => one.kind === "string" || one.text === ";");
    return found?.kind === "string" ? { name: moduleName(found), token: found } : undefined;
  }
  if (token?.kind !== "export") return undefined;
  let at = index + 1;
  if (tokens[at]?.text === "type") at += 1;
  if (tokens[at]?.text === "{") at = tokens.findIndex((one, i) => i > at && one.text === "}");
  else if (tokens[at]?.text !== "*") return undefined;
  else if (tokens[at + 1]?.text === "as") at += 2;
  const module = tokens[at + 2];
  return tokens[at + 1]?.text === "from" && module?.kind === "string"
    ? { name: moduleName(module), token: module }
    : undefined;
}

function moduleName(token: SourceToken): string {
  return token.text.slice(1, -1);
}
