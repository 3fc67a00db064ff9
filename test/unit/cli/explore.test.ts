/** `eventually explore`, run as people run it: as a process, from its bundle. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exerciseText, scenarioText } from "../../../bench/explore/family.ts";
import { type Ended, interruptNode, runNode, shippedCli } from "./builtCli.ts";

const exercise = `import { service } from "eventually";

service("catalog").on("changePrice", async (ctx, change: { sku: string; price: number }) => {
  await ctx.tx((t) => {
    t.put(change.sku, change.price);
    t.outbox.add("PriceChanged", change);
  });
});

service("search").on("PriceChanged", async (ctx, change: { sku: string; price: number }) => {
  await ctx.db.put(/*@blank key*/ change.sku, /*@blank value*/ change.price);
});
`;
const scenario = `import { atDrain, counter, request, same, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: { catalog: {}, search: {} },
  queues: { PriceChanged: { from: "catalog", to: ["search"] } },
  clients: { admin: [request("catalog", "changePrice", { sku: "lamp", price: 20 })] },
  counters: [counter("sent", (event) => (event.kind === "published" ? 1 : 0))],
  checks: [
    atDrain("search equals catalog", (world) => same(world.db("search"), world.db("catalog"))),
  ],
});
`;

type Change = readonly [from: string, to: string] | undefined;
const none: Change = undefined;

describe("eventually explore", function () {
  this.timeout(60_000);
  let temporary: Awaited<ReturnType<typeof shippedCli>>;
  let cli: string;
  let folders = 0;

  before(async () => {
    temporary = await shippedCli();
    ({ cli } = temporary);
  });

  after(() => temporary?.dispose());

  /** A folder of its own for the exercise, each file changed as told. */
  const written = async (inExercise: Change, inScenario: Change): Promise<string> => {
    const folder = `exercise-${++folders}`;
    await mkdir(join(temporary.path, folder), { recursive: true });
    await writeFile(join(temporary.path, folder, "exercise.ts"), changed(exercise, inExercise));
    await writeFile(join(temporary.path, folder, "scenario.ts"), changed(scenario, inScenario));
    return folder;
  };
  const explore = (...args: readonly string[]): Promise<Ended> =>
    runNode([cli, "explore", ...args], { cwd: temporary.path });

  it("says how much was tried where all holds", async () => {
    const folder = await written(none, none);
    const { code, stdout } = await explore(folder);
    assert.equal(code, 0);
    assert.match(stdout, /^Holds in /);
  });

  describe("says what can be done where not all was tried:", () => {
    const many: Change = [
      'clients: { admin: [request("catalog", "changePrice", { sku: "lamp", price: 20 })] }',
      `faults: { duplicate: 2 }, clients: Object.fromEntries(Array.from({ length: 5 }, (_, n) => [
    "admin" + n, [request("catalog", "changePrice", { sku: "lamp", price: n })]]))`,
    ];

    it("more seconds, where time ran out", async () => {
      const folder = await written(none, many);
      const { code, stdout } = await explore(folder, "--unreduced", "--budget", "0.001");
      assert.equal(code, 2);
      assert.match(stdout, /^Nothing broke .* There is no verdict\. Give more seconds with --budget\.$/m);
      assert.doesNotMatch(stdout, /settings/);
    });

    it("less to try, where memory is used up", async () => {
      const growing: Change = [
        "await ctx.db.put(/*@blank key*/",
        `await ctx.db.put("log", \`\${await ctx.db.get("log")}\${change.price}\${"x".repeat(100_000)}\`);
  await ctx.db.put(/*@blank key*/`,
      ];
      const folder = await written(growing, [many[0], many[1].replace("duplicate", "timeout")]);
      const { code, stdout } = await explore(folder, "--format", "json");
      assert.equal(code, 2, stdout);
      const { message } = JSON.parse(stdout) as { message: string };
      assert.match(message, /more time would not help: .* fewer requests or faults\.$/);
    });
  });

  it("says how far it got when it is interrupted, and ends", async () => {
    const large = { versions: 3, replicas: 4, duplicates: 2, drops: 1 };
    const folder = join(temporary.path, "large");
    await mkdir(folder);
    await writeFile(join(folder, "exercise.ts"), exerciseText(large, "lww"));
    await writeFile(join(folder, "scenario.ts"), scenarioText(large));
    const args = [cli, "explore", folder, "--unreduced", "--budget", "60"];
    const { code, stdout, left } = await interruptNode(args, { cwd: temporary.path, afterMs: 2500 });
    assert.equal(code, 2);
    assert.match(stdout, /The check was cancelled: [\d\s]+ states so far, .* There is no verdict\.$/m);
    assert.equal(left, false);
  });

  describe("says where it is, in the file on disk:", () => {
    const places: readonly (readonly [
      what: string,
      inExercise: Change,
      inScenario: Change,
      error: string,
      at: string,
    ])[] = [
      ["a syntax error", ['service("search").on(', 'service("search").on(('], none, "syntax", "exercise.ts:12:3"],
      [
        "an exception while loading, beside blanks",
        ["\n});\n$", "\n});\nundefined!.nothing;\n"],
        none,
        "threw-while-loading",
        "exercise.ts:13:12",
      ],
      [
        "state outside ctx",
        [
          'service("search").on("PriceChanged", async (ctx, change: { sku: string; price: number }) => {',
          'let n = 0;\nservice("search").on("PriceChanged", async (ctx, change: { sku: string; price: number }) => {\n  await ctx.db.put("n", ++n);',
        ],
        none,
        "state-outside-ctx",
        "exercise.ts:10:1",
      ],
      [
        "a message that no queue is for, behind a blank in its line",
        ["change.price);\n});\n$", "change.price), await ctx.publish('Nothing', 1);\n});\n"],
        none,
        "unknown-target",
        "exercise.ts:11:89",
      ],
      [
        "a scenario that is not valid",
        none,
        ['to: ["search"]', 'to: ["serach"]'],
        "scenario-invalid",
        "scenario.ts:6:51",
      ],
      ["a check that throws", none, ['world.db("search")', 'world.db("serach")'], "check-threw", "scenario.ts:10:60"],
    ];
    for (const [what, inExercise, inScenario, error, at] of places) {
      it(what, async () => {
        const folder = await written(inExercise, inScenario);
        const json = await explore(folder, "--format", "json");
        assert.equal(json.code, 2, json.stderr);
        const output = JSON.parse(json.stdout) as { error: string; at: { file: string; line: number; column: number } };
        assert.equal(output.error, error);
        assert.equal(`${output.at.file}:${output.at.line}:${output.at.column}`, `${folder}/${at}`);
        const text = await explore(folder);
        assert.ok(text.stdout.startsWith(`${folder}/${at}  `), text.stdout);
      });
    }

    it("a handler that throws, in the file that was given instead", async () => {
      const folder = await written(none, none);
      const own = exercise.replace(/\/\*@blank \w+\*\/ /g, "").replace("await ctx.db.put", "undefined!.put");
      await writeFile(join(temporary.path, folder, "mine.ts"), own);
      const json = await explore(folder, "--file", join(folder, "mine.ts"), "--format", "json");
      assert.equal(json.code, 1);
      const { violation } = JSON.parse(json.stdout) as { violation: { check: string; at: unknown } };
      assert.equal(violation.check, "no-exception");
      assert.deepEqual(violation.at, { file: `${folder}/mine.ts`, line: 11, column: 14 });
      const text = await explore(folder, "--file", join(folder, "mine.ts"));
      assert.match(text.stdout, new RegExp(`^${folder}/mine\\.ts:11:14  A handler throws in step`));
    });

    it("not a file and blanks together, of which one would be left out", async () => {
      const folder = await written(none, none);
      const both = await explore(folder, "--file", join(folder, "mine.ts"), "--blank", "value=change");
      assert.equal(both.code, 2);
      assert.match(both.stderr, /'--file <path>' cannot be used with option '--blank <id=code>'/);
    });

    it("the blank whose other answer breaks a check", async () => {
      const folder = await written(none, none);
      const { code, stdout } = await explore(folder, "--blank", "value=change", "--format", "json");
      assert.equal(code, 1);
      const { violation } = JSON.parse(stdout) as { violation: { at: unknown } };
      assert.deepEqual(violation.at, { file: `${folder}/exercise.ts`, line: 11, column: 16 });
    });
  });
});

/** `$` at the end of what is replaced stands for the end of the text. */
function changed(text: string, change: Change): string {
  if (change === undefined) return text;
  const [from, to] = change;
  const at = from.endsWith("$") ? text.lastIndexOf(from.slice(0, -1)) : text.indexOf(from);
  assert.ok(at >= 0, `nothing to replace: ${from}`);
  const end = at + from.length - (from.endsWith("$") ? 1 : 0);
  return text.slice(0, at) + to + text.slice(end);
}
