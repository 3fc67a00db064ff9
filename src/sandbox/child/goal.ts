/** An expression that a person typed, such as `search != catalog && inFlight == 0`, as a predicate over worlds. */
import "ses";
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { RunReply } from "../../core/check/model.ts";
import type { ScenarioSpec } from "../../core/simulation/model.ts";
import { compile } from "./compile.ts";
import { evaluateModule } from "./evaluate.ts";
import type { ScenarioCode } from "./scenarioSpec.ts";
import { StopRun } from "./stopRun.ts";

/** What an expression can name beside services. */
const own = ["world", "inFlight", "drained", "holds"] as const;
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
  const services = Object.keys(spec.services).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && !reserved.test(name) && !own.some((known) => known === name),
  );
  const predicate = evaluate([...own, ...services], text);
  const { intern, absent } = interning();
  let answered = false;
  let unread: TypeError | undefined;
  const holdsIn = (world: unknown) => (check: unknown) => {
    const found = typeof check === "string" ? code.checks.get(check) : undefined;
    if (found === undefined || found.client !== undefined) throw new TypeError(`There is no check ${String(check)}.`);
    return found.holds(world) === true;
  };
  const holds = (argument: unknown): boolean => {
    const world = argument as World;
    const stores = intern(services.map((name) => world.db(name))) as readonly unknown[];
    const { inFlight, drained } = world;
    try {
      const found = Boolean(predicate(world, inFlight, drained, harden(holdsIn(world)), ...stores));
      answered = true;
      return !found;
    } catch (error) {
      // Where there is no lamp yet, its price is not above 3 either.
      if (!(error instanceof TypeError) || !/^Cannot read properties of (undefined|null)/.test(error.message))
        throw error;
      unread ??= error;
      return true;
    }
  };
  const { schedule: _schedule, ...rest } = spec;
  return {
    spec: { ...rest, checks: [{ kind: "always", name: text }] },
    code: { ...code, checks: new Map([[text, { holds }]]) },
    judge: (reply) => {
      if (reply.kind === "failed") {
        const { failure } = reply;
        return failure.code === "check-threw" ? refused(`${failure.error.name}: ${failure.error.message}`) : reply;
      }
      if (reply.broken.length > 0) return reply;
      if (!answered && unread !== undefined) return refused(unread.message);
      const names = absent().filter((name) => text.includes(name));
      return names.length === 0 ? reply : { ...reply, absent: names };
    },
  };
}

function refused(message: string): RunReply {
  return { kind: "failed", failure: { code: "goal-invalid", message } };
}

function evaluate(names: readonly string[], text: string): (...values: readonly unknown[]) => unknown {
  try {
    const compiled = compile("scenario.ts", `export default (${names.join(", ")}) => (\n${text}\n);`, new Set());
    const refuse = (): never => {
      throw new TypeError("Nothing can be imported or left empty here.");
    };
    const exported = evaluateModule(compiled, { require: refuse, hole: refuse });
    return exported["default"] as (...values: readonly unknown[]) => unknown;
  } catch (error) {
    if (error instanceof StopRun)
      throw invalid("message" in error.failure ? error.failure.message : "it is not allowed");
    throw invalid(error instanceof Error ? error.message : String(error));
  }
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
  const watched: ProxyHandler<object> = {
    get: (target, name, receiver) => {
      if (typeof name === "string" && !(name in target)) read.add(name);
      return Reflect.get(target, name, receiver) as unknown;
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
    // An index is no name: a list may well be shorter than somebody looks.
    absent: () => [...read].filter((name) => !present.has(name) && !/^\d+$/.test(name)),
  };
}
