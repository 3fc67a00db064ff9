/** Any event of a few items, for property tests. */
import fc from "fast-check";
import type { ProgressEvent } from "../../../../src/core/progress/model.ts";

const base = {
  pack: fc.constantFrom("p", "q"),
  item: fc.constantFrom("a", "b"),
  at: fc.nat(1000),
};

const shapes = fc.oneof(
  fc.record({
    ...base,
    type: fc.constantFrom("started" as const, "solution" as const, "reset" as const),
  }),
  fc.record({
    ...base,
    type: fc.constant("checked" as const),
    answer: fc.string(),
    verdict: fc.constantFrom("right" as const, "worse" as const, "wrong" as const, "error" as const),
  }),
  fc.record({
    ...base,
    type: fc.constant("hint" as const),
    number: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({
    ...base,
    type: fc.constant("answered" as const),
    chosen: fc.array(fc.nat(3)),
    right: fc.boolean(),
  }),
);

// Records come without a prototype, which events read from a log have.
export const anyEvent: fc.Arbitrary<ProgressEvent> = shapes.map((event) => ({
  ...event,
}));
