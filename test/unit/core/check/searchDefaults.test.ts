/** How long a plain run may be before it counts as one without end. */
import assert from "node:assert/strict";
import { plainLimits } from "../../../../src/core/check/searchDefaults.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { defaultLimits, runOnce } from "../../../../src/core/simulation/run.ts";
import { FakeOracle, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";

const handlers: Handlers = {
  a: { go: (ctx, body) => ctx.publish("P", body) },
  b: { P: async (ctx, body) => ctx.db.put("x", body) },
};
const rejecting: Handlers = { ...handlers, b: { P: (ctx) => ctx.nack() } };

const end = async (code: Handlers, requests: number, maxAttempts?: number): Promise<string> => {
  const queue = { from: "a", to: ["b"], order: "fifo", ...(maxAttempts === undefined ? {} : { maxAttempts }) } as const;
  const spec = specOf(code, {
    queues: { P: queue },
    clients: { c: Array.from({ length: requests }, () => request("a", "go", 1)) },
    services: { b: { ack: code === rejecting ? "manual" : "auto" } },
  });
  const { end: how } = await runOnce(spec, new AnswerMemo(new FakeOracle(code, {})), plainLimits(spec));
  return how.kind;
};

describe("the limits of a plain run", () => {
  it("let as many requests through as a scenario may make", async () => {
    assert.equal(await end(handlers, 300), "drained");
  });

  it("let every attempt be made that the scenario allows", async () => {
    assert.equal(await end(rejecting, 1, 40), "drained");
  });

  it("end what is tried again for ever", async () => {
    assert.equal(await end(rejecting, 1), "limit");
  });

  it("are no smaller than usual, and no larger than what can be kept", () => {
    const clients = { c: Array.from({ length: 300 }, () => request("a", "go", 1)) };
    const queues = { P: { from: "a", to: ["b"], order: "fifo", maxAttempts: 1000 } } as const;
    assert.ok(plainLimits(specOf(handlers, {})).steps >= defaultLimits.steps);
    assert.ok(plainLimits(specOf(handlers, { clients, queues })).steps <= 60_000);
  });
});
