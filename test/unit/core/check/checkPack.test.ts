import assert from "node:assert/strict";
import { type CheckedItem, checkPack } from "../../../../src/core/check/checkPack.ts";
import type { RunReply } from "../../../../src/core/check/model.ts";
import type { Pack, Variant } from "../../../../src/core/pack/model.ts";
import { exerciseItem, ranWith, RuleRunner, variant } from "./exerciseItem.ts";

const failed = (code: "sandbox-died" | "hole-left"): RunReply =>
  code === "hole-left"
    ? { kind: "failed", failure: { code, at: { file: "exercise.ts", line: 4, column: 1 } } }
    : { kind: "failed", failure: { code, reason: "killed" } };

function rule(exercise: string): RunReply {
  if (exercise.includes("____")) return failed("hole-left");
  if (exercise.includes("(event.sku, event)")) return ranWith("equal", "small");
  if (exercise.includes("kill()")) return failed("sandbox-died");
  return ranWith();
}

function packOf(variants: readonly Variant[]): Pack {
  const items = [exerciseItem(variants)];
  const modules = [{ id: "m", title: "M", summary: "", items }];
  return { id: "p", title: "P", description: "", version: "1.0.0", modules };
}

async function rowsOf(variants: readonly Variant[], runner = new RuleRunner(rule)) {
  const [item] = await checkPack(packOf(variants), runner);
  return item?.rows ?? [];
}

const short = (rows: CheckedItem["rows"]) =>
  rows.map(({ blank, option, expected, got, mismatch }) => [blank, option, expected, got, mismatch?.kind ?? "ok"]);

