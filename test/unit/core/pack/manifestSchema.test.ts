import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as jsonService from "vscode-json-languageservice";
import { packSchemaText } from "../../../../scripts/packSchema.ts";
import { readPack } from "../../../../src/core/pack/readPack.ts";
import { fixture, memoryPack } from "./memoryPack.ts";

// Node finds only some of the names that this CommonJS package exports.
const { getLanguageService, TextDocument } = createRequire(import.meta.url)(
  "vscode-json-languageservice",
) as typeof jsonService;

const FILE = new URL("../../../../schemas/pack.schema.json", import.meta.url);
const URI = "file:///pack/pack.json";
const good = fixture("good");
const manifest = good["pack.json"] ?? "";

// Set up as VS Code sets it up for a contributed schema of a file in the language `jsonc`.
const service = getLanguageService({});
service.configure({
  allowComments: true,
  schemas: [{ uri: "eventually://pack", fileMatch: ["pack.json"], schema: JSON.parse(packSchemaText()) as object }],
});

function open(text: string): { readonly document: jsonService.TextDocument; readonly json: jsonService.JSONDocument } {
  const document = TextDocument.create(URI, "jsonc", 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

/** `line:column message`, both from 1, as an editor shows them. */
async function messages(text: string): Promise<readonly string[]> {
  const { document, json } = open(text);
  const found = await service.doValidation(document, json, { comments: "ignore", trailingCommas: "ignore" });
  return found.map(({ range, message }) => {
    const text = typeof message === "string" ? message : message.value;
    return `${range.start.line + 1}:${range.start.character + 1} ${text}`;
  });
}

describe("the JSON schema of pack.json", () => {
  it("is up to date in schemas/", () => {
    const found = readFileSync(FILE, "utf8").replaceAll("\r\n", "\n");
    assert.equal(found, packSchemaText(), "Run: node scripts/schemas.ts");
  });

  it("has a plain object as its root that allows comments and trailing commas", () => {
    const schema = JSON.parse(packSchemaText()) as Record<string, unknown>;
    assert.equal(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert.equal(schema["type"], "object");
    assert.equal(schema["$ref"], undefined);
    assert.equal(schema["allowComments"], true);
    assert.equal(schema["allowTrailingCommas"], true);
  });

  it("describes every key", () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      if ("properties" in node) {
        for (const [key, value] of Object.entries(node.properties as Record<string, object>)) {
          if (!("markdownDescription" in value && "description" in value)) undescribed.push(`${path}.${key}`);
          walk(value, `${path}.${key}`);
        }
      }
      if ("items" in node) walk(node.items, `${path}[]`);
      if ("then" in node) walk(node.then, path);
    };
    walk(JSON.parse(packSchemaText()), "");
    assert.deepEqual(undescribed, []);
  });

  it("finds nothing wrong with a good manifest", async () => {
    assert.deepEqual(await messages(manifest), []);
  });

  const bad: readonly (readonly [string, string, string, string])[] = [
    ["an unknown key", '"level": "easy"', '"level": "easy", "hnt": 1', "14:53 Property hnt is not allowed."],
    ["an unknown level", '"easy"', '"esay"', '14:45 Value is not accepted. Valid values: "easy", "medium", "hard".'],
    [
      "an id in capitals",
      '"basics"',
      '"Basics"',
      "10:13 Use lower-case words and digits joined by hyphens, such as `first-steps`.",
    ],
    ["an empty title", '"Basics"', '""', "11:16 Write a text that is not empty."],
    ["a version that is none", "1.0.0", "one", "7:14 Use a version such as `1.0.0`."],
    ["another format", '"format": 1', '"format": 3', "3:13 Value must be 1."],
    ["too many attempts", "4 }", "400 }", "14:104 Value is above the maximum of 99."],
    ["a missing key", '"level": "easy", ', "", '14:9 Missing property "level".'],
    ["a key twice", '"level": "easy"', '"level": "easy", "level": "easy"', "14:36 Duplicate object key"],
  ];
  for (const [name, from, to, message] of bad) {
    it(`says in the editor what is wrong: ${name}`, async () => {
      const text = manifest.replace(from, to);
      assert.notEqual(text, manifest);
      const found = await messages(text);
      assert.ok(found.includes(message), found.join("\n"));
      // The editor's schema and our own reader agree that this is wrong.
      assert.equal((await readPack(memoryPack({ ...good, "pack.json": text }))).pack, undefined);
    });
  }

  it("finds nothing wrong with the pack.json of another tool", async () => {
    const other = JSON.stringify({ name: "icons", id: 7, version: "v1", modules: { a: 1 }, hnt: true });
    assert.deepEqual(await messages(other), []);
  });

  it("offers the keys of a pack that is only begun", async () => {
    const { document, json } = open('{ "format": 1,  }');
    const list = await service.doComplete(document, document.positionAt(15), json);
    const labels = (list?.items ?? []).map((item) => item.label);
    assert.ok(labels.includes("modules") && labels.includes("title"), labels.join());
  });

  it("offers the levels with what they mean, and whole items", async () => {
    const at = async (from: string, offset: number) => {
      const { document, json } = open(manifest);
      const list = await service.doComplete(document, document.positionAt(manifest.indexOf(from) + offset), json);
      return list?.items ?? [];
    };
    const levels = await at('"easy"', 1);
    assert.deepEqual(levels.map((item) => item.label).sort(), ['"easy"', '"hard"', '"medium"']);
    assert.ok(levels.every((item) => item.documentation !== undefined));
    const items = (await at('"items": [', 10)).map((item) => item.label);
    assert.ok(items.includes("Exercise") && items.includes("Question"), items.join());
  });

  it("offers a whole pack in an empty file", async () => {
    const { document, json } = open("");
    const list = await service.doComplete(document, { line: 0, character: 0 }, json);
    assert.ok(list?.items.some((item) => item.label === "Pack"));
  });

  it("explains a key on hover", async () => {
    const { document, json } = open(manifest);
    const hover = await service.doHover(document, document.positionAt(manifest.indexOf('"attempts"') + 2), json);
    assert.match(JSON.stringify(hover?.contents), /Distinct wrong answers/);
  });
});
