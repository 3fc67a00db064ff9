/** Reads what `scenario.ts` exports into plain data and the functions of its checks, with a place for each mistake. */
import { LineMap } from "../../base/span.ts";
import type { RunFailure, ScenarioFault } from "../../core/check/model.ts";
import type {
  CheckSpec,
  ClientOperation,
  FaultBudget,
  MessageFaults,
  QueueSpec,
  ScenarioSpec,
  ServiceSpec,
  SourcePlace,
} from "../../core/simulation/model.ts";
import { type Fields, fieldsOf, InvalidScenario } from "./scenarioFields.ts";
import type { Handlers } from "./api.ts";
import type { Program } from "./program.ts";
import { counting, folding } from "./scenarioFunctions.ts";
import { StopRun } from "./stopRun.ts";
import { toThrown } from "./thrown.ts";
import type { SourceToken } from "./tokens.ts";

/** The functions that a scenario consists of, by name. */
export interface ScenarioCode {
  readonly checks: ReadonlyMap<string, { readonly holds: (argument: unknown) => unknown; readonly client?: string }>;
  readonly monitors: ReadonlyMap<string, (value: unknown, event: unknown) => unknown>;
  readonly counters: ReadonlyMap<string, (event: unknown) => unknown>;
}

export interface Scenario {
  readonly spec: ScenarioSpec;
  readonly code: ScenarioCode;
  /** Of an exercise in which the learner writes a check: the handlers that it is tried on. */
  readonly cases: readonly Case[];
}

export interface Case {
  readonly name: string;
  readonly right: boolean;
  readonly handlers: Handlers;
}

/** So many that one run, which is cut off after a number of steps, can still handle them all. */
const mostRequests = 300;

const orders = ["unordered", "fifo", "fifo-per-key"] as const;
const fieldNames = [
  "services",
  "queues",
  "clients",
  "faults",
  "partitions",
  "scale",
  "timed",
  "schedule",
  "checks",
  "monitors",
  "counters",
];
const faultNames = ["drop", "duplicate", "crash", "fail", "timeout", "partition", "clock"] as const;

/** Milliseconds that a clock is suddenly ahead by where the scenario does not say: it was set to another time zone. */
const usualJump = 60 * 60 * 1000;

const longestJump = 365 * 24 * usualJump;

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
  root.only([...fieldNames, "right", "wrong"]);
  const faults = faultBudget(root);
  const timed = root.flag("timed");
  if (timed && faults.clock > 0) {
    const expected = "0 in a timed run, in which all services share one clock";
    throw new InvalidScenario({ kind: "bad-value", path: "faults.clock", expected }, ["faults", "clock"]);
  }
  const services = root.record("services", (fields) => serviceSpec(fields, faults.clock > 0 ? usualJump : 0));
  if (Object.keys(services).length === 0) throw new InvalidScenario({ kind: "no-services" }, ["services"]);
  const checks = readChecks(root);
  const clients = root.record("clients", (fields) => fields.list(clientOperation));
  const monitors = readNamed(root, "monitors", (fields) => ({
    start: fields.plain("start"),
    fold: fields.function("fold"),
  }));
  const counters = readNamed(root, "counters", (fields) => ({ weigh: fields.function("weigh") }));
  const isChecker = root.has("right") || root.has("wrong");
  const cases = isChecker ? [...readCases(root, "right"), ...readCases(root, "wrong")] : [];
  const spec: ScenarioSpec = {
    services,
    queues: root.record("queues", queueSpec),
    clients,
    faults,
    perMessage: perMessageBudget(root),
    partitions: root.oneOf("partitions", ["hold", "lose"], "hold"),
    scale: readScale(root, Math.max(0, ...Object.values(clients).map(({ length }) => length))),
    timed,
    ...(root.owns("schedule") ? { schedule: root.labels("schedule") } : {}),
    checks: checks.map(({ spec: check }) => check),
    monitors: monitors.map(({ name, start }) => ({ name, start })),
    counters: counters.map(({ name }) => name),
    handlers: handlerNames(cases[0]?.handlers ?? program.handlers),
  };
  const requests = Object.values(spec.clients).reduce((sum, { length }) => sum + length, 0);
  if (requests > mostRequests) {
    throw new InvalidScenario(
      { kind: "bad-value", path: "clients", expected: `at most ${mostRequests} requests in all` },
      ["clients"],
    );
  }
  return {
    spec,
    code: {
      checks: new Map(checks.map(({ spec: { name }, code }) => [name, code])),
      monitors: new Map(monitors.map(({ name, fold }) => [name, folding(fold, placeOfNamed(program, name))])),
      counters: new Map(counters.map(({ name, weigh }) => [name, counting(weigh, placeOfNamed(program, name))])),
    },
    cases,
  };
}