describe("checkPack", () => {
  it("finds a good pack good, row by row", async () => {
    const rows = await rowsOf([
      variant("wrong", "envelope", "event", "small"),
      variant("accept", "cast", "Number(event.price)"),
      variant("worse", "asks", "await price()"),
    ]);
    assert.deepEqual(short(rows), [
      [null, "solution", "right", "right", "ok"],
      [null, "starter", "wrong", "wrong", "ok"],
      ["value", "empty", "wrong", "wrong", "ok"],
      ["value", "envelope", "wrong", "wrong", "ok"],
      ["value", "cast", "right", "right", "ok"],
      ["value", "asks", "worse", "worse", "ok"],
      ["answer", "empty", "wrong", "wrong", "ok"],
    ]);
  });

  it("reports fragments that behave otherwise than their author says", async () => {
    const rows = await rowsOf([
      variant("wrong", "survives", "event.price + 0"),
      variant("wrong", "not judged", "kill()"),
      variant("accept", "breaks", "event"),
      variant("wrong", "another check", "(event)".slice(1, -1), "drains"),
    ]);
    assert.deepEqual(short(rows.slice(3, 7)), [
      ["value", "survives", "wrong", "right", "verdict"],
      ["value", "not judged", "wrong", "error", "verdict"],
      ["value", "breaks", "right", "wrong", "verdict"],
      ["value", "another check", "wrong", "wrong", "breaks"],
    ]);
    assert.deepEqual(rows[6]?.mismatch, { kind: "breaks", named: "drains", broken: ["equal", "small"] });
    assert.equal(rows[6]?.variant?.name, "another check");
  });

  it("reports a starter and an empty blank that pass, and a solution that cannot be judged", async () => {
    const passing = await rowsOf([], new RuleRunner(() => ranWith()));
    assert.deepEqual(
      short(passing).map((row) => row.slice(1)),
      [
        ["solution", "right", "right", "ok"],
        ["starter", "wrong", "right", "verdict"],
        ["empty", "wrong", "right", "verdict"],
        ["empty", "wrong", "right", "verdict"],
      ],
    );
  });

  it("tries nothing else where the solution cannot be judged", async () => {
    const runner = new RuleRunner(() => failed("sandbox-died"));
    const dying = await rowsOf([variant("wrong", "other", "event")], runner);
    assert.deepEqual(
      dying.map(({ option, got }) => [option, got]),
      [["solution", "error"]],
    );
    assert.equal(runner.requests.length, 1);
  });

  it("leaves out the rest of an exercise after three fragments that run out of time", async () => {
    const { solution, starter } = exerciseItem().source;
    const at = { file: "exercise.ts", line: 1, column: 1 };
    const during = { kind: "loading", file: "exercise.ts" } as const;
    const slow: RunReply = { kind: "failed", failure: { code: "too-slow", limitMs: 1, during, at } };
    const runner = new RuleRunner((exercise) =>
      exercise === solution
        ? ranWith()
        : exercise === starter || exercise.includes("____")
          ? failed("hole-left")
          : slow,
    );
    const loops = ["one", "two", "three", "four", "five"].map((name) => variant("wrong", name, `${name}()`));
    const rows = await rowsOf(loops, runner);
    assert.deepEqual(
      rows.filter((row) => row.variant !== undefined).map(({ option }) => option),
      ["one", "two", "three"],
    );
  });

  it("really runs the starter and each blank alone left empty, and no text twice", async () => {
    const runner = new RuleRunner(rule);
    await rowsOf([variant("accept", "the answer again", "event.price")], runner);
    const texts = runner.requests.map(({ exercise }) => exercise);
    const { starter, solution } = exerciseItem().source;
    assert.equal(texts.length, 4);
    assert.equal(new Set(texts).size, 4);
    assert.ok(texts.includes(starter) && texts.includes(solution));
    assert.ok(texts.includes(starter.replace("____", "event.price")));
  });

  describe("with handlers for nothing", () => {
    const spare = { service: "search", message: "Removed", at: { file: "exercise.ts", line: 3, column: 1 } };
    const other = { service: "search", message: "Added" };
    const explored = (exhaustive: boolean) => {
      const none = { drop: 0, duplicate: 0 };
      const faults = { ...none, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0 };
      const bound = { updates: 1, faults, perMessage: none };
      return { kind: "explored", exhaustive, bound, states: 1, transitions: 0, handlerCalls: 0 } as const;
    };
    const isOf = (exercise: string, part: string): boolean => exercise.includes(part);
    /** The fragment `called()` calls one of them. */
    const ranIdle =
      (coverage: ReturnType<typeof explored> | { kind: "one-run"; choices: number }, idle = [spare, other]) =>
      (exercise: string): RunReply => {
        if (isOf(exercise, "____")) return failed("hole-left");
        const reply = ranWith();
        assert.ok(reply.kind === "ran");
        return { ...reply, coverage, idle: isOf(exercise, "called()") ? idle.slice(0, 1) : idle };
      };
    const mismatchOf = async (runner: RuleRunner, ...variants: Variant[]) =>
      (await rowsOf(variants, runner))[0]?.mismatch;

    it("names them all at the solution, with their places", async () => {
      for (const coverage of [explored(true), { kind: "one-run", choices: 3 } as const]) {
        assert.deepEqual(await mismatchOf(new RuleRunner(ranIdle(coverage)), variant("accept", "fine", "1 + 1")), {
          kind: "idle-handlers",
          handlers: [spare, other],
        });
      }
    });

    it("leaves out what a listed fragment calls", async () => {
      const runner = new RuleRunner(ranIdle(explored(true)));
      assert.deepEqual(await mismatchOf(runner, variant("accept", "calls", "called()")), {
        kind: "idle-handlers",
        handlers: [spare],
      });
    });

    it("says nothing where not all was tried, nor where nothing is known of it", async () => {
      assert.equal(await mismatchOf(new RuleRunner(ranIdle(explored(false)))), undefined);
      assert.equal(await mismatchOf(new RuleRunner(rule)), undefined);
    });
  });

  it("tells of each item as it is done, and stops when cancelled", async () => {
    const pack = packOf([]);
    const twice = { ...pack, modules: [...pack.modules, ...pack.modules] };
    const signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
    const heard: string[] = [];
    const items = await checkPack(
      twice,
      new RuleRunner(rule),
      ({ path }) => {
        heard.push(path);
        signal.aborted = true;
      },
      signal,
    );
    assert.deepEqual([heard, items.length], [["apply"], 1]);
  });
});
