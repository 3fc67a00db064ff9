// The words for a step are a translator's to change; in English they are those of the schedule's labels.
import assert from "node:assert/strict";
import { label } from "../../../src/core/simulation/label.ts";
import type { Choice } from "../../../src/core/simulation/model.ts";
import { choiceText } from "../../../src/text/choices.ts";
import { english } from "../../../src/text/translate.ts";

const choices: readonly Choice[] = [
  { kind: "client", client: "web" },
  { kind: "deliver", queue: "PriceChanged", to: "search", message: "PriceChanged#2" },
  { kind: "deliver", queue: "PriceChanged", to: "search", message: "PriceChanged#2", copy: 2 },
  { kind: "deliver", queue: "save()", to: "search", message: "save()#1" },
  { kind: "deliver", queue: "Retry", to: "search", message: "PriceChanged#2" },
  { kind: "step", service: "search", tag: "PriceChanged#2/1", index: 0 },
  { kind: "timer", service: "search", tag: "PriceChanged#2/1", index: 1 },
  { kind: "settle", service: "search", tag: "PriceChanged#2/1" },
  { kind: "relay", service: "catalog" },
];

describe("the words for a step", () => {
  for (const choice of choices) {
    it(`are those of the label in English: ${label(choice)}`, () => {
      assert.equal(choiceText(choice, english), label(choice));
    });
  }

  it("go through the translator, names apart", () => {
    const seen: string[] = [];
    const text = choiceText({ kind: "relay", service: "catalog" }, (message, ...args) => {
      seen.push(message, ...args.map(String));
      return "übersetzt";
    });
    assert.equal(text, "übersetzt");
    assert.deepEqual(seen, ["relay outbox of {0}", "catalog"]);
  });
});
