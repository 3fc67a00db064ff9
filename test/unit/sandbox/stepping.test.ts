/** Stepping by hand through the real child process: forwards, back, along another branch, and where it cannot go. */
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import type { Stepping, TakenStep } from "../../../src/core/check/model.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { buildSandbox, temporaryFolder } from "../cli/builtCli.ts";

const exercise = `import { service } from "eventually";
service("catalog").on("save", async (ctx, price: number) => {
  await ctx.db.put("lamp", price);
  await ctx.publish("PriceChanged", price);
});
service("search").on("PriceChanged", async (ctx, price: number) => {
  await ctx.db.put("lamp", price);
});
`;

const scenario = `import { atDrain, reachable, request, same, scenario } from "eventually";
import "./exercise";
export default scenario({
  services: { catalog: { atomic: true }, search: {} },
  queues: { PriceChanged: { from: "catalog", to: ["search"] } },
  clients: { admin: [request("catalog", "save", 20), request("catalog", "save", 30)] },
  faults: { crash: 1 },
  checks: [
    atDrain("search equals catalog", (world) => same(world.db("search"), world.db("catalog"))),
    reachable("they differ with nothing in flight", (world) => world.inFlight === 0 && world.db("search").lamp === 20, {
      steps: 5,
    }),
  ],
});
`;

