/** Scenarios that are careless or hostile, through a real child process: each ends soon, with words about its mistake. */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Disposable } from "../../../src/base/disposable.ts";
import type { RunFailure, Runner, RunReply } from "../../../src/core/check/model.ts";
import { SandboxChild } from "../../../src/sandbox/childProcess.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { runFailureText } from "../../../src/text/runFailures.ts";
import { english } from "../../../src/text/translate.ts";
import { childBundle } from "./bundle.ts";

interface Parts {
  readonly before?: string;
  readonly services?: string;
  readonly queues?: string;
  readonly clients?: string;
  readonly checks?: string;
  /** Any other properties, with a comma behind each. */
  readonly others?: string;
}

const scenarioOf = ({ before, services, queues, clients, checks, others }: Parts): string =>
  `import { always, atDrain, bounded, checker, counter, monitor, reachable, request, scenario, service } from "eventually";
import "./exercise";
${before ?? ""}
export default scenario({
  services: { ${services ?? "s: {}"} },
  queues: { ${queues ?? ""} },
  clients: { ${clients ?? 'c: [request("s", "go")]'} },
  checks: [${checks ?? 'atDrain("fine", () => true)'}],
${others ?? ""}
});
`;
const handler = (body: string, more = ""): string =>
  `import { service } from "eventually";\nservice("s").on("go", async (ctx: any) => {\n${body}\n});\n${more}`;
const put = handler('  await ctx.db.put("x", 1);');

