/** Both modules of a run, evaluated once: the handlers they registered and what `scenario.ts` exports. */
import type { During } from "../../core/check/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import { createApi, type Handlers } from "./api.ts";
import type { Compiled } from "./compile.ts";
import { evaluateModule } from "./evaluate.ts";
import { placeHere, type Sources } from "./place.ts";
import { StopRun } from "./stopRun.ts";
import { toThrown } from "./thrown.ts";

/** Told before code runs that may never come back, so that whoever ends it can say what it was. */
export type Progress = (during: During, at: SourcePlace) => void;

export interface Program {
  readonly handlers: Handlers;
  /** The default export of `scenario.ts`; whatever it is. */
  readonly definition: unknown;
  readonly sources: Sources;
  /** Throws {@link StopRun} where a hole was read since the program was made, even if the code caught the error. */
  refuseHoles(): void;
}

/** What must be known about a script that the evaluator refuses, in places of the compiled code. */
export type SyntaxCheck = (
  code: string,
  file: string,
) => { readonly line: number; readonly column: number; readonly message: string } | undefined;

export interface ProgramSources {
  readonly exercise: Compiled;
  readonly scenario: Compiled;
}

/** Throws {@link StopRun} for what goes wrong while loading. */
export function loadProgram(compiled: ProgramSources, progress: Progress, checkSyntax: SyntaxCheck): Program {
  const sources: Sources = new Map([
    ["exercise.ts", compiled.exercise],
    ["scenario.ts", compiled.scenario],
  ]);
  const api = createApi(sources);
  let hole: SourcePlace | undefined;
  const refuseHoles = (): void => {
    if (hole !== undefined) throw new StopRun({ code: "hole-left", at: hole });
  };

  const load = (module: Compiled, modules: ReadonlyMap<string, unknown>): Record<string, unknown> => {
    const start = { file: module.file, line: 1, column: 1 };
    progress({ kind: "loading", file: module.file }, start);
    let refused: StopRun | undefined;
    // A module as a whole may be asked for what it does not have.
    const importsAll = module.tokens.some(
      ({ kind }, index) => kind === "import" && module.tokens[index + 1]?.text === "*",
    );
    try {
      const exports = evaluateModule(module, {
        require: (name) => {
          const found = typeof name === "string" ? modules.get(name) : undefined;
          if (typeof name === "string" && typeof found === "object" && found !== null) {
            return importsAll ? found : exportsOnly(name, found);
          }
          refused ??= new StopRun({
            code: "import-unknown",
            at: placeHere(sources) ?? start,
            module: typeof name === "string" ? name.slice(0, 200) : typeof name,
          });
          throw new TypeError("Only the module eventually can be imported here.");
        },
        hole: () => {
          hole ??= placeHere(sources) ?? start;
          throw new ReferenceError("This blank is still empty.");
        },
      });
      refuseHoles();
      if (refused !== undefined) throw refused;
      return exports;
    } catch (error) {
      refuseHoles();
      if (refused !== undefined) throw refused;
      throw loadFailure(error, module, sources, checkSyntax);
    }
  };

  const exercise = load(compiled.exercise, new Map([["eventually", api.namespace]]));
  const scenario = load(
    compiled.scenario,
    new Map<string, unknown>([
      ["eventually", api.namespace],
      ["./exercise", exercise],
      ["./exercise.ts", exercise],
    ]),
  );
  api.close();
  const definition = (): unknown => {
    try {
      return defaultExport(scenario);
    } catch (error) {
      throw loadFailure(error, compiled.scenario, sources, checkSyntax);
    }
  };
  return { handlers: api.handlers, definition: definition(), sources, refuseHoles };
}

/** What a module does not export cannot be imported; what is compiled would read it as `undefined`. */
function exportsOnly(module: string, exports: object): object {
  return new Proxy(exports, {
    get: (target, name, receiver) => {
      if (typeof name === "string" && !(name in target) && !["__esModule", "default", "then"].includes(name)) {
        throw new ReferenceError(`The module “${module}” exports nothing called “${name}”.`);
      }
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function defaultExport(exports: unknown): unknown {
  return typeof exports === "object" && exports !== null ? (exports as { default?: unknown }).default : undefined;
}

function loadFailure(error: unknown, module: Compiled, sources: Sources, checkSyntax: SyntaxCheck): StopRun {
  const { file } = module;
  if (error instanceof SyntaxError) {
    const found = checkSyntax(module.code, file);
    if (found !== undefined) {
      const place = module.placeOf(found.line, found.column) ?? { line: found.line, column: 1 };
      return new StopRun({ code: "syntax", at: { file, ...place }, message: found.message });
    }
    const rejected = /rejected at [^:]*:(\d+)\. \(SES_(HTML_COMMENT|IMPORT|EVAL)/.exec(error.message);
    if (rejected !== null) {
      const what = { HTML_COMMENT: "html-comment", IMPORT: "dynamic-import", EVAL: "direct-eval" } as const;
      const at = { file, line: Number(rejected[1]), column: 1 };
      return new StopRun({ code: "forbidden", at, what: what[rejected[2] as keyof typeof what] });
    }
  }
  const thrown = toThrown(error, sources);
  return new StopRun({ code: "threw-while-loading", error: thrown, at: thrown.at ?? { file, line: 1, column: 1 } });
}
