import assert from "node:assert/strict";
import type { PackFiles } from "../../../../src/core/pack/model.ts";
import { OutsidePack } from "../../../../src/core/pack/packText.ts";
import { readPack } from "../../../../src/core/pack/readPack.ts";
import { edited, type FileMap, fixture, memoryPack, placesOf, without } from "./memoryPack.ts";

const good = fixture("good");
const EXERCISE = "send-the-news/exercise.md";
const CODE = "send-the-news/exercise.ts";
const QUIZ = "what-is-stale.quiz.md";
const read = (files: FileMap) => readPack(memoryPack(files));
const places = async (files: FileMap) => placesOf((await read(files)).problems);
const change = (path: string, from: string, to: string): FileMap => edited(good, path, from, to);
const add = (path: string, text: string): FileMap => ({ ...good, [path]: text });

describe("reading a good pack", () => {
  it("gives modules and items in the order of the manifest, without problems", async () => {
    const { pack, title, problems } = await read(good);
    assert.deepEqual(problems, []);
    assert.equal(title, "Good pack");
    assert.deepEqual(
      pack?.modules.map((module) => [module.id, module.items.map((item) => [item.id, item.kind, item.level])]),
      [
        [
          "basics",
          [
            ["send-the-news", "exercise", "easy"],
            ["what-is-stale", "quiz", "medium"],
          ],
        ],
      ],
    );
  });

  it("takes from exercise.md the author's own Markdown, lists and code included", async () => {
    const item = (await read(good)).pack?.modules[0]?.items[0];
    assert.ok(item?.kind === "exercise");
    assert.equal(item.title, "Send the news");
    assert.equal(item.attempts, 4);
    assert.match(item.prompt, /\n- Tell the search service \*\*without\*\* waiting for it\.\n/);
    assert.equal(item.hints[1], "Look at what `PriceChanged` carries:\n\n```ts\n{ sku: string; price: number }\n```");
    assert.equal(item.blanks[0]?.question, "How does the news leave the catalog?");
    assert.equal(item.blanks[1]?.question, undefined);
    assert.deepEqual(
      item.blanks[0]?.variants.map((variant) => [variant.verdict, variant.name, variant.breaks, variant.position]),
      [
        ["wrong", "call the service", "search equals catalog", { line: 12, column: 1 }],
        ["accept", "with a key", undefined, { line: 22, column: 1 }],
        ["worse", "twice", undefined, { line: 30, column: 1 }],
      ],
    );
    const why = 'This stores the whole message where the price belongs:\n\n```ts\n{ sku: "tea", price: 5 }\n```';
    assert.equal(item.blanks[1]?.variants[0]?.why, why);
  });

  it("offers answers, wrong and worse fragments, but none that are merely accepted", async () => {
    const item = (await read(good)).pack?.modules[0]?.items[0];
    assert.ok(item?.kind === "exercise");
    assert.deepEqual(
      item.options.map((option) => option.letter),
      ["a", "b", "c", "d", "e"],
    );
    const codes = item.options.map((option) => option.code);
    assert.ok(codes.includes('ctx.publish("PriceChanged", change)') && codes.includes("event.price"));
    assert.ok(!codes.some((code) => code.includes("key: change.sku")));
  });

  it("takes options with their whys from a question, in the author's order", async () => {
    const item = (await read(good)).pack?.modules[0]?.items[1];
    assert.ok(item?.kind === "quiz");
    assert.equal(item.title, "What does stale mean?");
    assert.ok(item.question.startsWith("What does *stale* mean?\n\nA reader sees"));
    assert.ok(!item.question.includes("[ ]"));
    assert.deepEqual(
      item.options.map((option) => option.right),
      [false, true, false],
    );
    assert.deepEqual(item.options[1], {
      text: "The price was right a moment ago",
      right: true,
      why: "The copy lags behind by the messages that are still on their way.",
    });
    assert.equal(item.multiple, false);
    assert.equal(item.steps.length, 2);
  });

  it("gives 3 attempts unless the item says otherwise", async () => {
    const item = (await read(change("pack.json", ', "attempts": 4', ""))).pack?.modules[0]?.items[0];
    assert.ok(item?.kind === "exercise");
    assert.equal(item.attempts, 3);
  });

  it("allows several right options", async () => {
    const item = (await read(change(QUIZ, "- [ ] The price", "- [X] The price"))).pack?.modules[0]?.items[1];
    assert.ok(item?.kind === "quiz");
    assert.equal(item.multiple, true);
  });

  it("takes headings in any capitals, and Windows line ends", async () => {
    assert.deepEqual(await places(change(EXERCISE, "## Hints", "## hINTS")), []);
    const windows = Object.fromEntries(
      Object.entries(good).map(([path, text]) => [path, `\uFEFF${text.replaceAll("\n", "\r\n")}`]),
    );
    const reading = await read(windows);
    assert.deepEqual(reading.problems, []);
    const plain = await read(good);
    const prose = (item: unknown): string => JSON.stringify({ ...(item as object), source: "", scenario: "" });
    const items = (from: typeof plain) => from.pack?.modules[0]?.items.map(prose);
    assert.deepEqual(items(reading), items(plain));
  });

  it("takes a list that uses other marks, is indented or numbered with brackets", async () => {
    const steps = "  1)  The catalog\n      stores it.\n  2)  The search\n\n          code\n";
    const from =
      "1. The catalog stores the price and publishes the change.\n2. The search service stores the price under the product's key.\n";
    const item = (await read(change(EXERCISE, from, steps))).pack?.modules[0]?.items[0];
    assert.ok(item?.kind === "exercise");
    assert.deepEqual(item.steps, ["The catalog\nstores it.", "The search\n\n    code"]);
  });

  it("ignores what may lie beside the items", async () => {
    const beside = [
      ".git/x",
      "README.md",
      "LICENSE",
      "node_modules/a/b.js",
      "tsconfig.json",
      "types.d.ts",
      "why.md",
      "deep.md",
      "images/a.png",
      "a.svg",
      "send-the-news/README.md",
    ];
    assert.deepEqual(await places({ ...good, ...Object.fromEntries(beside.map((path) => [path, "x"])) }), []);
  });

  it("finds items in folders of folders", async () => {
    const moved = Object.fromEntries(
      Object.entries(good).map(([path, text]) => [path.replace("send-the-news/", "one/send-the-news/"), text]),
    );
    const files = edited(moved, "pack.json", '"send-the-news"', '"one/send-the-news"');
    assert.deepEqual(await places(files), []);
    assert.deepEqual(await places({ ...files, "one/forgotten/exercise.md": "x" }), ["pack.json:8:3 file-unlisted"]);
  });
});

