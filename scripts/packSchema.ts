/** Makes the JSON schema that editors show authors of `pack.json` from the schema that the reader itself uses. */
import * as z from "zod/mini";
import { itemSchema, manifestSchema, moduleSchema } from "../src/core/pack/manifestSchema.ts";

interface Words {
  /** Shown on hover; Markdown. */
  readonly markdownDescription: string;
  readonly patternErrorMessage?: string;
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly defaultSnippets?: readonly {
    readonly label: string;
    readonly description: string;
    readonly body: unknown;
  }[];
}

const KEBAB = "Use lower-case words and digits joined by hyphens, such as `first-steps`.";
const NOT_EMPTY = "Write a text that is not empty.";

const ITEM_SNIPPETS = [
  {
    label: "Exercise",
    description: "A folder with exercise.ts, exercise.md and scenario.ts",
    body: { path: "${1:first-steps}", level: "${2|easy,medium,hard|}", concepts: ["${3:concept}"] },
  },
  {
    label: "Question",
    description: "A multiple-choice question in one Markdown file",
    body: { path: "${1:first-question}.quiz.md", level: "${2|easy,medium,hard|}", concepts: ["${3:concept}"] },
  },
];

const MODULE_SNIPPETS = [
  {
    label: "Module",
    description: "A group of exercises and questions",
    body: { id: "${1:basics}", title: "${2:Basics}", summary: "${3:What is learned here.}", items: ["$0"] },
  },
];

const PACK_WORDS: Record<keyof typeof manifestSchema.shape, Words> = {
  $schema: { markdownDescription: "Not needed: the schema comes with the extension." },
  format: { markdownDescription: "The version of the pack format. Always `1`." },
  id: {
    markdownDescription: "The pack's lasting name. Learners' progress is kept under it, so do not change it later.",
    patternErrorMessage: KEBAB,
  },
  title: { markdownDescription: "What learners see in the tree.", patternErrorMessage: NOT_EMPTY },
  description: { markdownDescription: "One sentence on what the pack is about.", patternErrorMessage: NOT_EMPTY },
  version: {
    markdownDescription: "The version of the content, such as `1.0.0`.",
    patternErrorMessage: "Use a version such as `1.0.0`.",
  },
  modules: {
    markdownDescription: "The pack's parts, in the order in which they are shown.",
    defaultSnippets: MODULE_SNIPPETS.map((snippet) => ({ ...snippet, body: [snippet.body] })),
  },
};

const MODULE_WORDS: Record<keyof typeof moduleSchema.shape, Words> = {
  id: { markdownDescription: "The module's lasting name, unique in this pack.", patternErrorMessage: KEBAB },
  title: { markdownDescription: "What learners see in the tree.", patternErrorMessage: NOT_EMPTY },
  summary: { markdownDescription: "One sentence on what is learned here.", patternErrorMessage: NOT_EMPTY },
  items: {
    markdownDescription: "Exercises and questions, in the order in which they are shown.",
    defaultSnippets: ITEM_SNIPPETS.map((snippet) => ({ ...snippet, body: [snippet.body] })),
  },
};

const ITEM_WORDS: Record<keyof typeof itemSchema.shape, Words> = {
  path: {
    markdownDescription:
      "The exercise's folder, or a question's file that ends in `.quiz.md`. Relative to this file, with `/` between the parts.",
    patternErrorMessage: NOT_EMPTY,
  },
  id: {
    markdownDescription:
      "The item's lasting name. Left out, it is the last part of `path` (without `.quiz.md`). State the old name here after renaming a folder, and progress is kept.",
    patternErrorMessage: KEBAB,
  },
  level: {
    markdownDescription: "How hard the item is.",
    enumDescriptions: [
      "One idea, in plain sight.",
      "Needs a step of thought.",
      "Several ideas at once, or a trap that is common in practice.",
    ],
  },
  concepts: { markdownDescription: "What the item practises, such as `idempotence`. Progress is summed up by these." },
  attempts: {
    markdownDescription: "Distinct wrong answers before the solution is shown. Only for exercises.",
    default: 3,
  },
};

/** The schema as the text of `schemas/pack.schema.json`. */
export function packSchemaText(): string {
  const words = new Map<object, Words | { readonly defaultSnippets: Words["defaultSnippets"] }>();
  describe(words, manifestSchema.shape, PACK_WORDS);
  describe(words, moduleSchema.shape, MODULE_WORDS);
  describe(words, itemSchema.shape, ITEM_WORDS);
  words.set(moduleSchema, { defaultSnippets: MODULE_SNIPPETS });
  words.set(itemSchema, { defaultSnippets: ITEM_SNIPPETS });
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "throw",
    override: ({ zodSchema, jsonSchema }) => {
      const known = words.get(zodSchema);
      // Some keywords are VS Code's own, unknown to the type.
      if (known !== undefined) Object.assign(jsonSchema, known);
      // VS Code shows the plain text where it does not show Markdown.
      if (known !== undefined && "markdownDescription" in known)
        jsonSchema.description = known.markdownDescription.replaceAll("`", "");
    },
  });
  const root = {
    $schema,
    title: "Eventually: a pack of exercises",
    allowComments: true,
    allowTrailingCommas: true,
    type: "object",
    // Other tools have a pack.json too: hints for every file of that name, errors only for ours.
    properties: hintsOf(schema.properties ?? {}),
    if: { required: ["format", "modules"] },
    // oxlint-disable-next-line unicorn/no-thenable -- the schema language's own word
    then: schema,
    defaultSnippets: [
      {
        label: "Pack",
        description: "A pack with one module",
        body: {
          format: 1,
          id: "${1:my-pack}",
          title: "${2:My pack}",
          description: "${3:What it is about.}",
          version: "1.0.0",
          modules: [{ id: "basics", title: "Basics", summary: "${4:What is learned here.}", items: ["$0"] }],
        },
      },
    ],
  };
  return `${JSON.stringify(root, undefined, 2)}\n`;
}

/** What is offered and explained, without what is demanded. */
function hintsOf(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => {
      const { description, markdownDescription, defaultSnippets } = property as Record<string, unknown>;
      return [key, { description, markdownDescription, ...(defaultSnippets === undefined ? {} : { defaultSnippets }) }];
    }),
  );
}

function describe<Key extends string>(
  words: Map<object, unknown>,
  shape: Readonly<Record<Key, object>>,
  of: Readonly<Record<Key, Words>>,
): void {
  for (const key of Object.keys(of) as Key[]) words.set(shape[key], of[key]);
}
