import assert from "node:assert/strict";
import fc from "fast-check";
import { label, parseLabel } from "../../../../src/core/simulation/label.ts";
import type { Choice } from "../../../../src/core/simulation/model.ts";

const name = fc.oneof(
  fc.constantFrom("search", "PriceChanged#2", "charge()#2.1", "copy", "from", "to", "", '"', "a b", "#", "\\"),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const index = fc.nat({ max: 1000 });
const aboutMessage = { queue: name, to: name, message: name };
const anyChoice: fc.Arbitrary<Choice> = fc.oneof(
  fc.record({ kind: fc.constant("client" as const), client: name }),
  fc.record({ kind: fc.constantFrom("deliver", "redeliver", "drop", "duplicate", "redrive"), ...aboutMessage }),
  fc.record({
    kind: fc.constantFrom("deliver", "redeliver", "drop", "duplicate"),
    ...aboutMessage,
    copy: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({ kind: fc.constantFrom("step", "timer", "fail", "timeout"), service: name, tag: name, index }),
  fc.record({ kind: fc.constant("settle" as const), service: name, tag: name }),
  fc.record({ kind: fc.constantFrom("relay", "crash", "clock"), service: name }),
  fc.record({ kind: fc.constant("crash" as const), service: name, process: fc.constant("relay" as const) }),
  fc.record({ kind: fc.constantFrom("partition", "heal"), from: name, to: name }),
);

describe("label", () => {
  it("reads like a sentence", () => {
    const texts: [Choice, string][] = [
      [{ kind: "client", client: "admin" }, "client admin"],
      [
        { kind: "deliver", queue: "PriceChanged", to: "search", message: "PriceChanged#2" },
        "deliver PriceChanged#2 to search",
      ],
      [
        { kind: "deliver", queue: "PriceChanged", to: "search", message: "PriceChanged#2", copy: 2 },
        "deliver PriceChanged#2 copy 2 to search",
      ],
      [{ kind: "step", service: "search", tag: "PriceChanged#2/1", index: 0 }, "step 1 of PriceChanged#2/1 in search"],
      [
        { kind: "timer", service: "search", tag: "PriceChanged#2/1", index: 1 },
        "timer 2 of PriceChanged#2/1 in search",
      ],
      [{ kind: "settle", service: "search", tag: "PriceChanged#2/1" }, "settle PriceChanged#2/1 in search"],
      [{ kind: "relay", service: "catalog" }, "relay outbox of catalog"],
      [{ kind: "clock", service: "search" }, "clock search"],
    ];
    for (const [choice, text] of texts) assert.equal(label(choice), text);
  });

  it("parses back to its choice, whatever the names", () =>
    fc.assert(
      fc.property(anyChoice, (choice) => assert.deepEqual(parseLabel(label(choice)), { ...choice })),
      { numRuns: 500 },
    ));

  it("is the only text that parses", () => {
    const others = [
      "",
      "deliver",
      "deliver x",
      "step 0 of x in y",
      "step NaN of x in y",
      "client  a",
      'client "a"',
      'client "a',
    ];
    for (const text of [
      ...others,
      "step 01 of x in y",
      "relay outbox by x",
      "deliver x copy 0 to y",
      "deliver x copy to",
      "clock",
      "clock of x",
      "clock x y",
    ]) {
      assert.equal(parseLabel(text), undefined, text);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const choice = parseLabel(text);
        assert.ok(choice === undefined || label(choice) === text);
      }),
    );
  });
});