/** Service name to the message types and methods that it handles. */
export function handlerNames(handlers: Handlers): ScenarioSpec["handlers"] {
  return Object.fromEntries([...handlers].map(([name, own]) => [name, [...own.keys()]]));
}

function readCases(root: Fields, kind: "right" | "wrong"): readonly Case[] {
  const cases = root.record(kind, (fields) => {
    const services = fields.keys().map((service) => {
      const own = fields.inside(service);
      return [service, new Map(own.keys().map((type) => [type, { run: own.function(type), at: undefined }]))] as const;
    });
    return new Map(services);
  });
  // Silence would hold without a wrong case, and an alarm that always rings without a right one.
  if (Object.keys(cases).length === 0) {
    throw new InvalidScenario({ kind: "bad-value", path: kind, expected: "an object with at least one case" }, [kind]);
  }
  return Object.entries(cases).map(([name, handlers]) => ({ name, right: kind === "right", handlers }));
}

/** Bounds in ascending order; the last is all that the clients do. */
function readScale(root: Fields, most: number): readonly number[] {
  if (!root.has("scale")) return [most];
  const scale = root.inside("scale");
  scale.only(["updates"]);
  const updates = scale.counts("updates", 1);
  return [...new Set(updates.map((count) => Math.min(count, most)))].sort((a, b) => a - b);
}

function readNamed<T>(root: Fields, name: string, read: (fields: Fields) => T): readonly (T & { name: string })[] {
  if (!root.has(name)) return [];
  const found = root.inside(name).list((fields) => ({ name: fields.words("name"), ...read(fields) }));
  const twice = found.find((one, index) => found.findIndex((other) => other.name === one.name) < index);
  if (twice !== undefined) {
    throw new InvalidScenario({ kind: "duplicate-check", name: twice.name }, [name, JSON.stringify(twice.name)]);
  }
  return found;
}

function serviceSpec(fields: Fields, jump: number): ServiceSpec {
  fields.only(["ack", "concurrency", "db", "atomic", "clockOffset", "clockJump", "exceptions"]);
  return {
    ack: fields.oneOf("ack", ["auto", "manual"], "auto"),
    concurrency: fields.count("concurrency", 1, 1),
    db: fields.plainRecord("db"),
    atomic: fields.flag("atomic"),
    clockOffset: fields.number("clockOffset", 0),
    clockJump: fields.count("clockJump", 0, jump, longestJump),
    exceptionsAllowed: fields.oneOf("exceptions", ["allowed", "forbidden"], "forbidden") === "allowed",
  };
}

function queueSpec(fields: Fields): QueueSpec {
  fields.only(["from", "to", "order", "maxAttempts", "redrive"]);
  const maxAttempts = fields.has("maxAttempts") ? { maxAttempts: fields.count("maxAttempts", 1, 1) } : {};
  return {
    from: fields.name("from"),
    to: fields.names("to"),
    order: fields.oneOf("order", orders, "fifo"),
    redrive: fields.count("redrive", 0, 0),
    ...maxAttempts,
  };
}

