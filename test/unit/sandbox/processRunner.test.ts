/** Ordinary exercises through a real child process: what comes back, and at which line. */
import * as assert from "node:assert/strict";
import type { Disposable } from "../../../src/base/disposable.ts";
import type { RunFailure, Runner, RunReply } from "../../../src/core/check/model.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { exerciseText, scenarioText } from "../../../bench/explore/family.ts";
import { childBundle } from "./bundle.ts";

const exercise = `import { service } from "eventually";

service("catalog").on("save", async (ctx, event: { sku: string; price: number }) => {
  await ctx.db.put(event.sku, event.price);
  let before: number | undefined;
  await ctx.tx((t) => {
    before = t.get<number>("saves");
    t.add("saves", 1);
    t.outbox.add("PriceChanged", event, { key: event.sku });
  });
  await ctx.db.put("before", before ?? null);
});

service("search").on("PriceChanged", async (ctx, event: { sku: string; price: number }) => {
  ctx.mem.put("last", ctx.id());
  await ctx.db.put(event.sku, event.price);
});
`;

const scenario = `import { scenario, request, atDrain, same } from "eventually";
import "./exercise";

export default scenario({
  services: { catalog: {}, search: {} },
  queues: { PriceChanged: { from: "catalog", to: ["search"] } },
  clients: {
    admin: [
      request("catalog", "save", { sku: "p", price: 20 }),
      request("catalog", "save", { sku: "p", price: 30 }),
    ],
  },
  checks: [atDrain("search equals catalog", (world) => same(world.db("search").p, world.db("catalog").p))],
});
`;

/** A scenario with one service and one request, whose check always holds. */
const small = `import { scenario, request, atDrain } from "eventually";
export default scenario({
  services: { s: { db: { start: 1 } } },
  clients: { c: [request("s", "go", { list: [1] })] },
  checks: [atDrain("fine", () => true)],
});
`;
const on = (body: string): string =>
  `import { service } from "eventually";\nservice("s").on("go", async (ctx, event) => {\n${body}\n});\n`;