describe("stepping through the sandbox", function () {
  this.timeout(30_000);
  let runner: ReturnType<typeof createProcessRunner>;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  let stepping: Stepping;

  const taken = (step: TakenStep): Extract<TakenStep, { kind: "taken" }> => {
    assert.ok(step.kind === "taken", JSON.stringify(step));
    return step;
  };

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
  });

  beforeEach(async () => {
    const reply = await runner.step({ exercise, scenario });
    assert.ok(reply.kind === "open", JSON.stringify(reply));
    stepping = reply.stepping;
  });

  afterEach(() => stepping.dispose());

  after(async () => {
    runner?.dispose();
    await temporary?.dispose();
  });

  it("tells a goal, when it is reached, and what it cost", async () => {
    const par = { steps: 5, faults: 0 };
    const name = "they differ with nothing in flight";
    assert.deepEqual(stepping.start.goals, [{ name, reached: false, par }]);
    const seen = (await stepping.run(0, "drained", 100)).map((step) => taken(step).moment);
    const first = seen.find(({ goals }) => goals[0]?.reached === true);
    assert.deepEqual(first?.cost, { steps: 3, faults: 0 });
  });

  it("refuses a goal whose numbers make no sense, with its place", async () => {
    const bad = await runner.step({ exercise, scenario: scenario.replace("steps: 5", "steps: 0") });
    assert.ok(bad.kind === "failed" && bad.failure.code === "scenario-invalid", JSON.stringify(bad));
    assert.equal(bad.failure.at.file, "scenario.ts");
  });

  it("says where a check throws, and lets one step on", async () => {
    const throwing = scenario.replace(
      "checks: [",
      'checks: [\n    always("careful", () => { throw new Error("bang"); }),',
    );
    const reply = await runner.step({ exercise, scenario: throwing.replace("atDrain, ", "always, atDrain, ") });
    assert.ok(reply.kind === "open", JSON.stringify(reply));
    const first = taken(await reply.stepping.take(0, "client admin")).moment;
    assert.ok(first.checkFailure?.code === "check-threw", JSON.stringify(first));
    assert.deepEqual([first.checkFailure.check, first.checkFailure.at.file], ["careful", "scenario.ts"]);
    assert.equal(taken(await reply.stepping.take(first.id, "deliver PriceChanged#1 to search")).kind, "taken");
    reply.stepping.dispose();
  });

  const seek = async (goal: string) => runner.run({ exercise, scenario, search: { goal } });

  it("finds the shortest way to a state that is described, comparing stores by what they hold", async () => {
    const reply = await seek("search != catalog && inFlight == 1 && search.lamp == 20");
    assert.ok(reply.kind === "ran", JSON.stringify(reply));
    const labels = reply.run.steps.map(({ label }) => label);
    assert.deepEqual(labels.filter((label) => label.startsWith("client")).length, 2);
    assert.equal(
      labels.some((label) => label.startsWith("crash")),
      false,
    );
    assert.deepEqual(reply.run.steps.at(-1)?.after.services["search"]?.db, { lamp: 20 });
    assert.deepEqual(reply.run.steps.at(-1)?.after.services["catalog"]?.db, { lamp: 30 });
  });

  it("knows the scenario's own predicates by name", async () => {
    const reply = await seek('drained == false && holds("they differ with nothing in flight")');
    assert.ok(reply.kind === "ran" && reply.broken.length === 1, JSON.stringify(reply));
  });

  it("says that no schedule leads there, after all of them", async () => {
    const reply = await seek("search.lamp == 40");
    assert.ok(reply.kind === "ran" && reply.broken.length === 0, JSON.stringify(reply));
    assert.ok(reply.coverage.kind === "explored" && reply.coverage.exhaustive);
    assert.equal(reply.absent, undefined);
  });

  it("names what is in no store when no schedule leads there, as it is likely mistyped", async () => {
    const reply = await seek("search.lmap == 20 && search.lamp == 20");
    assert.ok(reply.kind === "ran" && reply.broken.length === 0, JSON.stringify(reply));
    assert.deepEqual(reply.absent, ["lmap"]);
  });

  it("takes a part of what is not there yet for something that is not so", async () => {
    const reply = await seek("search.lamp.toFixed(1) == '20.0'");
    assert.ok(reply.kind === "ran" && reply.broken.length === 1, JSON.stringify(reply));
    assert.equal(reply.run.steps.at(-1)?.after.services["search"]?.db["lamp"], 20);
  });

  for (const text of [
    "search.lmap.price > 3",
    "search['lmap'].price > 3",
    "'lmap' in search",
    "Object.hasOwn(search, 'lmap')",
  ]) {
    it(`names what no store holds, whatever way it is asked for: ${text}`, async () => {
      const reply = await seek(text);
      assert.ok(reply.kind === "ran" && reply.broken.length === 0, JSON.stringify(reply));
      assert.deepEqual(reply.absent, ["lmap"]);
    });
  }

  it("finds the shortest way whichever part of the expression comes first", async () => {
    for (const text of [
      "catalog.lamp == 20 || search.lamp.price.tax > 25",
      "search.lamp.price.tax > 25 || catalog.lamp == 20",
      "!(search.lamp.price.tax == 20) && catalog.lamp == 20",
      "search.items[0].name == 'x' || catalog['lamp'] == 20",
    ]) {
      const reply = await seek(text);
      assert.ok(reply.kind === "ran" && reply.broken.length === 1, `${text}: ${JSON.stringify(reply)}`);
      assert.deepEqual(
        reply.run.steps.map(({ label }) => label),
        ["client admin"],
        text,
      );
    }
  });

  it("compares by content what the world is asked for, and what is written there", async () => {
    const equal = await seek("world.db('search') == search && world.db('search') != world.db('catalog')");
    assert.ok(equal.kind === "ran" && equal.broken.length === 1, JSON.stringify(equal));
    const written = await seek("same(search, { lamp: 20 })");
    assert.ok(written.kind === "ran" && written.broken.length === 1, JSON.stringify(written));
    assert.deepEqual(written.run.steps.at(-1)?.after.services["search"]?.db, { lamp: 20 });
  });

  it("goes to a state of an exercise in which a check is written", async () => {
    const folder = new URL("../../../exercises/message-delivery/when-to-compare/", import.meta.url);
    const [own, around] = ["exercise.ts", "scenario.ts"].map((name) => readFileSync(new URL(name, folder), "utf8"));
    const goal = "stacks.atlas == 0 && website.atlas == 3";
    const reply = await runner.run({ exercise: own ?? "", scenario: around ?? "", search: { goal } });
    assert.ok(reply.kind === "ran" && reply.broken.length === 1, JSON.stringify(reply));
  });

  for (const [text, code] of [
    ["search ==", "goal-invalid"],
    ["1); throw 1; (2", "goal-invalid"],
    ["1)); throw 1; ((2", "goal-invalid"],
    ["nowhere == 1", "goal-invalid"],
    ["inFlight = 1", "goal-invalid"],
    ["inFlight => 3", "goal-invalid"],
    ["holds", "goal-invalid"],
    ["Promise.resolve(false)", "goal-invalid"],
    ["search == {}", "goal-invalid"],
    ["search.items === [20]", "goal-invalid"],
    ["drains", "goal-invalid"],
    ["Object.keys(search.lamp).length == 2", "goal-invalid"],
    ["inFlight == 0 && holds('nothing of that name')", "goal-invalid"],
    ["import('node:fs')", "goal-invalid"],
    ["(() => { for (;;); })()", "too-slow"],
  ] as const) {
    it(`says what is wrong with “${text}”`, async () => {
      const reply = await seek(text);
      assert.ok(reply.kind === "failed", JSON.stringify(reply));
      assert.equal(reply.failure.code, code, JSON.stringify(reply.failure));
    });
  }

  it("shows at each moment what is held, what can be done, and how the copies compare", async () => {
    assert.deepEqual(
      stepping.start.offers.filter(({ refused }) => refused === undefined).map(({ label }) => label),
      ["client admin"],
    );
    const saved = taken(await stepping.take(0, "client admin"));
    assert.deepEqual(saved.moment.snapshot.services.catalog?.db, { lamp: 20 });
    const delivered = taken(await stepping.take(saved.moment.id, "deliver PriceChanged#1 to search"));
    const [task] = delivered.moment.snapshot.services.search?.tasks ?? [];
    assert.deepEqual(
      task?.waitsAt.map(({ op, at }) => [op, at?.line]),
      [["db.put", 7]],
    );
    const stored = taken(await stepping.take(delivered.moment.id, "step 1 of PriceChanged#1/1 in search"));
    assert.equal(stored.step.at?.line, 7);
    assert.deepEqual(
      stored.moment.copies.map(({ service, state }) => [service, state]),
      [
        ["catalog", "source"],
        ["search", "equal"],
      ],
    );
    const again = taken(await stepping.take(stored.moment.id, "client admin"));
    assert.deepEqual(again.moment.copies.at(-1), { key: "lamp", service: "search", state: "stale", behind: 1 });
  });

  it("gives the same moment for the same choice, and keeps the old branch when another is taken", async () => {
    const saved = taken(await stepping.take(0, "client admin"));
    const one = taken(await stepping.take(saved.moment.id, "deliver PriceChanged#1 to search"));
    const other = taken(await stepping.take(saved.moment.id, "client admin"));
    assert.notEqual(other.moment.id, one.moment.id);
    const back = taken(await stepping.take(saved.moment.id, "deliver PriceChanged#1 to search"));
    assert.equal(back.moment.id, one.moment.id);
  });

  it("offers what cannot be done with the reason, and refuses it", async () => {
    const first = taken(await stepping.take(0, "client admin"));
    const second = taken(await stepping.take(first.moment.id, "client admin"));
    const refused = second.moment.offers.filter(({ refused: reason }) => reason !== undefined);
    assert.deepEqual(
      refused.filter(({ fault }) => !fault).map(({ label, refused: reason }) => [label, reason]),
      [["deliver PriceChanged#2 to search", "order"]],
    );
    assert.ok(refused.some(({ label, refused: reason }) => label.startsWith("duplicate") && reason === "budget"));
    assert.deepEqual(await stepping.take(second.moment.id, "deliver PriceChanged#2 to search"), {
      kind: "refused",
      label: "deliver PriceChanged#2 to search",
      reason: "order",
    });
    const unknown = await stepping.take(second.moment.id, "deliver Nothing#1 to nobody");
    assert.equal(unknown.kind === "refused" && unknown.reason, "gone");
  });

  it("runs until something is shared, and until nothing is left but faults", async () => {
    const shared = await stepping.run(0, "shared", 100);
    assert.equal(shared.length, 1);
    const rest = await stepping.run(taken(shared[0] as TakenStep).moment.id, "drained", 100);
    const end = taken(rest.at(-1) as TakenStep).moment;
    assert.ok(end.drained);
    assert.deepEqual(end.broken, []);
    assert.ok(rest.some((step) => taken(step).moment.goals.every(({ reached }) => !reached)));
  });

  it("follows a saved schedule in which a clock jumps before any code has looked at it", async () => {
    const reply = await runner.step({
      exercise: exercise.replace(
        'search").on("PriceChanged", async (ctx, price: number) => {',
        '$&\n  await ctx.db.put("at", ctx.now());',
      ),
      scenario: scenario.replace("crash: 1", "clock: 1").replace("search: {}", "search: { clockOffset: 5 }"),
    });
    assert.ok(reply.kind === "open", JSON.stringify(reply));
    const seen: unknown[] = [];
    let at = 0;
    for (const label of [
      "clock search",
      "client admin",
      "deliver PriceChanged#1 to search",
      "step 1 of PriceChanged#1/1 in search",
    ]) {
      const step = taken(await reply.stepping.take(at, label));
      at = step.moment.id;
      const { db, now } = step.moment.snapshot.services.search ?? {};
      seen.push([step.step.effects[0]?.kind, now, db?.at]);
    }
    reply.stepping.dispose();
    const hour = 3_600_000;
    assert.deepEqual(seen[0], ["clock-jumped", hour, undefined]);
    assert.deepEqual(seen.at(-1), ["stored", hour, hour + 5]);
  });

  it("ends with its process, and says so afterwards", async () => {
    stepping.dispose();
    const step = await stepping.take(0, "client admin");
    assert.equal(step.kind === "failed" && step.failure.code, "cancelled");
  });

  it("is refused for code that cannot be run, with the place", async () => {
    const reply = await runner.step({ exercise: "const x = ;", scenario });
    assert.ok(reply.kind === "failed" && reply.failure.code === "syntax", JSON.stringify(reply));
    assert.equal(reply.failure.at.line, 1);
  });
});