function clientOperation(fields: Fields): ClientOperation {
  fields.only(["service", "method", "args"]);
  return { service: fields.name("service"), method: fields.name("method"), args: fields.plain("args") };
}

function faultBudget(root: Fields): FaultBudget {
  const none = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0 };
  if (!root.has("faults")) return none;
  const fields = root.inside("faults");
  fields.only([...faultNames, "perMessage"]);
  return { ...none, ...Object.fromEntries(faultNames.map((name) => [name, fields.count(name, 0, 0)])) };
}

function perMessageBudget(root: Fields): MessageFaults {
  const none = { drop: 0, duplicate: 0 };
  if (!root.has("faults") || !root.inside("faults").has("perMessage")) return none;
  const fields = root.inside("faults").inside("perMessage");
  fields.only(Object.keys(none));
  return { drop: fields.count("drop", 0, 0), duplicate: fields.count("duplicate", 0, 0) };
}

interface ReadCheck {
  readonly spec: CheckSpec;
  readonly code: { readonly holds: (argument: unknown) => unknown; readonly client?: string };
}

/** What a check of each kind has beside its name. */
const checkFields = {
  always: ["holds"],
  atDrain: ["holds"],
  reachable: ["holds", "par"],
  session: ["client", "holds"],
  bounded: ["limit"],
} as const;

function readCheck(fields: Fields): ReadCheck {
  const kind = fields.oneOf("kind", ["always", "atDrain", "reachable", "session", "bounded"]);
  const name = fields.words("name");
  try {
    return readCheckOf(kind, name, fields);
  } catch (error) {
    // What a check consists of has no names where it is called by its function; the check itself is found by its own.
    if (!(error instanceof InvalidScenario)) throw error;
    const [checks = "checks", ...within] = error.path;
    throw new InvalidScenario(error.reason, [checks, JSON.stringify(name), ...within]);
  }
}

function readCheckOf(kind: CheckSpec["kind"], name: string, fields: Fields): ReadCheck {
  fields.only(["kind", "name", ...checkFields[kind]]);
  if (kind === "bounded") {
    const limit = fields.inside("limit");
    limit.only(["attempts"]);
    // Nothing there is a mistake: the most that is allowed is what such a check is about.
    const attempts = limit.count("attempts", 1, 0);
    return { spec: { kind, name, attempts }, code: { holds: () => true } };
  }
  const holds = fields.function("holds");
  if (kind === "reachable" && fields.has("par")) {
    const limits = fields.inside("par");
    limits.only(["steps", "faults"]);
    const par = { steps: limits.count("steps", 1, 1), faults: limits.count("faults", 0, 0) };
    return { spec: { kind, name, par }, code: { holds } };
  }
  if (kind !== "session") return { spec: { kind, name }, code: { holds } };
  const client = fields.name("client");
  return { spec: { kind, name, client }, code: { holds, client } };
}

function readChecks(root: Fields): readonly ReadCheck[] {
  const checks = root.has("checks") ? root.inside("checks").list(readCheck) : [];
  if (checks.length === 0) throw new InvalidScenario({ kind: "no-checks" }, ["checks"]);
  const seen = new Set<string>();
  for (const {
    spec: { name },
  } of checks) {
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
    case "name-taken":
      return placeOfCheck(program, reason.name);
    case "broken-at-start":
      return placeOfCheck(program, reason.check);
    default:
      return placeOf(program, []);
  }
}

/** Where a right case of a learner's check names a handler. */
export function placeOfCase(program: Program, name: string, service: string, message: string): SourcePlace {
  return placeOf(program, ["right", name, service, message]);
}

/** Where the scenario names a check, a monitor or a counter. */
export function placeOfNamed(program: Program, name: string): SourcePlace {
  return placeOf(program, [JSON.stringify(name)]);
}

/** Where the scenario names this check. */
export function placeOfCheck(program: Program, check: string): SourcePlace {
  return placeOf(program, ["checks", JSON.stringify(check)]);
}
