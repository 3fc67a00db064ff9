import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEvent, attemptsLeft, foldProgress, noProgress } from "../../../../src/core/progress/fold.ts";
import type { ProgressEvent } from "../../../../src/core/progress/model.ts";
import { anyEvent } from "./anyEvent.ts";

const key = { pack: "p", item: "i" };
type Happened = ProgressEvent extends infer E
  ? E extends ProgressEvent
    ? Omit<E, "pack" | "item" | "at">
    : never
  : never;
const of = (...events: readonly Happened[]) =>
  foldProgress(events.map((event, at): ProgressEvent => ({ ...key, at: at + 1, ...event }))).get("p/i") ?? noProgress;

describe("progress", () => {
  it("is new without events", () => assert.equal(of().state, "new"));
  it("is started by opening", () => assert.equal(of({ type: "started" }).state, "started"));
  it("stays started after a wrong answer, which costs an attempt", () => {
    const progress = of({ type: "started" }, { type: "checked", answer: "x", verdict: "wrong" });
    assert.equal(progress.state, "started");
    assert.equal(attemptsLeft(progress, 3), 2);
  });
  it("does not charge the same wrong answer twice", () => {
    const wrong = { type: "checked", answer: "x", verdict: "wrong" } as const;
    assert.equal(attemptsLeft(of(wrong, wrong, { ...wrong, answer: "y" }), 3), 1);
  });
  it("never counts below zero attempts", () =>
    assert.equal(
      attemptsLeft(
        of(...["a", "b", "c", "d"].map((answer) => ({ type: "checked", answer, verdict: "wrong" }) as const)),
        3,
      ),
      0,
    ));
  it("does not charge for code that could not be judged", () =>
    assert.equal(attemptsLeft(of({ type: "checked", answer: "x", verdict: "error" }), 3), 3));
  it("is passed by a right answer", () =>
    assert.equal(of({ type: "checked", answer: "x", verdict: "right" }).state, "passed"));
  it("counts an answer that holds but costs more as a pass", () =>
    assert.equal(of({ type: "checked", answer: "x", verdict: "worse" }).state, "passed"));
  it("needs another look once the solution was shown, also when it is typed in afterwards", () => {
    assert.equal(of({ type: "solution" }).state, "again");
    assert.equal(of({ type: "solution" }, { type: "checked", answer: "x", verdict: "right" }).state, "again");
  });
  it("can be passed after a reset", () =>
    assert.equal(
      of({ type: "solution" }, { type: "reset" }, { type: "checked", answer: "x", verdict: "right" }).state,
      "passed",
    ));
  it("stays passed when the solution is looked at afterwards", () =>
    assert.equal(of({ type: "checked", answer: "x", verdict: "right" }, { type: "solution" }).state, "passed"));
  it("gives the attempts back on a reset and keeps the hints counted", () => {
    const progress = of(
      { type: "hint", number: 2 },
      { type: "checked", answer: "x", verdict: "wrong" },
      { type: "reset" },
    );
    assert.equal(attemptsLeft(progress, 3), 3);
    assert.equal(progress.hintsOpened, 2);
  });
  it("marks a question by its last answer", () => {
    assert.equal(of({ type: "answered", chosen: [0], right: true }).state, "passed");
    assert.equal(
      of({ type: "answered", chosen: [0], right: true }, { type: "answered", chosen: [1], right: false }).state,
      "again",
    );
  });
  it("keeps items apart", () => {
    const items = foldProgress([
      { pack: "p", item: "a", at: 1, type: "started" },
      { pack: "q", item: "a", at: 2, type: "solution" },
    ]);
    assert.deepEqual(
      [...items].map(([id, { state }]) => [id, state]),
      [
        ["p/a", "started"],
        ["q/a", "again"],
      ],
    );
  });
  it("never loses hints, goes back in time, or changes what it was given", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), anyEvent, (events, next) => {
        const before = foldProgress(events).get(`${next.pack}/${next.item}`) ?? noProgress;
        const copy = structuredClone(before);
        const after = applyEvent(before, next);
        assert.deepEqual(before, copy);
        assert.ok(after.hintsOpened >= before.hintsOpened);
        assert.ok(after.at >= before.at);
        assert.notEqual(after.state, "new");
      }),
    );
  });
});