// One bad input for each problem: files, and where the problems are.
const CASES: readonly (readonly [string, FileMap, ...string[]])[] = [
  ["no pack.json", without(good, "pack.json"), "pack.json:1:1 pack-not-found"],
  ["an empty pack.json", add("pack.json", ""), "pack.json:1:1 json-syntax"],
  ["a comma left out", change("pack.json", '"format": 1,', '"format": 1'), "pack.json:4:3 json-syntax"],
  ["a list as manifest", add("pack.json", "[]"), "pack.json:1:1 json-invalid-value"],
  [
    "a key twice",
    change("pack.json", '"level": "easy"', '"level": "easy", "level": "hard"'),
    "pack.json:14:53 json-duplicate-key",
  ],
  [
    "an unknown key in an item",
    change("pack.json", '"level": "easy"', '"level": "easy", "hnt": 1'),
    "pack.json:14:53 json-unknown-key",
  ],
  [
    "an unknown key in a module",
    change("pack.json", '"summary"', '"sumary": "", "summary"'),
    "pack.json:12:7 json-unknown-key",
  ],
  [
    "an unknown key in the pack",
    change("pack.json", '"version"', '"__proto__": 1, "version"'),
    "pack.json:7:3 json-unknown-key",
  ],
  [
    "attempts of a question",
    change("pack.json", '["staleness"]', '["staleness"], "attempts": 1'),
    "pack.json:15:90 json-unknown-key",
  ],
  ["a missing key in the pack", change("pack.json", '"version": "1.0.0",', ""), "pack.json:2:1 json-missing-key"],
  ["a missing key in an item", change("pack.json", '"level": "easy", ', ""), "pack.json:14:9 json-missing-key"],
  ["an unknown level", change("pack.json", '"easy"', '"esay"'), "pack.json:14:45 json-invalid-value"],
  ["too many attempts", change("pack.json", "4 }", "100 }"), "pack.json:14:104 json-invalid-value"],
  ["half an attempt", change("pack.json", "4 }", "0.5 }"), "pack.json:14:104 json-invalid-value"],
  ["an id that is not kebab", change("pack.json", '"basics"', '"Basics_1"'), "pack.json:10:13 json-invalid-value"],
  ["a blank title", change("pack.json", '"Basics"', '" "'), "pack.json:11:16 json-invalid-value"],
  ["a version that is none", change("pack.json", "1.0.0", "one"), "pack.json:7:14 json-invalid-value"],
  [
    "a concept that is no text",
    change("pack.json", '["staleness"]', '["staleness", 4]'),
    "pack.json:15:89 json-invalid-value",
  ],
  ["format 0", change("pack.json", '"format": 1', '"format": 0'), "pack.json:3:13 json-invalid-value"],
  ["format 2", change("pack.json", '"format": 1', '"format": 2, "new": 1'), "pack.json:3:13 format-too-new"],
  ["a deep manifest", add("pack.json", '{"a":'.repeat(20_000)), "pack.json:1:321 nesting-too-deep"],
  [
    "an item listed twice",
    change("pack.json", '"what-is-stale.quiz.md"', '"send-the-news"'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 duplicate-id",
  ],
  [
    "one id for two items",
    change("pack.json", '"level": "medium"', '"id": "send-the-news", "level": "medium"'),
    "pack.json:15:50 duplicate-id",
  ],
  [
    "one path with two ids",
    change("pack.json", '"what-is-stale.quiz.md"', '"send-the-news", "id": "b"'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 duplicate-id",
  ],
  [
    "a name that Windows keeps",
    change("pack.json", '"what-is', '"aux/what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 json-invalid-value",
  ],
  [
    "a name that Windows keeps, with an ending",
    change("pack.json", '"what-is-stale', '"nul'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 json-invalid-value",
  ],
  [
    "a path that leads out",
    change("pack.json", '"what-is', '"../what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 path-outside-pack",
  ],
  [
    "an absolute path",
    change("pack.json", '"what-is', '"/what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 path-outside-pack",
  ],
  [
    "a backslash",
    change("pack.json", '"what-is', '"a\\\\what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 path-outside-pack",
  ],
  [
    "a drive letter",
    change("pack.json", '"what-is', '"c:/what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 path-outside-pack",
  ],
  [
    "a dot in a path",
    change("pack.json", '"what-is', '"./what-is'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 json-invalid-value",
  ],
  [
    "a Markdown file that is no question",
    change("pack.json", '"what-is-stale.quiz.md"', '"guide.md"'),
    "pack.json:8:3 file-unlisted",
    "pack.json:15:19 json-invalid-value",
  ],
  ["a missing file", without(good, "send-the-news/scenario.ts"), "pack.json:14:19 file-missing"],
  ["a missing question", without(good, QUIZ), "pack.json:15:19 file-missing"],
  ["a forgotten folder", add("second/exercise.md", "# Second"), "pack.json:8:3 file-unlisted"],
  ["a forgotten question", add("second.quiz.md", "# Second"), "pack.json:8:3 file-unlisted"],
  ["a stray file in an exercise", add("send-the-news/notes.txt", "x"), "pack.json:8:3 file-unlisted"],
  ["a huge file", add("send-the-news/scenario.ts", "x".repeat(256 * 1024 + 1)), "pack.json:14:19 file-too-large"],
  [
    "a file of 3-byte letters",
    add("send-the-news/scenario.ts", "語".repeat(100_000)),
    "pack.json:14:19 file-too-large",
  ],
  ["a huge question", add(QUIZ, "x".repeat(64 * 1024 + 1)), "pack.json:15:19 file-too-large"],
  ["a huge manifest", add("pack.json", " ".repeat(256 * 1024 + 1)), "pack.json:1:1 file-too-large"],

  ["no title", change(EXERCISE, "# Send the news\n", ""), `${EXERCISE}:2:1 heading-missing`],
  ["text before the title", add(EXERCISE, `Hello.\n\n${good[EXERCISE]}`), `${EXERCISE}:1:1 heading-missing`],
  ["an empty title", change(EXERCISE, "# Send the news", "#"), `${EXERCISE}:1:1 section-empty`],
  ["two titles", change(EXERCISE, "## Hints", "# Again\n\n## Hints"), `${EXERCISE}:54:1 heading-repeated`],
  [
    "no prompt",
    change(EXERCISE, good[EXERCISE]?.slice(17, good[EXERCISE].indexOf("## Blank")) ?? "", ""),
    `${EXERCISE}:1:1 section-empty`,
  ],
  [
    "an unknown heading",
    change(EXERCISE, "## Mistakes", "## Notes\n\nx\n\n## Mistakes"),
    `${EXERCISE}:68:1 heading-unknown`,
  ],
  ["an unknown variant", change(EXERCISE, "### Worse: twice", "### Wors: twice"), `${EXERCISE}:30:1 heading-unknown`],
  [
    "a variant under no blank",
    change(EXERCISE, "## Solution", "### Wrong: late\n\n## Solution"),
    `${EXERCISE}:63:1 heading-unknown`,
  ],
  [
    "a blank without a name",
    change(EXERCISE, "## Blank: stored-value", "## Blank:"),
    `${EXERCISE}:38:1 heading-unknown`,
    `${CODE}:9:55 blank-undescribed`,
  ],
  [
    "a heading twice",
    change(EXERCISE, "## Solution", "## Hints\n\n- x\n\n## Solution"),
    `${EXERCISE}:63:1 heading-repeated`,
  ],
  [
    "a blank twice",
    change(EXERCISE, "## Hints", "## Blank: hand-over\n\n### Wrong: x\n\n## Hints"),
    `${EXERCISE}:54:1 heading-repeated`,
  ],
  [
    "no hints",
    change(
      EXERCISE,
      good[EXERCISE]?.slice(good[EXERCISE].indexOf("## Hints"), good[EXERCISE].indexOf("## Solution")) ?? "",
      "",
    ),
    `${EXERCISE}:61:50 heading-missing`,
  ],
  [
    "hints without content",
    change(EXERCISE, "## Solution", "## Mistakes\n\n## Solution"),
    `${EXERCISE}:63:1 section-empty`,
    `${EXERCISE}:70:1 heading-repeated`,
  ],
  [
    "an empty hint",
    change(EXERCISE, "- A message goes to the broker, not to a service.", "-"),
    `${EXERCISE}:56:1 section-empty`,
  ],
  ["hints as prose", change(EXERCISE, "- A message goes", "A message goes"), `${EXERCISE}:56:1 list-expected`],
  [
    "a solution without numbers",
    change(EXERCISE, "1. The catalog stores", "- The catalog stores"),
    `${EXERCISE}:65:1 list-expected`,
  ],
  [
    "a blank that is not marked",
    change(EXERCISE, "## Hints", "## Blank: other\n\n## Hints"),
    `${EXERCISE}:54:1 blank-unknown`,
  ],
  [
    "a blank that is not described",
    change(EXERCISE, "## Blank: stored-value", "## Blank: stored-valu"),
    `${EXERCISE}:38:1 blank-unknown`,
    `${CODE}:9:55 blank-undescribed`,
  ],
  [
    "a fragment without code",
    change(EXERCISE, '```ts\nctx.publish("PriceChanged", change, { key: change.sku })\n```\n', ""),
    `${EXERCISE}:22:1 variant-without-code`,
  ],
  [
    "a fragment without a why",
    change(EXERCISE, "The key keeps the changes of one product in order.\n", ""),
    `${EXERCISE}:22:1 variant-without-why`,
  ],
  ["a fragment without a name", change(EXERCISE, "### Worse: twice", "### Worse:"), `${EXERCISE}:30:1 section-empty`],
  [
    "a wrong fragment that is the answer",
    change(EXERCISE, "```ts\nevent\n```", "```ts\nevent . price // right\n```"),
    `${EXERCISE}:40:1 variant-repeats`,
  ],
  [
    "two fragments alike",
    change(
      EXERCISE,
      '```ts\nPromise.all([ctx.publish("PriceChanged", change), ctx.publish("PriceChanged", change)])',
      "```ts\nctx.publish('x')\n```\nWhy.\n### Wrong: same\n```\nctx . publish('x')",
    ),
    `${EXERCISE}:36:1 variant-repeats`,
  ],
  [
    "Breaks without a name",
    change(EXERCISE, "Breaks: search equals catalog", "Breaks:"),
    `${EXERCISE}:20:1 section-empty`,
  ],
  [
    "Breaks of an accepted fragment",
    change(EXERCISE, "The key keeps", "Breaks: x\nThe key keeps"),
    `${EXERCISE}:28:1 heading-unknown`,
  ],
  [
    "Breaks twice",
    change(EXERCISE, "Breaks: search equals catalog", "Breaks: a\nBreaks: b"),
    `${EXERCISE}:20:1 heading-repeated`,
  ],
  [
    "too many quotes",
    change(EXERCISE, "The catalog changes", `${"> ".repeat(13)}The catalog changes`),
    `${EXERCISE}:3:1 nesting-too-deep`,
  ],
  [
    "a broken mark",
    change(CODE, "/*@blank stored-value*/", "/*@blank hand-over*/"),
    `${CODE}:9:31 exercise-duplicate-blank`,
  ],

  [
    "no options",
    change(QUIZ, good[QUIZ]?.slice(good[QUIZ].indexOf("- [ ]"), good[QUIZ].indexOf("## Steps")) ?? "", ""),
    `${QUIZ}:1:1 quiz-options-missing`,
  ],
  [
    "one option",
    change(QUIZ, good[QUIZ]?.slice(good[QUIZ].indexOf("- [x]"), good[QUIZ].indexOf("## Steps")) ?? "", ""),
    `${QUIZ}:9:1 quiz-too-few-options`,
  ],
  ["no right option", change(QUIZ, "[x]", "[ ]"), `${QUIZ}:9:1 quiz-no-right-option`],
  ["no wrong option", add(QUIZ, (good[QUIZ] ?? "").replaceAll("[ ]", "[x]")), `${QUIZ}:9:1 quiz-no-wrong-option`],
  ["an option without a box", change(QUIZ, "- [x] The", "- The"), `${QUIZ}:12:1 quiz-option-without-box`],
  [
    "an option without a why",
    change(QUIZ, "  A crash loses no message that the broker still holds.", ""),
    `${QUIZ}:15:1 quiz-option-without-why`,
  ],
  [
    "a quick check without content",
    change(QUIZ, "Is a message still on its way? Then the copy may be stale.", ""),
    `${QUIZ}:24:1 section-empty`,
  ],
  ["no reminder", change(QUIZ, "## Remember\n\nStale is late, not lost.\n", ""), `${QUIZ}:31:37 heading-missing`],
  [
    "an unknown heading in a question",
    change(QUIZ, "## Remember", "## Hints\n\n## Remember"),
    `${QUIZ}:28:1 heading-unknown`,
  ],
];

describe("a pack with one problem", () => {
  for (const [name, files, ...expected] of CASES) {
    it(`says where: ${name}`, async () => {
      const reading = await read(files);
      assert.deepEqual(placesOf(reading.problems), expected);
      assert.equal(reading.pack, undefined);
    });
  }

  it("finds all problems of all files at once", async () => {
    assert.deepEqual(await places(fixture("bad")), [
      "pack.json:14:92 json-unknown-key",
      "send-the-news/exercise.md:22:1 heading-unknown",
      "what-is-stale.quiz.md:9:1 quiz-no-right-option",
    ]);
  });

  it("still knows the title of a pack whose manifest is broken further down", async () => {
    assert.equal((await read(change("pack.json", '"version"', "version"))).title, "Good pack");
    assert.equal((await read(add("pack.json", "{"))).title, "");
  });

  it("warns of a noisy hole and gives the pack all the same", async () => {
    const files = edited(
      edited(good, CODE, "ctx.publish(", "ctx./*@blank verb*/publish("),
      CODE,
      "/*@blank hand-over*/ ",
      "",
    );
    const reading = await read(
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, text.replace("## Blank: hand-over", "## Blank: verb")]),
      ),
    );
    assert.deepEqual(
      reading.problems.map((problem) => [problem.detail.code, problem.severity]),
      [["exercise-noisy-hole", "warning"]],
    );
    assert.ok(reading.pack);
  });

  it("takes a world that throws for one where nothing can be read", async () => {
    const broken: PackFiles = {
      read: async (path) => {
        if (path !== "pack.json") throw new Error("disk on fire");
        return good["pack.json"];
      },
      list: () => Promise.reject(new Error("disk on fire")),
    };
    const codes = (await readPack(broken)).problems.map((problem) => problem.detail.code);
    assert.deepEqual(codes, ["file-missing", "file-missing", "file-missing", "file-missing"]);
  });
});

describe("a pack made to waste time", () => {
  const words = (prompt: string) => edited(fixture("good"), "send-the-news/exercise.md", "The catalog changes", prompt);

  it("is not parsed where one block has more marks of emphasis than anybody writes", async () => {
    const { problems } = await readPack(memoryPack(words("*_".repeat(15_000))));
    assert.deepEqual(placesOf(problems.filter(({ detail }) => detail.code === "nesting-too-deep")), [
      "send-the-news/exercise.md:3:501 nesting-too-deep",
    ]);
  });

  it("is parsed where as many are spread over its blocks", async () => {
    const { problems } = await readPack(memoryPack(words(Array(20).fill("*a* ".repeat(200)).join("\n\n"))));
    assert.deepEqual(problems, []);
  });

  it("has a link out of it reported where the item is listed", async () => {
    const inner = memoryPack(fixture("good"));
    const read = async (path: string): Promise<string | undefined> => {
      if (path.endsWith("exercise.ts")) throw new OutsidePack(path);
      return inner.read(path);
    };
    const { problems } = await readPack({ ...inner, read });
    assert.deepEqual(placesOf(problems), ["pack.json:14:19 path-outside-pack"]);
  });
});
