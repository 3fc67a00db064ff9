/** Reads what `scenario.ts` exports into plain data and the functions of its checks, with a place for each mistake. */
import { LineMap } from "../../base/span.ts";
import type { RunFailure, ScenarioFault } from "../../core/check/model.ts";
import type {
  CheckSpec,
  ClientOperation,
  FaultBudget,
  QueueSpec,
  ScenarioSpec,
  ServiceSpec,
  SourcePlace,
} from "../../core/simulation/model.ts";
import { type Fields, fieldsOf, InvalidScenario } from "./scenarioFields.ts";
import type { Program } from "./program.ts";
import { StopRun } from "./stopRun.ts";
import { toThrown } from "./thrown.ts";
import type { SourceToken } from "./tokens.ts";

export type CheckFunction = (world: unknown) => unknown;

export interface Scenario {
  readonly spec: ScenarioSpec;
  readonly checks: ReadonlyMap<string, CheckFunction>;
}

/** So many that one run, which is cut off after a number of steps, can still handle them all. */
const mostRequests = 300;

const orders = ["unordered", "fifo", "fifo-per-key"] as const;
const faultNames = ["drop", "duplicate", "crash", "fail", "timeout", "partition"] as const;

/** Throws {@link StopRun} with `scenario-invalid`. */
export function readScenario(program: Program): Scenario {
  try {
    return read(program);
  } catch (error) {
    if (!(error instanceof InvalidScenario)) throw new StopRun(unreadable(program, error));
    throw new StopRun({ code: "scenario-invalid", reason: error.reason, at: placeOf(program, error.path) });
  }
}

/** A getter or a proxy in what the scenario exports threw. */
function unreadable(program: Program, error: unknown): RunFailure {
  const thrown = toThrown(error, program.sources);
  return { code: "threw-while-loading", error: thrown, at: thrown.at ?? placeOf(program, []) };
}

function read(program: Program): Scenario {
  const { definition } = program;
  if (definition === undefined) throw new InvalidScenario({ kind: "no-default-export" }, []);
  const root = fieldsOf(definition, []);
  root.only(["services", "queues", "clients", "faults", "checks", "scale", "monitors", "counters"]);
  const services = root.record("services", serviceSpec);
  if (Object.keys(services).length === 0) throw new InvalidScenario({ kind: "no-services" }, ["services"]);
  const checks = readChecks(root);
  const handlers = Object.fromEntries([...program.handlers].map(([name, own]) => [name, [...own.keys()]]));
  const spec: ScenarioSpec = {
    services,
    queues: root.record("queues", queueSpec),
    clients: root.record("clients", (fields) => fields.list(clientOperation)),
    faults: faultBudget(root),
    checks: checks.map(({ kind, name }) => ({ kind, name })),
    handlers,
  };
  const requests = Object.values(spec.clients).reduce((sum, { length }) => sum + length, 0);
  if (requests > mostRequests) {
    throw new InvalidScenario(
      { kind: "bad-value", path: "clients", expected: `at most ${mostRequests} requests in all` },
      ["clients"],
    );
  }
  return { spec, checks: new Map(checks.map(({ name, holds }) => [name, holds])) };
}

function serviceSpec(fields: Fields): ServiceSpec {
  fields.only(["ack", "concurrency", "db"]);
  return {
    ack: fields.oneOf("ack", ["auto", "manual"], "auto"),
    concurrency: fields.count("concurrency", 1, 1),
    db: fields.plainRecord("db"),
  };
}

function queueSpec(fields: Fields): QueueSpec {
  fields.only(["from", "to", "order", "maxAttempts"]);
  const maxAttempts = fields.has("maxAttempts") ? { maxAttempts: fields.count("maxAttempts", 1, 1) } : {};
  return {
    from: fields.name("from"),
    to: fields.names("to"),
    order: fields.oneOf("order", orders, "fifo"),
    ...maxAttempts,
  };
}

function clientOperation(fields: Fields): ClientOperation {
  fields.only(["service", "method", "args"]);
  return { service: fields.name("service"), method: fields.name("method"), args: fields.plain("args") };
}

function faultBudget(root: Fields): FaultBudget {
  const none = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0 };
  if (!root.has("faults")) return none;
  const fields = root.inside("faults");
  fields.only(faultNames);
  return { ...none, ...Object.fromEntries(faultNames.map((name) => [name, fields.count(name, 0, 0)])) };
}

function readChecks(root: Fields): readonly (CheckSpec & { readonly holds: CheckFunction })[] {
  const checks = root.has("checks")
    ? root.inside("checks").list((fields) => ({
        kind: fields.oneOf("kind", ["always", "atDrain"]),
        name: fields.words("name"),
        holds: fields.function("holds") as CheckFunction,
      }))
    : [];
  if (checks.length === 0) throw new InvalidScenario({ kind: "no-checks" }, ["checks"]);
  const seen = new Set<string>();
  for (const { name } of checks) {
    if (seen.has(name)) throw new InvalidScenario({ kind: "duplicate-check", name }, ["checks", JSON.stringify(name)]);
    seen.add(name);
  }
  return checks;
}

/**
 * Follows the path through the tokens after `export default`: names of properties, and texts where quoted. Stays at the
 * last one that is found.
 */
function placeOf(program: Program, path: readonly string[]): SourcePlace {
  const scenario = program.sources.get("scenario.ts");
  const tokens = scenario?.tokens ?? [];
  let at = tokens.findIndex((token, index) => token.text === "export" && tokens[index + 1]?.text === "default");
  for (const name of path) {
    const found = tokens.findIndex((token, index) => index > at && names(token, name, tokens[index + 1]));
    if (found >= 0) at = found;
  }
  const offset = tokens[Math.max(0, at)]?.start ?? 0;
  return { file: "scenario.ts", ...new LineMap(scenario?.source ?? "").positionAt(offset) };
}

function names(token: SourceToken, name: string, next: SourceToken | undefined): boolean {
  const text = token.kind === "string" ? token.text.slice(1, -1) : token.text;
  if (name.startsWith('"')) return token.kind === "string" && JSON.stringify(text) === name;
  return text === name && next?.text === ":";
}

/** The place of a fault that is found later, when the scenario is held against the handlers. */
export function placeOfFault(program: Program, reason: ScenarioFault): SourcePlace {
  switch (reason.kind) {
    case "unknown-service":
      return placeOf(program, [JSON.stringify(reason.name)]);
    case "unhandled":
      return placeOf(program, [reason.message, JSON.stringify(reason.message)]);
    case "bad-value":
      return placeOf(
        program,
        reason.path.split(/[.[\]]+/).filter((part) => part !== ""),
      );
    case "duplicate-check":
      return placeOfCheck(program, reason.name);
    case "broken-at-start":
      return placeOfCheck(program, reason.check);
    default:
      return placeOf(program, []);
  }
}

/** Where the scenario names this check. */
export function placeOfCheck(program: Program, check: string): SourcePlace {
  return placeOf(program, ["checks", JSON.stringify(check)]);
}
