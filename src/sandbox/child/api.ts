/** The `eventually` module as `exercise.ts` and `scenario.ts` import it. One for each evaluation of the two. */
import "ses";
import { canonicalKey } from "../../base/plain.ts";
import { timedOut } from "../../core/simulation/faults.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import { requireText } from "./arguments.ts";
import { isName, nameRule } from "./scenarioFields.ts";
import { placeHere, type Sources } from "./place.ts";
import { plainCopy } from "./plainCopy.ts";

function requireName(value: unknown, what: string): asserts value is string {
  requireText(value, what);
  if (!isName(value)) throw new TypeError(`${what} must be ${nameRule}.`);
}

export interface RegisteredHandler {
  readonly run: (ctx: unknown, body: unknown) => unknown;
  readonly at: SourcePlace | undefined;
}

/** Service name to message types and methods to handlers. */
export type Handlers = ReadonlyMap<string, ReadonlyMap<string, RegisteredHandler>>;

export interface Api {
  readonly namespace: Readonly<Record<string, unknown>>;
  readonly handlers: Handlers;
  /** No handler can be registered afterwards. */
  close(): void;
}

/** Whether two plain values hold the same. */
export function same(a: unknown, b: unknown): boolean {
  return canonicalKey(plainCopy(a)) === canonicalKey(plainCopy(b));
}

export function createApi(sources: Sources): Api {
  const handlers = new Map<string, Map<string, RegisteredHandler>>();
  let open = true;

  const register = (name: string, type: unknown, run: unknown): void => {
    if (!open) throw new TypeError("Handlers are registered while the file loads, not inside a handler.");
    requireName(type, `service("${name}").on(type, handler): the type`);
    if (typeof run !== "function")
      throw new TypeError(`service("${name}").on("${type}", handler): the handler must be a function.`);
    const own = handlers.get(name) ?? new Map<string, RegisteredHandler>();
    if (own.has(type)) throw new TypeError(`service("${name}") already handles ${type}.`);
    own.set(type, { run: run as RegisteredHandler["run"], at: placeHere(sources) });
    handlers.set(name, own);
  };

  const service = (name: unknown): unknown => {
    requireName(name, "service(name): the name");
    const builder = {
      on: (type: unknown, run: unknown): unknown => {
        register(name, type, run);
        return builder;
      },
    };
    return harden(builder);
  };
  const check = (kind: "atDrain" | "always") => (name: unknown, holds: unknown) => ({
    kind,
    name,
    holds,
  });
  const namespace = harden({
    __esModule: true,
    service,
    scenario: (definition: unknown) => definition,
    request: (to: unknown, method: unknown, args?: unknown) => ({ service: to, method, args }),
    atDrain: check("atDrain"),
    always: check("always"),
    reachable: (name: unknown, holds: unknown, par?: unknown) => ({
      kind: "reachable",
      name,
      holds,
      ...(par === undefined ? {} : { par }),
    }),
    session: (name: unknown, client: unknown, holds: unknown) => ({ kind: "session", name, client, holds }),
    bounded: (name: unknown, limit: unknown) => ({ kind: "bounded", name, limit }),
    monitor: (name: unknown, start: unknown, fold: unknown) => ({ name, start, fold }),
    counter: (name: unknown, weigh: unknown) => ({ name, weigh }),
    // A checker without cases is to be told from a scenario, which has none.
    checker: (definition: unknown) =>
      typeof definition === "object" && definition !== null ? { right: {}, wrong: {}, ...definition } : definition,
    TIMEOUT: timedOut,
    same,
  });
  return {
    namespace,
    handlers,
    close: () => {
      open = false;
    },
  };
}
