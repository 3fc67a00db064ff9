/** Replies that are too large to be sent. */
import * as assert from "node:assert/strict";
import type { BrokenCheck, RunReply } from "../../../src/core/check/model.ts";
import type { Step } from "../../../src/core/simulation/model.ts";
import { fitReply } from "../../../src/sandbox/child/replySize.ts";
import { encode } from "../../../src/sandbox/wire.ts";

const empty = { services: {}, queues: [], deadLetters: [] };
const step: Step = { choice: { kind: "relay", service: "s" }, label: "x".repeat(100), effects: [], after: empty };
const replyOf = (broken: readonly BrokenCheck[]): RunReply => ({
  kind: "ran",
  run: { start: empty, steps: Array.from({ length: 50 }, () => step), drained: false },
  broken,
  coverage: { kind: "one-run", choices: 50 },
  counters: {},
});
const drains: BrokenCheck = { check: "drains", kind: "drains", step: 50, reason: "limit" };
const always = (at: number): BrokenCheck => ({ check: "small", kind: "always", step: at });
const limit = 3000;

describe("fitReply", () => {
  it("leaves a reply that fits as it is, to the last character", () => {
    const reply = replyOf([]);
    assert.equal(fitReply(reply, encode(reply).length + 1), reply);
  });

  it("cuts the steps of a run that does not end and keeps its verdict", () => {
    const reply = fitReply(replyOf([always(3), always(40), drains]), limit);
    assert.ok(reply?.kind === "ran");
    const { length } = reply.run.steps;
    assert.ok(length > 3 && length < 40 && encode(reply).length <= limit);
    assert.deepEqual(reply.broken, [always(3), { ...drains, step: length }]);
    assert.deepEqual(reply.coverage, { kind: "one-run", choices: 50 });
  });

  it("gives none where the verdict could not be shown", () => {
    assert.equal(fitReply(replyOf([]), limit), undefined);
    assert.equal(fitReply(replyOf([always(40)]), limit), undefined);
    assert.equal(fitReply(replyOf([drains]), 10), undefined);
  });
});