describe("the process runner", function () {
  this.timeout(20_000);
  let runner: Runner & Disposable;
  let childPath: string;
  const logged: string[] = [];

  before(async () => {
    childPath = await childBundle();
    runner = createProcessRunner({ childPath, log: (line) => logged.push(line) });
  });

  after(() => runner.dispose());

  const failure = async (request: { exercise: string; scenario?: string }): Promise<RunFailure> => {
    const reply = await runner.run({ scenario: small, ...request });
    assert.ok(reply.kind === "failed", JSON.stringify(reply).slice(0, 500));
    return reply.failure;
  };
  const database = (reply: RunReply, service = "s"): unknown => {
    assert.ok(reply.kind === "ran", JSON.stringify(reply));
    return reply.run.steps.at(-1)?.after.services[service]?.db;
  };

  it("runs an exercise and says where each step stands", async () => {
    const reply = await runner.run({ exercise, scenario });
    assert.ok(reply.kind === "ran");
    assert.deepEqual(reply.broken, []);
    assert.deepEqual(database(reply, "search"), { p: 30 });
    assert.deepEqual(database(reply, "catalog"), { p: 30, saves: 2, before: 1 });
    const put = reply.run.steps.find((step) => step.effects.some((effect) => effect.kind === "stored"));
    assert.deepEqual(put?.at, { file: "exercise.ts", line: 4, column: 16 });
  });

  it("gives the same reply for the same code, with --permission where Node knows it", async () => {
    const replies = [await runner.run({ exercise, scenario }), await runner.run({ exercise, scenario })];
    assert.deepEqual(replies[0], replies[1]);
    assert.deepEqual(
      logged.filter((line) => line.includes("--permission")),
      [],
    );
  });

  it("reports a broken check with the words of the check", async () => {
    const wrong = scenario.replace(
      'same(world.db("search").p, world.db("catalog").p)',
      '"search has " + world.db("search").p',
    );
    const reply = await runner.run({ exercise: exercise.replace("event.price);\n});\n`", ""), scenario: wrong });
    assert.ok(reply.kind === "ran");
    assert.equal(reply.broken[0]?.detail, "search has 30");
  });

  it("gives an uncaught exception as an ordinary wrong answer with its line", async () => {
    const reply = await runner.run({
      exercise: on("  await ctx.db.get('a');\n  event.nothing.more();"),
      scenario: small,
    });
    assert.ok(reply.kind === "ran");
    assert.equal(reply.broken[0]?.kind, "no-exception");
    assert.equal(reply.broken[0]?.thrown?.at?.line, 4);
    assert.match(reply.broken[0]?.thrown?.message ?? "", /undefined/);
  });

  it("keeps columns although imports are rewritten", async () => {
    const reply = await runner.run({
      exercise: `import { service, same } from "eventually";\nservice("s").on("go", async (ctx) => { if (same(1, 1)) await ctx.db.put("a", 1); });\n`,
      scenario: small,
    });
    assert.ok(reply.kind === "ran");
    const column = `service("s").on("go", async (ctx) => { if (same(1, 1)) await ctx.db.put`.lastIndexOf("put") + 1;
    assert.deepEqual(reply.run.steps.find((step) => step.effects[0]?.kind === "stored")?.at, {
      file: "exercise.ts",
      line: 2,
      column,
    });
  });

  it("hands out copies: what a handler changes in its event or in what it read stays its own", async () => {
    const reply = await runner.run({
      exercise: on(
        "  event.list.push(2);\n  await ctx.db.put('a', event.list);\n  const a = await ctx.db.get('a');\n  a.push(3);\n  await ctx.db.put('b', event.list);",
      ),
      scenario: small,
    });
    assert.deepEqual(database(reply), { start: 1, a: [1, 2], b: [1, 2] });
  });

  it("runs operations at once and in any order of awaiting", async () => {
    const reply = await runner.run({
      exercise: on(
        "  const [a, b] = await Promise.all([ctx.db.add('n', 1), ctx.db.add('n', 1)]);\n  await ctx.db.put('both', [a, b]);",
      ),
      scenario: small,
    });
    assert.deepEqual(database(reply), { start: 1, n: 2, both: [1, 2] });
  });

  it("lets a handler catch what its transaction threw and use what it read there", async () => {
    const reply = await runner.run({
      exercise: on(
        "  let read;\n  try { await ctx.tx((t) => { read = t.get('start'); t.put('x', 1); throw new Error('no'); }); } catch (e) { await ctx.db.put('caught', [read, (e as Error).message]); }",
      ),
      scenario: small,
    });
    assert.deepEqual(database(reply), { start: 1, caught: [1, "no"] });
  });

  it("answers id and random the same each time", async () => {
    const body =
      "  const a = [ctx.id(), ctx.id(), ctx.random()];\n  await ctx.db.get('x');\n  await ctx.db.put('a', [...a, ctx.random() < 1]);";
    const [first, second] = [
      await runner.run({ exercise: on(body), scenario: small }),
      await runner.run({ exercise: on(body), scenario: small }),
    ];
    assert.deepEqual(database(first), database(second));
    const { a } = database(first) as { a: unknown[] };
    assert.notEqual(a[0], a[1]);
    assert.ok(typeof a[2] === "number" && a[2] >= 0 && a[2] < 1);
  });

  it("accepts methods named eval and import, which call nothing, in classes and objects", async () => {
    const body = `
  class Tool {
    eval(x: number): number { return x + 1; }
    static async *import<T>(x: T) { yield x; }
  }
  const object = { import(a: number) { return "./file" + a; }, get eval() { return 2; }, async eval(x = (1)) { return x; } };
  const yielded = [];
  for await (const x of Tool.import(3)) yielded.push(x);
  await ctx.db.put("got", [new Tool().eval(1), object.import(1), await object.eval(), yielded]);`;
    const reply = await runner.run({ exercise: on(body), scenario: small });
    assert.deepEqual((database(reply) as { got: unknown }).got, [2, "./file1", 1, [3]]);
    for (const direct of ["eval(1)", "const f = (x = eval(1)) => { return x; }", "[1].map(() => { eval('1') })"]) {
      assert.equal((await failure({ exercise: on(direct) })).code, "forbidden", direct);
    }
  });

  it("says that namespaces are not available, and lets those pass that hold types only", async () => {
    const types = "namespace T { export type A = number; }\ndeclare namespace D { const a: number; }\n";
    const after = on("  const namespace: T.A = 1;\n  await ctx.db.put('got', namespace);");
    assert.deepEqual(database(await runner.run({ exercise: types + after, scenario: small })), { start: 1, got: 1 });
    for (const [code, column] of [
      ["export namespace N.M { export const a = 1; }", 8],
      ["namespace N {\n  export function a() {} }", 1],
    ] as const) {
      const found = await failure({ exercise: `${types}${code}\n${after}` });
      assert.deepEqual(found, {
        code: "forbidden",
        what: "namespace",
        at: { file: "exercise.ts", line: 3, column },
      });
    }
  });

  it("names what was thrown or stored as the learner wrote it", async () => {
    for (const [value, name] of [
      ["new Date(0)", "Date"],
      ["/x/", "RegExp"],
      ["new Error('x')", "Error"],
    ] as const) {
      const found = await failure({ exercise: on(`  return ${value};`) });
      assert.ok(found.code === "not-plain-data");
      assert.equal(found.what, `class ${name}`);
    }
    for (const [thrown, error] of [
      ["() => 1", { name: "Error", message: "Thrown: a function" }],
      ["{ name: '', message: 'oh' }", { name: "Error", message: "oh" }],
    ] as const) {
      const reply = await runner.run({ exercise: on(`  throw ${thrown};`), scenario: small });
      const at = { file: "exercise.ts", line: 2, column: 14 };
      assert.deepEqual(reply.kind === "ran" && reply.broken[0]?.thrown, { ...error, at });
      assert.deepEqual(reply.kind === "ran" && reply.broken[0]?.at, at);
    }
  });

  it("says where a name is used that nothing has, also one that is a member's or a type's elsewhere", async () => {
    const used =
      "type cuont = number;\n" + on("  const o = { count: 1 as cuont };\n  await ctx.db.put('n', count + o.count);");
    const reply = await runner.run({ exercise: used, scenario: small });
    const thrown = {
      name: "ReferenceError",
      message: "count is not defined.",
      at: { file: "exercise.ts", line: 5, column: 25 },
    };
    assert.deepEqual(reply.kind === "ran" && reply.broken[0]?.thrown, thrown, JSON.stringify(reply));
    const set = await runner.run({ exercise: on("  const o = { count: 1 };\n  count = o.count;"), scenario: small });
    assert.equal(set.kind === "ran" && set.broken[0]?.thrown?.message, "count is not defined.");
    const loading = await failure({ exercise: `${on("  return 1;")}\nservice(nmae).on("x", async () => {});` });
    assert.ok(loading.code === "threw-while-loading", JSON.stringify(loading));
    assert.deepEqual([loading.error.message, loading.at.line], ["nmae is not defined.", 6]);
  });

  it("says where something is imported that the module does not export", async () => {
    const missing = await runner.run({
      exercise: `import { service, TIMOET } from "eventually";\nservice("s").on("go", async () => TIMOET);\n`,
      scenario: small,
    });
    const thrown = missing.kind === "ran" ? missing.broken[0]?.thrown : undefined;
    assert.deepEqual(
      [thrown?.name, thrown?.message, thrown?.at?.line],
      ["ReferenceError", "The module “eventually” exports nothing called “TIMOET”.", 2],
    );
    const lost = await failure({
      exercise: `${on("  return 1;")}const answer = 1;\n`,
      scenario: `import { answer } from "./exercise";\n${small.replace("checks:", "faults: { crash: answer }, checks:")}`,
    });
    assert.ok(lost.code === "threw-while-loading", JSON.stringify(lost));
    assert.equal(lost.error.message, "The module “./exercise” exports nothing called “answer”.");
    assert.equal(lost.at.file, "scenario.ts");
  });

  it("judges all checks on a schedule that is given", async () => {
    const scheduled = (checks: string): string =>
      small.replace("checks: [atDrain", `schedule: ["client c"], checks: [${checks}atDrain`);
    const reply = await runner.run({ exercise: on('  throw new Error("bang");'), scenario: scheduled("") });
    assert.deepEqual(reply.kind === "ran" && reply.broken.map(({ check }) => check), ["no-exception"]);
    const wrong = scheduled('atDrain("never right", () => false), ');
    const ended = await runner.run({ exercise: on("  return 1;"), scenario: wrong });
    assert.equal(ended.kind === "ran" && ended.run.drained, false, "the reply has not been sent");
    const through = wrong.replace('["client c"]', '["client c", "settle go()#1/1 in s"]');
    const drained = await runner.run({ exercise: on("  return 1;"), scenario: through });
    assert.deepEqual(drained.kind === "ran" && drained.broken.map(({ check }) => check), ["never right"]);
  });

  it("believes no line in a trace that was made up", async () => {
    const reply = await runner.run({
      exercise: on('  throw Object.assign(new Error("x"), { stack: "(exercise.ts:2:99999999999999999999)" });'),
      scenario: small,
    });
    assert.deepEqual(reply.kind === "ran" && reply.broken.map(({ check }) => check), ["no-exception"]);
  });

  it("takes a budget of weeks for what it is", async () => {
    const reply = await runner.run({ exercise: on("  return 1;"), scenario: small, search: { timeMs: 3_600_000_000 } });
    assert.equal(reply.kind, "ran", JSON.stringify(reply));
  });

  it("asks for the type of a name that nothing has, as JavaScript does", async () => {
    const reply = await runner.run({
      exercise: on(
        "  const local = { cache: 1 };\n  await ctx.db.put('all', [typeof DEBUG, 'cache' in globalThis, local.cache]);",
      ),
      scenario: small,
    });
    assert.deepEqual(database(reply), { start: 1, all: ["undefined", false, 1] });
  });

  it("lets every name through that the code has, wherever it has it", async () => {
    const reply = await runner.run({
      exercise:
        on(`  function late({ a, b: [c] = [2] }: { a: number; b?: number[] }, ...rest: number[]) { return a + c + rest.length + after; }
  class Box { static size = 1; #inner = 4; get inner() { return this.#inner; } }
  const after = 10;
  label: for (const i of [1, 2]) { for (const j in { k: 1 }) { if (i === 1 && j === "k") continue label; } }
  try { throw new Error("x"); } catch ({ message }) { await ctx.db.put("message", message as string); }
  enum Level { low = 3 }
  const undef = undefined, nan = Number.isNaN(NaN), math = Math.max(1, Infinity) === Infinity;
  await ctx.db.put("all", [late({ a: 1 }, 1, 2), Box.size, new Box().inner, Level.low, undef === undefined, nan, math, JSON.parse("1"), arguments.length]);`).replace(
          "async (ctx, event) => {",
          "async function (ctx, event) {",
        ),
      scenario: small,
    });
    assert.deepEqual(database(reply), {
      start: 1,
      message: "x",
      all: [15, 1, 4, 3, true, true, true, 1, 2],
    });
  });

  it("accepts import( and <!-- in comments, texts and regular expressions", async () => {
    const reply = await runner.run({
      exercise: on(
        "  // import('x') <!-- -->\n  /* eval('x') */\n  let n = 3;\n  while (n --> 0) await ctx.db.put('n', n);\n  await ctx.db.put('t', `import('a') ${'eval(1) <!-- -->'}` + /import(a)/.source);",
      ),
      scenario: small,
    });
    assert.deepEqual(database(reply), { start: 1, n: 0, t: "import('a') eval(1) <!-- -->\\x69mport(a)" });
  });

  const places: readonly [string, string, Partial<RunFailure>, number, string?][] = [
    ["a syntax error", on("  const = 1;"), { code: "syntax" }, 3],
    ["a name declared twice", on("  let a = 1;\n  let a = 2;"), { code: "syntax" }, 4],
    ["a return outside", `${on("")}return 1;\n`, { code: "syntax" }, 5],
    ["await outside", `await 1;\n${on("")}`, { code: "syntax" }, 1],
    ["import()", on("  await import('fs');"), { code: "forbidden", what: "dynamic-import" }, 3],
    ["another module", `\nimport "node:fs";`, { code: "import-unknown", module: "node:fs" }, 2],
    ["an exception while loading", "\n\nthrow new Error('early');", { code: "threw-while-loading" }, 3],
    ["a hole", on("\n  await ctx.db.put('a', ____);"), { code: "hole-left" }, 4],
    ["a hole while loading", "const a = 1;\nconst b = ____;", { code: "hole-left" }, 2],
    [
      "a value that is no data",
      on("  await ctx.db.put('a', new Map());"),
      { code: "not-plain-data", what: "class Map" },
      3,
    ],
    ["a handler that waits for nothing", on("  await new Promise(() => {});"), { code: "never-settles" }, 2],
    [
      "a counter of the module",
      `let n = 0;\n${on("  n += 1; await ctx.db.put('n', n);")}`,
      { code: "state-outside-ctx" },
      1,
    ],
    [
      "a set of the module",
      `const seen = new Set();\n${on("  if (seen.has(1)) return;\n  seen.add(1); await ctx.db.put('n', 1);")}`,
      { code: "state-outside-ctx" },
      1,
    ],
    ["an unknown service", on("\n\n  await ctx.call('nobody', 'x', 1);"), { code: "unknown-target" }, 5],
  ];
  for (const [name, code, expected, line] of places) {
    it(`says where ${name} is`, async () => {
      const found = await failure({ exercise: code });
      assert.deepEqual({ ...found, ...expected }, found);
      assert.ok("at" in found);
      assert.deepEqual([found.at.file, found.at.line], ["exercise.ts", line]);
    });
  }

  const scenarios: readonly [string, string, RunFailure extends never ? never : object, number][] = [
    ["no default export", "export const a = 1;", { kind: "no-default-export" }, 1],
    [
      "a value of another kind",
      small.replace("{ s: {", "{ s: { ack: 'never',"),
      { kind: "bad-value", path: "services.s.ack", expected: "one of auto, manual" },
      3,
    ],
    [
      "an unknown key",
      small.replace("checks:", "\n  cheks: [], checks:"),
      { kind: "unknown-property", path: "cheks" },
      6,
    ],
    [
      "a fault budget below zero",
      small.replace("checks:", "faults: { drop: 1, crash: -1 }, checks:"),
      { kind: "bad-value", path: "faults.crash", expected: "a whole number from 0 to 1000" },
      5,
    ],
    [
      "a clock that jumps back",
      small.replace("{ s: {", "{ s: { clockJump: -1,"),
      { kind: "bad-value", path: "services.s.clockJump" },
      3,
    ],
    [
      "a clock that jumps where all share one",
      small.replace("checks:", "timed: true, faults: { clock: 1 }, checks:"),
      { kind: "bad-value", path: "faults.clock" },
      5,
    ],
    ["no checks", small.replace(/\[atDrain.*\]/, "[]"), { kind: "no-checks" }, 5],
    [
      "a request that nothing handles",
      small.replace('"go"', '"stay"'),
      { kind: "unhandled", service: "s", message: "stay" },
      4,
    ],
  ];
  for (const [name, code, reason, line] of scenarios) {
    it(`says what is wrong with a scenario: ${name}`, async () => {
      const found = await failure({ exercise: on(""), scenario: code });
      assert.ok(found.code === "scenario-invalid", JSON.stringify(found));
      assert.deepEqual({ ...found.reason, ...reason }, found.reason);
      assert.deepEqual([found.at.file, found.at.line], ["scenario.ts", line]);
    });
  }

  it("names the handler that does not come back", async () => {
    const hasty = createProcessRunner({ childPath, timeMs: 300 });
    const reply = await hasty.run({ exercise: on("  await ctx.db.get('a');\n  for (;;) {}"), scenario: small });
    hasty.dispose();
    assert.deepEqual(reply, {
      kind: "failed",
      failure: {
        code: "too-slow",
        limitMs: 300,
        during: { kind: "handler", service: "s", message: "go()#1" },
        at: { file: "exercise.ts", line: 2, column: 14 },
      },
    });
  });

  describe("names handlers for nothing", () => {
    const two = `${on("")}\nservice("s").on("spare", async () => {});\n`;
    const idleOf = async (request: { exercise: string; scenario?: string }) => {
      const reply = await runner.run({ scenario: small, ...request });
      assert.ok(reply.kind === "ran", JSON.stringify(reply));
      return reply.idle;
    };

    it("with the line where they are registered", async () => {
      assert.deepEqual(await idleOf({ exercise: on("") }), []);
      const at = { file: "exercise.ts", line: 6, column: 14 };
      assert.deepEqual(await idleOf({ exercise: two }), [{ service: "s", message: "spare", at }]);
    });

    it("but not what a queue leads to, nor what is called in some schedule only", async () => {
      const queues = small.replace("clients:", 'queues: { spare: { from: "s", to: ["s"] } },\n  clients:');
      assert.deepEqual(await idleOf({ exercise: two, scenario: queues }), []);
      const body = '  if (ctx.mem.has("been")) await ctx.call("other", "spa" + "re");\n  ctx.mem.put("been", 1);';
      const other = `${on(body)}\nservice("other").on("spare", async () => {});\n`;
      const spec = small.replace("services: {", "services: { other: {},");
      // Whether a later request meets what is remembered hangs on a crash.
      const twice = spec.replace('[request("s"', '[request("s", "go"), request("s"');
      assert.deepEqual(await idleOf({ exercise: other, scenario: twice }), []);
      assert.deepEqual(
        (await idleOf({ exercise: other, scenario: spec }))?.map(({ service }) => service),
        ["other"],
      );
    });

    it("of right cases, but not where only one schedule was followed", async () => {
      const cases = `import { atDrain, checker, request } from "eventually";
import { ok } from "./exercise";
export default checker({
  services: { s: {} },
  clients: { c: [request("s", "go")] },
  checks: [atDrain("fine", ok)],
  right: {
    "goes": { s: { go: () => 1 } },
    "goes too": { s: { go: () => 1, spare: () => 2 } },
  },
  wrong: { "does not": { s: { go: (ctx) => ctx.db.put("bad", 1), unused: () => 2 } } },
});
`;
      const check = 'export const ok = (world: any) => !world.db("s").bad;\n';
      const at = { file: "scenario.ts", line: 9, column: 37 };
      assert.deepEqual(await idleOf({ exercise: check, scenario: cases }), [
        { service: "s", message: "spare", case: "goes too", at },
      ]);
      const followed = small.replace("checks:", 'schedule: ["client c"], checks:');
      assert.equal(await idleOf({ exercise: two, scenario: followed }), undefined);
    });
  });

  it("names a check that throws, and its line", async () => {
    const found = await failure({ exercise: on(""), scenario: small.replace("() => true", "(w) => w.db('nobody').x") });
    assert.ok(found.code === "check-threw");
    assert.deepEqual([found.check, found.at.file, found.at.line], ["fine", "scenario.ts", 5]);
    assert.match(found.error.message, /no service "nobody"/);
  });

  it("cancels at once, also a run that waits its turn, and goes on afterwards", async () => {
    const running = new AbortController();
    const waiting = new AbortController();
    const first = runner.run({ exercise: on("  for (;;) {}"), scenario: small }, running.signal);
    const second = runner.run({ exercise: on(""), scenario: small }, waiting.signal);
    const third = runner.run({ exercise: on(""), scenario: small });
    waiting.abort();
    assert.deepEqual(await second, { kind: "failed", failure: { code: "cancelled" } });
    const began = performance.now();
    setTimeout(() => running.abort(), 50);
    assert.deepEqual(await first, { kind: "failed", failure: { code: "cancelled" } });
    assert.ok(performance.now() - began < 1500);
    assert.equal((await third).kind, "ran");
  });

  it("says how far a search had got that was cancelled", async () => {
    const stop = new AbortController();
    const large = { versions: 3, replicas: 4, duplicates: 2, drops: 1 };
    const request = { exercise: exerciseText(large, "lww"), scenario: scenarioText(large) };
    const search = { states: 40_000_000, timeMs: 60_000, unreduced: true } as const;
    let told = 0;
    const reply = await runner.run({ ...request, search }, stop.signal, ({ states }) => {
      told = states;
      if (states > 100_000) stop.abort();
    });
    assert.ok(reply.kind === "failed" && reply.failure.code === "cancelled");
    assert.equal(reply.failure.soFar?.states, told);
  });

  it("stops a search for which there is no memory, and blames nobody's code", async () => {
    const order = (client: number, n: number): string => `request("shop", "order", { id: "o-${client}-${n}" })`;
    const clients = [0, 1, 2, 3].map((client) => `c${client}: [${[0, 1, 2, 3].map((n) => order(client, n)).join()}]`);
    const many = {
      exercise: `import { service } from "eventually";
service("shop").on("order", async (ctx, order: { id: string }) => {
  await ctx.db.put(order.id, "ordered");
  await ctx.publish("Ordered", order);
});
service("warehouse").on("Ordered", async (ctx) => {
  await ctx.db.add("parcels", 1);
});
`,
      scenario: `import { atDrain, request, scenario } from "eventually";
export default scenario({
  services: { shop: { concurrency: 4 }, warehouse: { concurrency: 3, db: { parcels: 0 } } },
  queues: { Ordered: { from: "shop", to: ["warehouse"], order: "unordered" } },
  clients: { ${clients.join(", ")} },
  faults: { duplicate: 2, crash: 2 },
  checks: [atDrain("some parcels", (world) => Number(world.db("warehouse").parcels) >= 0)],
});
`,
    };
    const small = createProcessRunner({ childPath, heapMb: 40 });
    const reply = await small.run({ ...many, search: { timeMs: 60_000, states: 40_000_000 } });
    small.dispose();
    assert.ok(reply.kind === "failed" && reply.failure.code === "not-all", JSON.stringify(reply).slice(0, 300));
    const { states, stopped, growth } = reply.failure.coverage;
    assert.equal(stopped, "states");
    assert.ok(states > 1000, `${states}`);
    assert.ok(growth !== undefined);
  });

  it("says that the process died where it cannot be started", async () => {
    for (const path of [import.meta.filename, `${childPath}.missing`]) {
      const other = createProcessRunner({ childPath: path });
      const reply = await other.run({ exercise: on(""), scenario: small });
      other.dispose();
      assert.ok(reply.kind === "failed" && reply.failure.code === "sandbox-died");
    }
  });

  it("cancels what is running when it is disposed", async () => {
    const other = createProcessRunner({ childPath });
    const reply = other.run({ exercise: on("  for (;;) {}"), scenario: small });
    other.dispose();
    assert.deepEqual(await reply, { kind: "failed", failure: { code: "cancelled" } });
    assert.deepEqual(await other.run({ exercise, scenario }), { kind: "failed", failure: { code: "cancelled" } });
  });
});
