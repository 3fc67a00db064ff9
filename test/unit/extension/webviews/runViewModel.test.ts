// From a run to its entries: what changed at each step, and whether the copies agree.
import assert from "node:assert/strict";
import type { Run, Snapshot } from "../../../../src/core/simulation/model.ts";
import { plainText } from "../../../../src/extension/webviews/plainText.ts";
import { runView } from "../../../../src/extension/webviews/runViewModel.ts";
import { english } from "../../../../src/text/translate.ts";
import * as sample from "./sample.ts";

const snapshot = (db: Snapshot["services"][string]["db"]): Snapshot => ({
  services: { a: { db, mem: {}, busyWith: [] } },
  queues: [],
  deadLetters: [],
});

describe("the view of a run", () => {
  const view = runView(english, sample.right);
  assert.ok(view);
  const { entries } = view;

  it("has an entry for the start and one for each step, in step with the texts that count them", () => {
    assert.equal(entries.length, sample.run.steps.length + 1);
    assert.equal(entries[0]?.title, "At the start");
    assert.equal(entries[3]?.title, "deliver PriceChanged#1 to search");
    assert.deepEqual(
      entries.map(({ inner }) => inner),
      [false, false, true, false, true, true],
    );
  });

  it("marks what changed against the entry before, and only there", () => {
    const prices = entries.map(({ services }) => services.map(({ cells }) => cells[0]?.change));
    assert.deepEqual(prices, [
      ["same", "same"],
      ["same", "same"],
      ["changed", "same"],
      ["same", "same"],
      ["same", "changed"],
      ["same", "same"],
    ]);
    assert.equal(entries[2]?.services[0]?.cells[0]?.before, "20");
    assert.equal(entries[3]?.services[1]?.memory[0]?.change, "new");
    assert.equal(entries[5]?.services[1]?.memory[0]?.change, "removed");
  });

  it("says of each key that several services hold whether the copies agree", () => {
    assert.deepEqual(
      entries.map(({ copies }) => copies[0]?.agree),
      [true, true, false, false, true, true],
    );
    assert.equal(entries[2]?.copies[0]?.text, "price differs: catalog 30, search 20");
  });

  it("shows a queue while it holds something, and once more when it has become empty", () => {
    assert.deepEqual(
      entries.map(({ queues }) => queues.map(({ text, change }) => `${text} (${change})`)),
      [
        [],
        [],
        ["PriceChanged#1 waiting (changed)"],
        ["PriceChanged#1 not yet acknowledged (changed)"],
        ["PriceChanged#1 not yet acknowledged (same)"],
        ["empty (changed)"],
      ],
    );
  });

  it("names a broken check at the entry after which it broke", () => {
    const broken = runView(english, sample.wrong);
    assert.deepEqual(
      broken?.entries.map(({ broke }) => broke.length),
      [0, 0, 1, 0, 0, 1],
    );
    assert.notEqual(broken?.ending, view.ending);
    assert.equal(broken?.title, "Step through the run");
  });

  it("is not there where nothing ran to an end", () => {
    assert.equal(runView(english, sample.incomplete), undefined);
    assert.equal(runView(english, sample.tooSlow), undefined);
  });

  it("marks what changed inside a value, member by member", () => {
    const step = sample.run.steps[0];
    assert.ok(step);
    const before = { lamp: { price: { net: 20, vat: 4 }, name: "lamp" } };
    const after = { lamp: { price: { net: 30, vat: 4 }, name: "lamp", sold: 1 } };
    const run: Run = { start: snapshot(before), steps: [{ ...step, after: snapshot(after) }], drained: false };
    const shown = runView(english, { kind: "right", run, coverage: { kind: "one-run", choices: 1 }, counters: {} });
    assert.deepEqual(
      shown?.entries[1]?.services[0]?.cells.map(({ key, change, value }) => [key, change, value]),
      [
        ["lamp.name", "same", '"lamp"'],
        ["lamp.price.net", "changed", "30"],
        ["lamp.price.vat", "same", "4"],
        ["lamp.sold", "new", "1"],
      ],
    );
    assert.deepEqual(
      shown?.entries[0]?.services[0]?.cells.map(({ key }) => key),
      ["lamp"],
    );
  });

  it("marks entries that are removed, and tells undefined from missing", () => {
    const step = sample.run.steps[0];
    assert.ok(step);
    const run: Run = {
      start: snapshot({ x: 1, y: undefined }),
      steps: [{ ...step, after: snapshot({ y: undefined }) }],
      drained: false,
    };
    const shown = runView(english, { kind: "right", run, coverage: { kind: "one-run", choices: 1 }, counters: {} });
    assert.deepEqual(
      shown?.entries[1]?.services[0]?.cells.map(({ key, change, value }) => [key, change, value]),
      [
        ["x", "removed", "1"],
        ["y", "same", "undefined"],
      ],
    );
    assert.match(shown?.ending ?? "", /stopped/);
  });
});

describe("plainText", () => {
  it("is JSON, cut where it gets long", () => {
    assert.equal(plainText({ a: [1, "b"] }), '{"a":[1,"b"]}');
    assert.equal(plainText(undefined), "undefined");
    assert.equal(plainText("x".repeat(1000)).length, 200);
  });
});
