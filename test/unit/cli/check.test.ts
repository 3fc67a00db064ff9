/** `eventually check`, run as people run it: as a process, from its bundle. */
import assert from "node:assert/strict";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeExample } from "../exercises/examplePack.ts";
import { type Ended, interruptNode, root, runNode, shippedCli } from "./builtCli.ts";

interface Output {
  readonly problems: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly items: readonly {
    readonly path: string;
    readonly verdicts: readonly { blank: string | null; option: string; expected: string; got: string }[];
  }[];
}

describe("eventually check", function () {
  this.timeout(60_000);
  let temporary: Awaited<ReturnType<typeof shippedCli>>;
  let cli: string;
  let packs = 0;

  before(async () => {
    temporary = await shippedCli();
    ({ cli } = temporary);
  });

  after(() => temporary?.dispose());

  const run = (args: readonly string[], cwd: string = temporary.path, env?: NodeJS.ProcessEnv): Promise<Ended> =>
    runNode([cli, ...args], { cwd, ...(env === undefined ? {} : { env }) });

  /** The example of AUTHORING.md in a folder of its own, changed; returns the folder's name. */
  const example = async (change?: (path: string, text: string) => string | undefined): Promise<string> => {
    const name = `pack-${++packs}`;
    await writeExample(join(temporary.path, name), change);
    return name;
  };
  const inFile =
    (file: string, from: string | RegExp, to: string) =>
    (path: string, text: string): string => {
      if (path !== file) return text;
      const changed = text.replace(from, to);
      assert.notEqual(changed, text, `nothing to replace in ${file}`);
      return changed;
    };
  const json = async (pack: string): Promise<{ readonly code: number; readonly output: Output }> => {
    const { code, stdout, stderr } = await run(["check", pack, "--format", "json"]);
    assert.equal(stderr, "");
    return { code, output: JSON.parse(stdout) as Output };
  };

  it("ends when it is interrupted, with the process that runs the code", async () => {
    // Code that ends by itself only when its limit does.
    const pack = await example(inFile("apply-the-event/exercise.ts", /$/, "\nfor (;;) {}\n"));
    const { code, stdout, stderr, left } = await interruptNode([cli, "check", pack], {
      cwd: temporary.path,
      afterMs: 1500,
    });
    assert.deepEqual([code, stdout, left], [2, "", false]);
    assert.match(stderr, /^eventually: The check was interrupted\./);
  });

  describe("on a sound pack", () => {
    it("ends with 0 and prints every item of the built-in pack in JSON, with paths relative to the working directory", async () => {
      const { code, stdout } = await run(["check", "exercises/eventual-consistency", "--format", "json"], root);
      const output = JSON.parse(stdout) as Output;
      assert.equal(code, 0);
      assert.deepEqual(Object.keys(output), ["problems", "items"]);
      assert.deepEqual(output.problems, []);
      assert.equal(output.items.length, 10);
      const item = output.items.find(({ path }) => path === "exercises/eventual-consistency/publish-the-update");
      assert.deepEqual(item?.verdicts, [
        { blank: null, option: "solution", expected: "right", got: "right" },
        { blank: null, option: "starter", expected: "wrong", got: "wrong" },
        { blank: "handover", option: "empty", expected: "wrong", got: "wrong" },
        { blank: "handover", option: "receive", expected: "wrong", got: "wrong" },
        { blank: "handover", option: "delete", expected: "wrong", got: "wrong" },
        { blank: "handover", option: "process", expected: "wrong", got: "wrong" },
        { blank: "handover", option: "the broker directly", expected: "right", got: "right" },
      ]);
    });

    it("does the same under the Node that the tests were begun with, which may be older", async () => {
      const node = process.env.EVENTUALLY_FIRST_NODE ?? process.execPath;
      const pack = "exercises/eventual-consistency/pack.json";
      const [older, ours] = await Promise.all([
        runNode([cli, "check", pack, "--format", "json"], { cwd: root, node }),
        runNode([cli, "check", pack, "--format", "json"], { cwd: root }),
      ]);
      assert.deepEqual(older, ours);
    });

    it("prints one line for each item and a summary, without colours where nobody looks", async () => {
      const { code, stdout } = await run(["check", await example()]);
      assert.equal(code, 0);
      assert.deepEqual(stdout.split("\n"), [
        `Shop basics pack-${packs}`,
        `  ok    pack-${packs}/apply-the-event         6 verdicts as expected`,
        `  ok    pack-${packs}/stale-or-wrong.quiz.md  question`,
        "",
        "1 pack, 2 items, 6 verdicts, 0 errors, 0 warnings",
        "",
      ]);
    });

    it("takes several packs, a path to pack.json, and finds the pack from inside it", async () => {
      const [one, two] = [await example(), await example()];
      const both = await run(["check", one, join(two, "pack.json")]);
      assert.equal(both.code, 0);
      assert.match(both.stdout, /^2 packs, 4 items, 12 verdicts, 0 errors, 0 warnings$/m);
      const inside = await run(["check", "."], join(temporary.path, one));
      assert.equal(inside.code, 0);
      assert.match(inside.stdout, /^ {2}ok {4}apply-the-event /m);
    });

    it("colours only where it is wanted: FORCE_COLOR, and not with NO_COLOR or --no-color", async () => {
      const pack = await example();
      const plain = { FORCE_COLOR: undefined, NO_COLOR: undefined, NODE_DISABLE_COLORS: undefined };
      const escape = String.fromCharCode(27);
      const forced = await run(["check", pack], undefined, { ...plain, FORCE_COLOR: "1" });
      assert.ok(forced.stdout.includes(`${escape}[32mok`));
      const off = await run(["check", pack, "--no-color"], undefined, { ...plain, FORCE_COLOR: "1" });
      assert.ok(!off.stdout.includes(escape));
      const unwanted = await run(["check", pack], undefined, { ...plain, NO_COLOR: "1" });
      assert.ok(!unwanted.stdout.includes(escape));
    });

    it("prints a warning with its place and still ends with 0", async () => {
      const code = inFile(
        "apply-the-event/exercise.ts",
        "/*@blank value*/ change.price",
        "change.price /*@blank value*/ + 0",
      );
      const prose = inFile(
        "apply-the-event/exercise.md",
        /### Wrong:[^]*?(?=## Hints)/,
        "### Wrong: minus one\n\n```ts\n- 1 +\n```\n\nThe copy is one too low.\n\n",
      );
      const pack = await example((path, text) => prose(path, code(path, text)));
      const { code: exit, output } = await json(pack);
      assert.equal(exit, 0);
      assert.deepEqual(
        output.problems.map(({ file, line, column, code: problem, severity }) => [
          file,
          line,
          column,
          problem,
          severity,
        ]),
        [[`${pack}/apply-the-event/exercise.ts`, 13, 62, "exercise-noisy-hole", "warning"]],
      );
      const text = await run(["check", pack]);
      assert.match(text.stdout, /^1 pack, 2 items, 4 verdicts, 0 errors, 1 warning$/m);
    });
  });

  describe("on a pack with mistakes in its files", () => {
    it("ends with 1, gives each mistake its place, and runs nothing", async () => {
      const pack = await example((path, text) => {
        if (path === "stale-or-wrong.quiz.md") return undefined;
        return inFile("pack.json", '"level": "easy"', '"level": "trivial"')(path, text);
      });
      const { code, output } = await json(pack);
      assert.equal(code, 1);
      assert.deepEqual(output.items, []);
      assert.deepEqual(
        output.problems.map(({ file, line, column, code: problem, severity }) => [
          file,
          line,
          column,
          problem,
          severity,
        ]),
        [
          [`${pack}/pack.json`, 13, 47, "json-invalid-value", "error"],
          [`${pack}/pack.json`, 14, 19, "file-missing", "error"],
        ],
      );
      assert.ok(output.problems.every(({ message }) => message.endsWith(".")));

      const text = await run(["check", pack]);
      assert.equal(text.code, 1);
      assert.match(text.stdout, new RegExp(`^  ${pack}/pack\\.json:13:47  error  .*  \\[json-invalid-value\\]$`, "m"));
      assert.match(text.stdout, /No exercise was run/);
    });

    it("reports a folder without pack.json as a problem", async () => {
      await mkdir(join(temporary.path, "empty"), { recursive: true });
      const { code, output } = await json("empty");
      assert.equal(code, 1);
      assert.deepEqual(
        output.problems.map(({ file, line, column, code: problem }) => [file, line, column, problem]),
        [["empty/pack.json", 1, 1, "pack-not-found"]],
      );
    });
  });

  it("reports a starter text that spoils the code around it where it stands, and only there", async () => {
    const pack = await example(
      inFile("apply-the-event/exercise.ts", /( *)(await ctx\.db\.put\(.*@blank)/, "$1//@starter */ evil `${`\n$1$2"),
    );
    const { code, output } = await json(pack);
    assert.equal(code, 1);
    assert.deepEqual(
      output.problems.map(({ file, line, column, code: problem }) => `${file}:${line}:${column} ${problem}`),
      [`${pack}/apply-the-event/exercise.ts:13:3 exercise-bad-starter`],
    );
  });

  describe("on a pack that does not keep its word", () => {
    const exerciseTs = "apply-the-event/exercise.ts";
    const exerciseMd = "apply-the-event/exercise.md";
    const scenarioTs = "apply-the-event/scenario.ts";
    const cases: readonly (readonly [what: string, change: ReturnType<typeof inFile>, found: readonly string[]])[] = [
      [
        "a wrong fragment that passes",
        inFile(exerciseMd, "```ts\nchange\n```", "```ts\n+change.price\n```"),
        [`${exerciseMd}:11:1 wrong-passes`],
      ],
      [
        "a wrong fragment that breaks another check than it names",
        inFile(exerciseMd, "Breaks: search equals catalog", "Breaks: no-exception"),
        [`${exerciseMd}:11:1 breaks-other-check`],
      ],
      [
        "an accepted fragment that fails",
        inFile(exerciseMd, 'change["price"]', 'change["sku"]'),
        [`${exerciseMd}:31:1 accepted-fails`],
      ],
      [
        "a fragment that cannot be judged",
        inFile(exerciseMd, "```ts\nchange\n```", "```ts\nchange +\n```"),
        [`${exerciseMd}:11:1 not-judged`],
      ],
      [
        "a solution that fails, with its accepted fragment",
        inFile(scenarioTs, "search: { db: { lamp: 10 } }", "search: { db: { lamp: 10, chair: 1 } }"),
        [`${exerciseTs}:13:16 solution-fails`, `${exerciseMd}:31:1 accepted-fails`],
      ],
    ];
    for (const [what, change, found] of cases) {
      it(`ends with 1 and finds ${what}`, async () => {
        const pack = await example(change);
        const { code, output } = await json(pack);
        assert.equal(code, 1);
        assert.deepEqual(
          output.problems.map(({ file, line, column, code: problem }) => `${file}:${line}:${column} ${problem}`),
          found.map((one) => `${pack}/${one}`),
        );
        assert.ok(output.items[0]?.verdicts.length);
      });
    }

    const scenarios: readonly (readonly [what: string, change: ReturnType<typeof inFile>, at: string, says: RegExp])[] =
      [
        [
          "without services",
          inFile(scenarioTs, /services: \{[^]*?\n {2}\},\n/, "services: {},\n"),
          "5:3",
          /names no services/,
        ],
        [
          "with a queue of a message type that nothing handles",
          inFile(scenarioTs, "queues: { PriceChanged:", "queues: { PriceChangd:"),
          "9:13",
          /Nothing handles PriceChangd in search/,
        ],
        [
          "with a request that nothing handles",
          inFile(
            scenarioTs,
            'request("catalog", "changePrice", { sku: "lamp", price: 30 })',
            'request("catalog", "drop")',
          ),
          "13:26",
          /Nothing handles drop in catalog/,
        ],
        [
          "with a fault budget below zero",
          inFile(scenarioTs, "checks: [", "faults: { crash: -1 },\n  checks: ["),
          "16:13",
          /faults\.crash in the scenario must be a whole number from 0 to 1000/,
        ],
        [
          "with a fault that there is none of",
          inFile(scenarioTs, "checks: [", "faults: { crahs: 1 },\n  checks: ["),
          "16:13",
          /faults\.crahs in the scenario is not known\. Known there are drop, duplicate, crash, /,
        ],
        [
          "with a check that throws",
          inFile(scenarioTs, "(world) =>", '(world) =>\n        world.db("serach") === undefined ||'),
          "20:15",
          /serach/,
        ],
      ];
    for (const [what, change, at, says] of scenarios) {
      it(`ends with 1 and finds a scenario ${what}, with its place`, async () => {
        const pack = await example(change);
        const { code, output } = await json(pack);
        assert.equal(code, 1);
        const [problem] = output.problems;
        assert.equal(output.problems.length, 1);
        assert.equal(`${problem?.file}:${problem?.line}:${problem?.column}`, `${pack}/${scenarioTs}:${at}`);
        assert.match(problem?.message ?? "", says);
        assert.doesNotMatch(problem?.message ?? "", /solution/);
      });
    }

    it("ends with 1 and finds a message that is published and that no queue is for, with its place", async () => {
      const pack = await example(inFile(exerciseTs, 'outbox.add("PriceChanged"', 'outbox.add("PriceChangd"'));
      const { code, output } = await json(pack);
      assert.equal(code, 1);
      assert.equal(output.problems[0]?.file, `${pack}/${exerciseTs}`);
      assert.equal(output.problems[0]?.line, 6);
      assert.match(output.problems[0]?.message ?? "", /PriceChangd/);
    });

    describe("because of a handler", () => {
      const spare =
        '\nservice("catalog").on("Removed", async (ctx, sku: string) => {\n  await ctx.db.delete(sku);\n});\n';
      const withHandler = inFile(exerciseTs, /$/, spare);
      const problemsOf = async (change: ReturnType<typeof inFile>) => {
        const pack = await example(change);
        const { code, output } = await json(pack);
        const found = output.problems.map((one) => `${one.line}:${one.column} ${one.code}`);
        return { code, found, files: output.problems.map(({ file }) => file.slice(pack.length + 1)), output };
      };

      it("for nothing: ends with 1 and gives the place where it is registered", async () => {
        const { code, found, files, output } = await problemsOf(withHandler);
        assert.deepEqual([code, found, files], [1, ["16:20 handler-for-nothing"], [exerciseTs]]);
        assert.match(output.problems[0]?.message ?? "", /`Removed` in `catalog`/);
        // Nothing is said against the verdicts.
        assert.ok(output.items[0]?.verdicts.every(({ expected, got }) => expected === got));
      });

      it("for nothing, below lines that the learner does not see", async () => {
        const hidden = inFile(
          exerciseTs,
          "type PriceChange",
          "//#region @hidden\nexport const left = 1;\n//#endregion\ntype PriceChange",
        );
        const { code, found } = await problemsOf((path, text) => withHandler(path, hidden(path, text)));
        assert.deepEqual([code, found], [1, ["19:20 handler-for-nothing"]]);
      });

      it("that is called by a name put together at run time: is fine", async () => {
        const called = inFile(
          exerciseTs,
          "  await ctx.db.put(",
          '  await ctx.call(["cata", "log"].join(""), ["Re", "moved"].join(""), "chair");\n$&',
        );
        const { code, found } = await problemsOf((path, text) => withHandler(path, called(path, text)));
        assert.deepEqual([code, found], [0, []]);
      });

      it("that only a listed fragment calls: is fine", async () => {
        const fragment =
          '### Accept: removes first\n\n```ts\n(await ctx.call("catalog", "Removed", "chair"), change.price)\n```\n\nIt holds too.\n\n## Hints';
        const listed = inFile(exerciseMd, "## Hints", fragment);
        const called = await problemsOf((path, text) => withHandler(path, listed(path, text)));
        assert.deepEqual([called.code, called.found], [0, []]);
        const other = inFile(exerciseMd, "## Hints", fragment.replace(/\(await.*change.price\)/, "change['price']"));
        const idle = await problemsOf((path, text) => withHandler(path, other(path, text)));
        assert.deepEqual(idle.found, ["16:20 handler-for-nothing"]);
      });
    });

    it("ends with 1 and finds a starter that passes and a blank that is not needed", async () => {
      const unused = inFile(exerciseTs, "/*@blank value*/ change.price", "change.price");
      const marked = inFile(exerciseTs, /$/, "\nfunction spare(): number {\n  return /*@blank value*/ 1;\n}\n");
      const without = inFile(exerciseMd, /### Wrong:[^]*?(?=## Hints)/, "");
      const pack = await example((path, text) =>
        path === exerciseTs ? marked(path, unused(path, text)) : path === exerciseMd ? without(path, text) : text,
      );
      const { code, output } = await json(pack);
      assert.equal(code, 1);
      assert.deepEqual(
        output.problems.map(({ file, line, column, code: problem }) => `${file}:${line}:${column} ${problem}`),
        [`${pack}/${exerciseTs}:1:1 starter-passes`, `${pack}/${exerciseTs}:17:27 blank-not-needed`],
      );
      const text = await run(["check", pack]);
      assert.match(text.stdout, /^ {2}fail {2}pack-\d+\/apply-the-event +2 of 3 verdicts not as expected$/m);
      assert.match(text.stdout, /^ {6}pack-\d+\/apply-the-event\/exercise\.ts:17:27 {2}error /m);
    });
  });

  describe("where it cannot check", () => {
    const refused: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
      ["there is no such folder", ["check", "nowhere"], /There is no folder nowhere/],
      ["no pack is given", ["check"], /missing required argument/],
      ["the format is not known", ["check", ".", "--format", "xml"], /--format/],
      ["an option is not known", ["check", ".", "--fast"], /--fast/],
      ["the command is not known", ["chek", "."], /chek/],
    ];
    for (const [what, args, says] of refused) {
      it(`ends with 2 when ${what}, and prints nothing as a result`, async () => {
        const { code, stdout, stderr } = await run(args);
        assert.equal(code, 2);
        assert.equal(stdout, "");
        assert.match(stderr, says);
      });
    }

    it("ends with 2 when the sandbox is missing", async () => {
      const elsewhere = join(temporary.path, "alone");
      await mkdir(elsewhere, { recursive: true });
      await cp(cli, join(elsewhere, "cli.mjs"));
      const { code, stderr } = await runNode([join(elsewhere, "cli.mjs"), "check", await example()], {
        cwd: temporary.path,
      });
      assert.equal(code, 2);
      assert.match(stderr, /The sandbox is missing/);
      await rm(elsewhere, { recursive: true });
    });

    it("ends with 2 when the sandbox dies, whatever the verdicts would have been", async () => {
      const elsewhere = join(temporary.path, "dying");
      await mkdir(elsewhere, { recursive: true });
      await cp(cli, join(elsewhere, "cli.mjs"));
      await writeFile(join(elsewhere, "sandbox.cjs"), "process.exit(3);\n");
      const { code, stderr } = await runNode([join(elsewhere, "cli.mjs"), "check", await example()], {
        cwd: temporary.path,
      });
      assert.equal(code, 2);
      assert.match(stderr, /The sandbox could not do its work/);
      await rm(elsewhere, { recursive: true });
    });
  });

  it("prints its help and its version", async () => {
    const help = await run(["check", "--help"]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /Usage: eventually check \[options\] <pack\.\.\.>/);
    const version = await run(["--version"]);
    assert.equal(version.code, 0);
    const { version: own } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    assert.equal(version.stdout, `${own}\n`);
  });
});
