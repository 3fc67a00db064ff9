/** TypeScript to a CommonJS program whose lines are those of the source and whose columns can be traced back. */
import { transform } from "sucrase/dist/index.js";
import type { Position } from "../../base/span.ts";
import { originalColumn } from "./columnMap.ts";
import { neutralise } from "./neutralise.ts";
import { refuseForbidden } from "./sourceRules.ts";
import { StopRun } from "./stopRun.ts";
import { type SourceToken, tokensOf } from "./tokens.ts";

export interface Compiled {
  readonly file: string;
  /** As the author wrote it. */
  readonly source: string;
  readonly tokens: readonly SourceToken[];
  /** Ready to be evaluated alone, with `exports`, `module` and `require` in scope. */
  readonly code: string;
  /** The place in the source of a place in the compiled code, or undefined where there is no such line. */
  placeOf(line: number, column: number): Position | undefined;
}

/** `modules`: what the file may import. Throws {@link StopRun} for what cannot be compiled or is refused. */
export function compile(file: string, source: string, modules: ReadonlySet<string>): Compiled {
  const tokens = tokensOf(file, source);
  refuseForbidden(file, source, tokens, modules);
  const { code, sourceMap } = toCommonJs(file, neutralise(source, tokens));
  const lineCount = source.split("\n").length;
  const mappings = sourceMap?.mappings ?? "";
  return {
    file,
    source,
    tokens,
    code: `${code}\n//# sourceURL=${file}`,
    placeOf: (line, column) =>
      line >= 1 && line <= lineCount
        ? { line, column: Math.max(1, originalColumn(mappings, line, column)) }
        : undefined,
  };
}

function toCommonJs(file: string, text: string): ReturnType<typeof transform> {
  try {
    return transform(text, {
      transforms: ["typescript", "imports"],
      disableESTransforms: true,
      enableLegacyTypeScriptModuleInterop: true,
      filePath: file,
      sourceMapOptions: { compiledFilename: file },
    });
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message?: string };
    throw new StopRun({
      code: "syntax",
      at: { file, line: loc?.line ?? 1, column: loc?.column ?? 1 },
      message: (message ?? "").replace(/^Error transforming [^:]*: /, "").replace(/\s*\(\d+:\d+\)$/, ""),
    });
  }
}