describe("a hostile scenario", function () {
  this.timeout(30_000);
  let runner: Runner & Disposable;
  let childPath: string;

  before(async () => {
    childPath = await childBundle();
    runner = createProcessRunner({ childPath });
  });
  after(() => runner.dispose());

  const run = (parts: Parts, exercise = put): Promise<RunReply> =>
    runner.run({ exercise, scenario: scenarioOf(parts) });
  const failure = async (parts: Parts, exercise = put): Promise<RunFailure> => {
    const reply = await run(parts, exercise);
    assert.ok(reply.kind === "failed", JSON.stringify(reply).slice(0, 500));
    return reply.failure;
  };
  const reason = async (parts: Parts): Promise<unknown> => {
    const found = await failure(parts);
    assert.ok(found.code === "scenario-invalid", JSON.stringify(found));
    return found.reason;
  };

  it("whose check is asynchronous, or returns a number, is told so at the check", async () => {
    for (const [holds, words] of [
      ["async () => true", /cannot be asynchronous.* a promise/],
      ["async () => { throw 1; }", /cannot be asynchronous.* a promise/],
      ["() => 1 as any", /returned 1\.$/],
    ] as const) {
      const found = await failure({ checks: `atDrain("odd", ${holds})` });
      assert.ok(found.code === "check-threw", JSON.stringify(found));
      assert.match(found.error.message, words);
      assert.deepEqual(found.at, { file: "scenario.ts", line: 8, column: 20 });
    }
  });

  describe("with a part that would say nothing", () => {
    const known = (path: string, names: readonly string[]) => ({ kind: "unknown-property", path, known: names });
    const faults = ["drop", "duplicate", "crash", "fail", "timeout", "partition", "clock", "perMessage"];
    const cases: readonly (readonly [part: string, parts: Parts, reason: object, at: string])[] = [
      [
        "a misspelt limit",
        { checks: 'bounded("b", { attempt: 3 } as any)' },
        known("checks[0].limit.attempt", ["attempts"]),
        "8:27",
      ],
      [
        "no limit",
        { checks: 'atDrain("fine", () => true), bounded("b", {} as any)' },
        { kind: "bad-value", path: "checks[1].limit.attempts", expected: "a whole number from 1 to 1000" },
        "8:49",
      ],
      [
        "a limit beside a goal's numbers",
        { checks: '{ kind: "reachable", name: "goal", holds: () => true, par: { steps: 1 }, limit: 3 } as any' },
        known("checks[0].limit", ["kind", "name", "holds", "par"]),
        "8:85",
      ],
      [
        "a monitor called __proto__",
        { others: 'monitors: [{ name: "__proto__", start: 0, fold: () => 0 }],' },
        { kind: "bad-value", path: "monitors[0].name", expected: "a name other than __proto__" },
        "9:14",
      ],
      [
        "a goal's numbers that are misspelt",
        { checks: 'reachable("goal", () => true, { step: 1 } as any)' },
        known("checks[0].par.step", ["steps", "faults"]),
        "8:44",
      ],
      ["a misspelt fault", { others: "faults: { drops: 1 }," }, known("faults.drops", faults), "9:11"],
      [
        "a list of faults",
        { others: "faults: [] as any," },
        { kind: "bad-value", path: "faults", expected: "an object" },
        "9:1",
      ],
    ];
    for (const [part, parts, expected, at] of cases) {
      it(`${part}, is told so at its place`, async () => {
        const found = await failure(parts);
        assert.ok(found.code === "scenario-invalid", JSON.stringify(found));
        assert.deepEqual(found.reason, expected);
        assert.equal(`${found.at.line}:${found.at.column}`, at);
      });
    }
  });

  it("in which a check is tried on nothing, or on right cases only, is told so", async () => {
    const right = 'right: { "goes": { s: { go: () => 1 } } },';
    const wrong = 'wrong: { "does not": { s: { go: () => 1 } } },';
    for (const [others, path, at] of [
      ["", "right", "4:1"],
      ["right: {}, wrong: {},", "right", "9:1"],
      [right, "wrong", "4:1"],
      [`${right} wrong: {},`, "wrong", "9:44"],
      [wrong, "right", "4:1"],
    ] as const) {
      const scenario = scenarioOf({ others }).replace("export default scenario(", "export default checker(");
      const reply = await runner.run({ exercise: put, scenario });
      assert.ok(reply.kind === "failed" && reply.failure.code === "scenario-invalid", JSON.stringify(reply));
      const { reason: found, at: place } = reply.failure;
      assert.deepEqual(found, { kind: "bad-value", path, expected: "an object with at least one case" });
      assert.equal(`${place.line}:${place.column}`, at, others);
    }
  });

  it("with names that it cannot take is told which, and why", async () => {
    const proto = { kind: "bad-value", expected: "a name other than __proto__" };
    assert.deepEqual(await reason({ clients: 'c: [request("__proto__", "go")]' }), {
      ...proto,
      path: "clients.c[0].service",
    });
    assert.deepEqual(await reason({ clients: 'c: [request("s", "__proto__")]' }), {
      ...proto,
      path: "clients.c[0].method",
    });
    const found = await failure({ checks: 'atDrain("fine", () => true), always("drains", () => true)' });
    assert.deepEqual(found, {
      code: "scenario-invalid",
      reason: { kind: "name-taken", name: "drains" },
      at: { file: "scenario.ts", line: 8, column: 48 },
    });
  });

  describe("whose monitor or counter", () => {
    const cases: readonly (readonly [does: string, others: string, says: RegExp, at: string])[] = [
      [
        "gives a number whose sum cannot be sent",
        'counters: [counter("calls", () => 1e308)],',
        /^The counter "calls" gave 1e\+308\. It has to give a number from -9007199254740991 to 9007199254740991\.$/,
        "9:20",
      ],
      ["gives no number", 'counters: [counter("calls", () => "1")],', /^The counter "calls" gave a text\. /, "9:20"],
      ["gives NaN", 'counters: [counter("calls", () => NaN)],', /^The counter "calls" gave NaN\. /, "9:20"],
      [
        "throws a text",
        'counters: [counter("calls", () => { throw "x"; })],',
        /^The counter "calls" threw an error .*: Thrown: "x"$/,
        "9:20",
      ],
      [
        "throws an error",
        'counters: [counter("calls", () => { throw new RangeError("x"); })],',
        /^The counter "calls" threw an error .*: RangeError: x$/,
        "9:43",
      ],
      [
        "gives an infinity",
        'monitors: [monitor("log", 0, () => Infinity)],',
        /^The monitor "log" gave an infinite number, which is no plain data\.$/,
        "9:20",
      ],
      [
        "gives a promise",
        'monitors: [monitor("log", 0, async () => 1)],',
        /^The monitor "log" gave a promise \(is an await missing\?\), which is no plain data\.$/,
        "9:20",
      ],
      [
        "throws",
        'monitors: [monitor("log", 0, () => { throw new RangeError("x"); })],',
        /^The monitor "log" threw an error .*: RangeError: x$/,
        "9:44",
      ],
    ];
    for (const [does, others, says, at] of cases) {
      it(`${does} is told so`, async () => {
        const found = await failure({ others });
        assert.ok(found.code === "check-threw", JSON.stringify(found));
        assert.match(runFailureText(found, english), says);
        assert.equal(`${found.at.file}:${found.at.line}:${found.at.column}`, `scenario.ts:${at}`);
      });
    }
  });

  it("whose handlers sleep for ever longer keeps clocks that can be sent", async () => {
    const sleeping = handler('  await ctx.sleep(1e308); await ctx.sleep(1e308); await ctx.db.put("now", ctx.now());');
    const reply = await run({}, sleeping);
    assert.ok(reply.kind === "ran", JSON.stringify(reply));
    assert.deepEqual(reply.run.steps.at(-1)?.after.services.s?.db, { now: Number.MAX_VALUE });
  });

  it("whose invariant does not hold at the start is told so at the check", async () => {
    const found = await failure({ checks: 'always("x is there", (w) => "x" in w.db("s"))' });
    assert.deepEqual(found, {
      code: "scenario-invalid",
      reason: { kind: "broken-at-start", check: "x is there" },
      at: { file: "scenario.ts", line: 8, column: 19 },
    });
  });

  it("that throws while it is read is no failure of the process", async () => {
    const inGetter = await failure({ services: 'get s(): any { throw new Error("boo"); }' });
    assert.ok(inGetter.code === "threw-while-loading" && inGetter.error.message === "boo");
    assert.equal(inGetter.at.line, 5);
    const scenario = scenarioOf({ before: "declare const exports: any;" }).replace(
      "export default scenario(",
      'Object.defineProperty(exports, "default", { get() { throw null; } }); void (',
    );
    const reply = await runner.run({ exercise: put, scenario });
    assert.equal(reply.kind === "failed" && reply.failure.code, "threw-while-loading");
  });

  it("with names that would blur the ids of messages is refused", async () => {
    for (const name of ["a#1", "a()", "a:b", "a\\nb", " ", "x".repeat(101)]) {
      const found = (await reason({ services: `s: {}, "${name}": {}` })) as { kind: string; path: string };
      assert.deepEqual([found.kind, found.path], ["bad-value", "services"], name);
    }
    const typed = await failure({}, handler("", 'service("s").on("T#1", async () => {});'));
    assert.equal(typed.code, "threw-while-loading");
  });

  it("takes names that every object has", async () => {
    const exercise = handler(
      '  await ctx.publish("valueOf", 1);',
      'service("toString").on("valueOf", async (ctx: any) => { await ctx.db.put("constructor", 1); });',
    );
    const reply = await run(
      {
        services: "s: {}, toString: {}",
        queues: 'valueOf: { from: "s", to: ["toString"] }',
        clients: 'constructor: [request("s", "go")]',
        checks: 'atDrain("hasOwnProperty", (w) => w.db("toString").constructor === 1)',
      },
      exercise,
    );
    assert.ok(reply.kind === "ran");
    assert.deepEqual(reply.broken, []);
  });

  it("with too many parts is told how many there may be", async () => {
    const many = (part: string): string =>
      `...Object.fromEntries(Array.from({ length: 5000 }, (_, i) => ["n" + i, ${part}]))`;
    assert.match(JSON.stringify(await reason({ services: many("{}") })), /at most 300 names/);
    assert.match(
      JSON.stringify(await reason({ clients: 'c: Array(301).fill(request("s", "go"))' })),
      /at most 300 entries/,
    );
    const two = 'a: Array(200).fill(request("s", "go")), b: Array(200).fill(request("s", "go"))';
    assert.match(JSON.stringify(await reason({ clients: two })), /at most 300 requests in all/);
    assert.match(JSON.stringify(await reason({ checks: 'atDrain("x".repeat(1e6), () => true)' })), /at most 200 char/);
  });

  it("names the publisher of each type; another service that publishes it is told so", async () => {
    const parts = { services: "s: {}, b: {}", queues: 'T: { from: "b", to: ["s"] }' };
    const more = 'service("s").on("T", async () => {});';
    for (const body of ['  await ctx.publish("T", 1);', '  await ctx.tx((t: any) => t.outbox.add("T", 1));']) {
      const found = await failure(parts, handler(body, more));
      assert.ok(found.code === "unknown-target" && found.what === "publisher", JSON.stringify(found));
      assert.equal(found.at.line, 3);
    }
  });

  it("that never drains is a broken check, also where its record is too long to be sent", async () => {
    const queues = 'T: { from: "s", to: ["s"], order: "unordered" }';
    const again = '  await ctx.publish("T", 1); await ctx.publish("T", 1);';
    const exercise = handler(again, `service("s").on("T", async (ctx: any) => {${again}});`);
    const reply = await run({ queues, services: "s: { concurrency: 3 }" }, exercise);
    assert.ok(reply.kind === "ran", JSON.stringify(reply).slice(0, 300));
    assert.deepEqual(
      reply.broken.map(({ check, step }) => [check, step]),
      [["drains", reply.run.steps.length]],
    );
    const polling = await run({}, handler('  for (;;) await ctx.db.get("x");'));
    assert.deepEqual(polling.kind === "ran" && polling.broken.map(({ check }) => check), ["drains"]);
  });

  it("whose right run is too large to be sent used too much memory, in the handler that ran", async () => {
    const found = await failure(
      {},
      handler('  for (let i = 0; i < 20; i++) await ctx.db.put("k" + i, "x".repeat(50_000));'),
    );
    assert.ok(found.code === "too-much-memory", JSON.stringify(found));
    assert.deepEqual([found.limitMb, found.during.kind], [8, "handler"]);
  });

  it("adds to a number only, alone as in a transaction; the handler can catch that it cannot", async () => {
    const caught = (add: string): string => `try { ${add}; } catch (error) { said.push(String(error)); }`;
    const adding = handler(
      `  const said: string[] = [];
  await ctx.db.put("x", { a: 1 });
  await ctx.db.put("most", 1.7e308);
  ${caught('await ctx.db.add("x", 1)')}
  ${caught('await ctx.tx((t: any) => t.add("x", 1))')}
  ${caught('await ctx.db.add("most", 1.7e308)')}
  ${caught('await ctx.tx((t: any) => t.add("most", 1.7e308))')}
  await ctx.db.put("said", said);`,
    );
    const reply = await run({}, adding);
    assert.ok(reply.kind === "ran", JSON.stringify(reply));
    assert.deepEqual(reply.run.steps.at(-1)?.after.services.s?.db, {
      x: { a: 1 },
      most: 1.7e308,
      said: [
        'TypeError: ctx.db.add: the value at "x" must be a number, but it is {"a":1}.',
        'TypeError: t.add: the value at "x" must be a number, but it is an object.',
        'TypeError: ctx.db.add: the sum at "most" must be a number, but it is Infinity.',
        'TypeError: t.add: the sum at "most" must be a number, but it is Infinity.',
      ],
    });
  });

  it("gives an error inside a transaction again when the handler is replayed", async () => {
    const adding = handler(
      '  await ctx.db.put("x", "text");\n  try { await ctx.tx((t: any) => { t.add("x", 1); }); } catch { await ctx.db.put("caught", 1); }',
    );
    const reply = await run({ checks: 'atDrain("caught", (w) => w.db("s").caught === 1)' }, adding);
    assert.ok(reply.kind === "ran", JSON.stringify(reply));
    assert.deepEqual(reply.broken, []);
    const found = await failure({}, handler("  await ctx.tx((t: any) => { t.put('x', NaN); });"));
    assert.equal(found.code, "not-plain-data");
  });

  (process.platform === "linux" ? it : it.skip)(
    "cannot outlive a killed host for ever: its processor time is limited",
    async () => {
      let child: SandboxChild | undefined;
      await new Promise<void>((resolve, reject) => {
        child = new SandboxChild(
          { childPath, heapMb: 96, permission: true },
          { onMessage: () => resolve(), onEnd: ({ reason: why }) => reject(new Error(why)) },
        );
      });
      try {
        assert.match(readFileSync(`/proc/${child?.pid}/limits`, "utf8"), /^Max cpu time +300 +300 /m);
        // The shell that set the limit is gone: what is killed is the child itself.
        assert.ok(readFileSync(`/proc/${child?.pid}/cmdline`, "utf8").startsWith(process.execPath));
      } finally {
        child?.kill();
      }
    },
  );
});
