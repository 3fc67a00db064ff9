/** State outside `ctx` that asking one question again does not show: the answers depend on which question came first. */
import * as assert from "node:assert/strict";
import type { Disposable } from "../../../src/base/disposable.ts";
import type { Runner, RunReply } from "../../../src/core/check/model.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { childBundle } from "./bundle.ts";

interface Kept {
  readonly name: string;
  /** In front of the handlers; `go` publishes P with `e`, which `b` makes something of. */
  readonly before: string;
  readonly handler: string;
  readonly check?: string;
  readonly scenario?: string;
}

const stores = `w.db("b").x === 1`;

const kept: readonly Kept[] = [
  {
    name: "the first value",
    before: "const cache: any = {};",
    handler: 'cache.x ??= e; await ctx.db.put("x", cache.x);',
    check: stores,
  },
  {
    name: "a value that is taken once",
    before: "let stock = 0;",
    handler: 'if (!stock) stock = e; await ctx.db.add("x", stock);',
  },
  {
    name: "the largest number so far",
    before: "let max = 0;",
    handler: 'if (e < max) return; max = e; await ctx.db.put("x", e);',
  },
  {
    name: "what another handler stored",
    before: "const shared: any = {};\nconst note = (e: number) => { shared.last ??= e; };",
    handler: 'note(e); await ctx.db.put("x", shared.last);',
  },
  {
    name: "a property of a prototype",
    before: "class Box {}\nconst box: any = new Box();",
    handler: 'Object.getPrototypeOf(box).last ??= e; await ctx.db.put("x", box.last);',
  },
  {
    name: "the first ctx",
    before: "let old: any;",
    handler: 'old ??= ctx; await ctx.db.put("x", String(old.delivery.tag));',
  },
  {
    name: "the best that a check has seen",
    before: "",
    handler: 'await ctx.db.put("x", e);',
    scenario: "let best = 0;",
    check: "{ best = Math.max(best, Number(w.db('b').x ?? 0)); return best === 2; }",
  },
];

const exerciseOf = ({ before, handler }: Kept): string => `import { service } from "eventually";
${before}
service("a").on("go", async (ctx: any, e: number) => {
  await ctx.publish("P", e);
});
service("b").on("P", async (ctx: any, e: number) => {
  ${handler}
});
`;

const scenarioOf = ({
  scenario = "",
  check = "true",
}: Kept): string => `import { always, atDrain, request, scenario } from "eventually";
import "./exercise";
${scenario}
export default scenario({
  services: { a: { atomic: true }, b: { atomic: true } },
  queues: { P: { from: "a", to: ["b"], order: "unordered" } },
  clients: { c: [request("a", "go", 2), request("a", "go", 1)] },
  checks: [atDrain("fine", (w) => ${check.startsWith("{") ? check : `(${check})`}), always("at all times", (w) => (w.db("b"), true))],
});
`;

describe("state outside ctx", function () {
  this.timeout(30_000);
  let runner: Runner & Disposable;

  before(async () => {
    runner = createProcessRunner({ childPath: await childBundle() });
  });
  after(() => runner.dispose());

  const run = (one: Kept): Promise<RunReply> => runner.run({ exercise: exerciseOf(one), scenario: scenarioOf(one) });

  for (const one of kept) {
    it(`is found where it is ${one.name}`, async () => {
      const reply = await run(one);
      assert.ok(reply.kind === "failed", JSON.stringify(reply).slice(0, 300));
      assert.equal(reply.failure.code, "state-outside-ctx");
    });
  }

  it("is not found where nothing is kept, or only in the store", async () => {
    for (const handler of [
      'await ctx.db.put("x", e);',
      'if (((await ctx.db.get("x")) ?? 0) < e) await ctx.db.put("x", e);',
    ]) {
      const reply = await run({ name: "", before: "const table = [1, 2];", handler });
      assert.equal(reply.kind, "ran", JSON.stringify(reply).slice(0, 300));
    }
  });

  it("is no order of keys, which code cannot see", async () => {
    const handler =
      "const all: any = (await ctx.db.get('all')) ?? {}; await ctx.db.put('all', { ...all, [`k${e}`]: e });";
    const reply = await run({
      name: "",
      before: "",
      handler,
      check: `JSON.stringify(w.db("b").all) === '{"k1":1,"k2":2}'`,
    });
    assert.ok(reply.kind === "ran" && reply.broken.length === 0, JSON.stringify(reply).slice(0, 300));
  });
});
