/** An expression that a person typed, such as `search != catalog && inFlight == 0`, as a predicate over worlds. */
import "ses";
import { isIdentifier } from "../../base/identifier.ts";
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { RunReply } from "../../core/check/model.ts";
import type { ScenarioSpec } from "../../core/simulation/model.ts";
import { same } from "./api.ts";
import { compile } from "./compile.ts";
import { evaluateModule } from "./evaluate.ts";
import type { ScenarioCode } from "./scenarioSpec.ts";
import { StopRun } from "./stopRun.ts";
import { tokensOf } from "./tokens.ts";

/** What an expression can name beside services. */
const own = ["world", "inFlight", "drained", "holds", "same"] as const;
const reserved =
  /^(await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield|arguments)$/;

interface World {
  db(service: string): Plain;
  readonly inFlight: number;
  readonly drained: boolean;
}

export interface Goal {
  /** The scenario with one check only, which is broken exactly where the expression is true. */
  readonly spec: ScenarioSpec;
  readonly code: ScenarioCode;
  /** What came of it, in the light of all the states that the expression was tried in. */
  judge(reply: RunReply): RunReply;
}

/**
 * The shortest run that breaks the one check is the shortest way to where the expression is true. Throws
 * {@link StopRun} with `goal-invalid` where the text is no expression.
 */
export function seekGoal(spec: ScenarioSpec, code: ScenarioCode, text: string): Goal {
  if (spec.timed) throw invalid("this exercise is about one timed run, which is not searched");
  const services = Object.keys(spec.services);
  const named = services.filter(
    (name) => isIdentifier(name) && !reserved.test(name) && !own.some((known) => known === name),
  );
  const predicate = evaluate([...own, ...named], text);
  const { intern, absent } = interning();
  const holdsIn = (world: unknown) => (check: unknown) => {
    const found = typeof check === "string" ? code.checks.get(check) : undefined;
    if (found === undefined || found.client !== undefined) throw new TypeError(`There is no check ${String(check)}.`);
    return found.holds(world) === true;
  };
  const holds = (argument: unknown): boolean => {
    const world = argument as World;
    const all = intern(services.map((name) => world.db(name))) as readonly unknown[];
    const stores = new Map(services.map((name, index) => [name, all[index]]));
    const given = harden({
      ...Object.fromEntries(named.map((name) => [name, stores.get(name)])),
      world: Object.create(argument as object, { db: { value: (name: string) => stores.get(name) ?? world.db(name) } }),
      inFlight: world.inFlight,
      drained: world.drained,
      holds: holdsIn(argument),
      same,
    });
    return !isTrue(predicate(given));
  };
  const { schedule: _schedule, ...rest } = spec;
  // No name of a check that every scenario has, whatever is typed.
  const name = `goal: ${text}`;
  return {
    spec: { ...rest, checks: [{ kind: "always", name }] },
    code: { ...code, checks: new Map([[name, { holds }]]) },
    judge: (reply) => {
      if (reply.kind === "failed") {
        const { failure } = reply;
        return failure.code === "check-threw" ? refused(`${failure.error.name}: ${failure.error.message}`) : reply;
      }
      if (reply.broken.length > 0) return reply;
      const names = absent().filter((one) => text.includes(one));
      return names.length === 0 ? reply : { ...reply, absent: names };
    },
  };
}

/** Anything may be asked for that is there or not; a function or a promise is always there. */
function isTrue(value: unknown): boolean {
  const isPromise = typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
  if (typeof value === "function" || isPromise) throw new TypeError("this is neither true nor false");
  return Boolean(value);
}

function refused(message: string): RunReply {
  return { kind: "failed", failure: { code: "goal-invalid", message } };
}

function evaluate(names: readonly string[], text: string): (given: object) => unknown {
  try {
    const from = `const { ${names.join(", ")} } = given;`;
    const compiled = compile(
      "scenario.ts",
      `export default (given) => { ${from} return (\n${forgiving(text)}\n); };`,
      new Set(),
    );
    const refuse = (): never => {
      throw new TypeError("Nothing can be imported or left empty here.");
    };
    const exported = evaluateModule(compiled, { require: refuse, hole: refuse });
    return exported["default"] as (given: object) => unknown;
  } catch (error) {
    if (error instanceof StopRun)
      throw invalid("message" in error.failure ? error.failure.message : "it is not allowed");
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The expression with each `.` and each `[` that takes a part of something as one that gives `undefined` where there is
 * nothing: where there is no lamp yet, its price is not above 3 either. Throws {@link StopRun} for what can never be
 * equal to anything.
 */
function forgiving(text: string): string {
  const tokens = tokensOf("scenario.ts", `(\n${text}\n)`).map(({ start, end, text: token }) => ({
    start: start - 2,
    end: end - 2,
    text: token,
  }));
  if (!isOne(tokens.map((token) => token.text))) throw invalid("it is not one expression");
  // `new a?.b` is no expression.
  if (tokens.some((token) => token.text === "new")) return text;
  let result = text;
  for (const [index, { start, end, text: token }] of [...tokens.entries()].reverse()) {
    const before = tokens[index - 1]?.text ?? "";
    if ((token === "[" || token === "{") && /^[=!]==?$/.test(before)) {
      throw invalid(`a new ${token === "[" ? "list" : "object"} is equal to nothing; write same(a, b)`);
    }
    const isMember = token === "[" && /^[\p{ID_Continue}$)\]"'`]+$/u.test(before.slice(-1)) && !reserved.test(before);
    if (token === "." || isMember) result = `${result.slice(0, start)}?.${isMember ? "[" : ""}${result.slice(end)}`;
  }
  return result;
}

/** Whether the brackets around the expression are closed by its end only. */
function isOne(tokens: readonly string[]): boolean {
  let depth = 0;
  return tokens.every((token, index) => {
    if (["(", "[", "{", "${"].includes(token)) depth += 1;
    if ([")", "]", "}"].includes(token)) depth -= 1;
    return depth > 0 || index === tokens.length - 1;
  });
}

function invalid(message: string): StopRun {
  return new StopRun({ code: "goal-invalid", message });
}

/**
 * Equal data becomes the same object, so that `==` and `!=` compare stores by what they hold. `absent` are the names
 * that were read and that nothing which came by had.
 */
function interning(): { intern: (value: Plain) => unknown; absent: () => readonly string[] } {
  const most = 20_000;
  const known = new Map<string, unknown>();
  const read = new Set<string>();
  const present = new Set<string>();
  const look = (target: object, name: string | symbol): void => {
    // An index is no name: a list may well be shorter than somebody looks.
    if (typeof name === "string" && !(name in target) && !/^-?\d+$/.test(name)) read.add(name);
  };
  const watched: ProxyHandler<object> = {
    get: (target, name, receiver) => {
      look(target, name);
      return Reflect.get(target, name, receiver) as unknown;
    },
    has: (target, name) => {
      look(target, name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor: (target, name) => {
      look(target, name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  };
  const intern = (value: Plain): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const key = canonicalKey(value);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made: object = Array.isArray(value)
      ? value.map(intern)
      : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, intern(member)]));
    if (!Array.isArray(value)) for (const name of Object.keys(value)) present.add(name);
    const seen = new Proxy(harden(made), watched);
    known.set(key, seen);
    return seen;
  };
  return {
    intern: (value) => {
      // Only between two evaluations: within one, equal must stay the same.
      if (known.size > most) known.clear();
      return intern(value);
    },
    absent: () => [...read].filter((name) => !present.has(name)),
  };
}
