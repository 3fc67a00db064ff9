/** Holds the parts of a scenario against each other: names that must be known, handlers that must exist. */
import type { ScenarioSpec } from "../simulation/model.ts";
import { scenarioStart } from "./failures.ts";
import { builtInChecks, type RunFailure, type ScenarioFault } from "./model.ts";

/** The first fault, or undefined where there is none. A spec is plain data, so the place is the file's start. */
export function validateScenario(spec: ScenarioSpec): RunFailure | undefined {
  const reason = faults(spec).next().value;
  return reason === undefined ? undefined : { code: "scenario-invalid", reason, at: scenarioStart };
}

function* faults(spec: ScenarioSpec): Generator<ScenarioFault, undefined> {
  const isService = (name: string): boolean => Object.hasOwn(spec.services, name);
  const handles = (service: string, message: string): boolean =>
    Object.hasOwn(spec.handlers, service) && spec.handlers[service]?.includes(message) === true;

  const services = Object.entries(spec.services);
  if (services.length === 0) yield { kind: "no-services" };
  if (spec.checks.length === 0) yield { kind: "no-checks" };
  const seen = new Set<string>();
  for (const { name, client } of spec.checks) {
    if (builtInChecks.some((taken) => taken === name)) yield { kind: "name-taken", name };
    if (seen.has(name)) yield { kind: "duplicate-check", name };
    seen.add(name);
    if (client !== undefined && !Object.hasOwn(spec.clients, client)) yield { kind: "unknown-client", name: client };
  }
  for (const [name, { concurrency }] of services) {
    if (!isCount(concurrency)) yield { kind: "bad-value", path: `services.${name}.concurrency`, expected: "1, 2, …" };
  }
  for (const name of Object.keys(spec.handlers)) {
    if (!isService(name)) yield { kind: "unknown-service", name };
  }
  for (const [type, { from, to, maxAttempts }] of Object.entries(spec.queues)) {
    for (const name of [from, ...to]) if (!isService(name)) yield { kind: "unknown-service", name };
    if (new Set(to).size < to.length) {
      yield { kind: "bad-value", path: `queues.${type}.to`, expected: "a list that names each consumer once" };
    }
    for (const service of to) if (!handles(service, type)) yield { kind: "unhandled", service, message: type };
    if (maxAttempts !== undefined && !isCount(maxAttempts)) {
      yield { kind: "bad-value", path: `queues.${type}.maxAttempts`, expected: "1, 2, …" };
    }
  }
  for (const { service, method } of Object.values(spec.clients).flat()) {
    if (!isService(service)) yield { kind: "unknown-service", name: service };
    if (!handles(service, method)) yield { kind: "unhandled", service, message: method };
  }
  return undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
