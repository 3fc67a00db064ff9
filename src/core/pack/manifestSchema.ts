/**
 * The shape of `pack.json`: the one source of the reader's checks and of `schemas/pack.schema.json`. Each schema's
 * error text is a {@link JsonExpectation}, so that a failed check says in data what was expected.
 */
import * as z from "zod/mini";
import type { JsonExpectation } from "./model.ts";

/** The newest `format` this version reads. */
export const SUPPORTED_FORMAT = 1;
export const KEBAB_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

const expects = (error: JsonExpectation): { error: JsonExpectation } => ({ error });
const matching = (pattern: RegExp, expected: JsonExpectation) =>
  z.string(expects(expected)).check(z.regex(pattern, expects(expected)));
// Not only white space.
const text = () => matching(/\S/, "text");

export const itemSchema = z.strictObject(
  {
    path: text(),
    id: z.optional(matching(KEBAB_ID, "kebab-id")),
    level: z.enum(["easy", "medium", "hard"], expects("level")),
    concepts: z.array(text(), expects("list")),
    attempts: z.optional(
      z.int(expects("attempts")).check(z.gte(1, expects("attempts")), z.lte(99, expects("attempts"))),
    ),
  },
  expects("object"),
);

export const moduleSchema = z.strictObject(
  {
    id: matching(KEBAB_ID, "kebab-id"),
    title: text(),
    summary: text(),
    items: z.array(itemSchema, expects("non-empty-list")).check(z.minLength(1, expects("non-empty-list"))),
  },
  expects("object"),
);

export const manifestSchema = z.strictObject(
  {
    $schema: z.optional(z.string(expects("text"))),
    format: z.literal(SUPPORTED_FORMAT, expects("format-number")),
    id: matching(KEBAB_ID, "kebab-id"),
    title: text(),
    description: text(),
    version: matching(VERSION, "version"),
    modules: z.array(moduleSchema, expects("non-empty-list")).check(z.minLength(1, expects("non-empty-list"))),
  },
  expects("object"),
);

export type Manifest = z.infer<typeof manifestSchema>;
