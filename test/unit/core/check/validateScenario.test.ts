/** Faults of a scenario that only show when its parts are held against each other. */
import assert from "node:assert/strict";
import { validateScenario } from "../../../../src/core/check/validateScenario.ts";
import type { ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { request, specOf } from "../simulation/fakeOracle.ts";

const handlers = { a: { save: () => 1 }, b: { Saved: () => 1 } };
const good: ScenarioSpec = specOf(handlers, {
  queues: { Saved: { from: "a", to: ["b"], order: "fifo" } },
  clients: { user: [request("a", "save")] },
  checks: [{ kind: "atDrain", name: "fine" }],
});
const saved = { from: "a", to: ["b"], order: "fifo" } as const;

describe("validateScenario", () => {
  it("finds nothing wrong with a good one", () => assert.equal(validateScenario(good), undefined));

  const cases: [string, Partial<ScenarioSpec>, object][] = [
    ["no services", { services: {} }, { kind: "no-services" }],
    ["no checks", { checks: [] }, { kind: "no-checks" }],
    ["two checks of one name", { checks: [...good.checks, ...good.checks] }, { kind: "duplicate-check", name: "fine" }],
    [
      "a check named like a built-in one",
      { checks: [{ kind: "always", name: "drains" }] },
      { kind: "name-taken", name: "drains" },
    ],
    ["an unknown publisher", { queues: { Saved: { ...saved, from: "x" } } }, { kind: "unknown-service", name: "x" }],
    [
      "a consumer named twice",
      { queues: { Saved: { ...saved, to: ["b", "b"] } } },
      { kind: "bad-value", path: "queues.Saved.to", expected: "a list that names each consumer once" },
    ],
    ["an unknown consumer", { queues: { Saved: { ...saved, to: ["x"] } } }, { kind: "unknown-service", name: "x" }],
    [
      "an unknown target of a client",
      { clients: { user: [request("x", "save")] } },
      { kind: "unknown-service", name: "x" },
    ],
    [
      "handlers of an unknown service",
      { handlers: { ...good.handlers, x: [] } },
      { kind: "unknown-service", name: "x" },
    ],
    [
      "a message type that its consumer does not handle",
      { handlers: { a: ["save"] } },
      { kind: "unhandled", service: "b", message: "Saved" },
    ],
    [
      "a request that its service does not handle",
      { clients: { user: [request("b", "save")] } },
      { kind: "unhandled", service: "b", message: "save" },
    ],
    [
      "a limit of deliveries below one",
      { queues: { Saved: { ...saved, maxAttempts: 0 } } },
      { kind: "bad-value", path: "queues.Saved.maxAttempts", expected: "1, 2, …" },
    ],
    [
      "a service that handles nothing at once",
      {
        services: {
          ...good.services,
          a: { ...(good.services.a as ScenarioSpec["services"][string]), concurrency: 0.5 },
        },
      },
      { kind: "bad-value", path: "services.a.concurrency", expected: "1, 2, …" },
    ],
  ];
  for (const [name, change, reason] of cases) {
    it(`finds ${name}`, () => {
      const at = { file: "scenario.ts", line: 1, column: 1 };
      assert.deepEqual(validateScenario({ ...good, ...change }), { code: "scenario-invalid", reason, at });
    });
  }
});
