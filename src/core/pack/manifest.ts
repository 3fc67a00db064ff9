/** Reads `pack.json`: every problem at the key or value it is about, and as much of the content as can be used. */
import type { Node } from "jsonc-parser";
import type * as z from "zod/mini";
import type { Span } from "../../base/span.ts";
import type { FileProblems } from "./fileProblems.ts";
import { type JsonFile, nodeAt, propertyOf, readJson, spanOf } from "./json.ts";
import {
  itemSchema,
  KEBAB_ID,
  type Manifest,
  manifestSchema,
  moduleSchema,
  SUPPORTED_FORMAT,
} from "./manifestSchema.ts";
import type { JsonExpectation } from "./model.ts";
import { idFromPath, isQuizPath, pathFault } from "./packPath.ts";

export interface ManifestReading {
  /** There when `pack.json` itself has no problem. */
  readonly manifest?: Manifest;
  /** Empty where there is none to read. */
  readonly title: string;
  /** Every item whose path can be followed, also in a manifest with problems elsewhere. */
  readonly items: readonly ListedItem[];
  /** Where to report what is missing from the list: the key `modules`. Absent when the list itself cannot be read. */
  readonly listSpan?: Span;
}

export interface ListedItem {
  readonly module: number;
  readonly index: number;
  readonly path: string;
  readonly id: string;
  /** Where the path is written. */
  readonly span: Span;
}

/** Reads the text of a `pack.json`. Problems go to `problems`; nothing is thrown, whatever the text. */
export function readManifest(text: string, problems: FileProblems): ManifestReading {
  const file = readJson(text, problems);
  if (file === undefined) return { title: "", items: [] };
  const title = titleOf(file.value);
  if (!file.sound) return { title, items: [] };

  const format = nodeAt(file.root, ["format"]);
  if (format?.type === "number" && Number.isInteger(format.value) && format.value > SUPPORTED_FORMAT) {
    // Whatever else looks wrong may be right in that format.
    problems.add(spanOf(format), { code: "format-too-new", found: format.value, supported: SUPPORTED_FORMAT });
    return { title, items: [] };
  }
  const before = problems.list.length;
  const parsed = manifestSchema.safeParse(file.value);
  for (const issue of parsed.error?.issues ?? []) reportIssue(file, issue, problems);
  const items = listItems(file, problems);
  reportDuplicateModules(file.root, problems);
  const list = propertyOf(file.root, "modules");
  return {
    ...(parsed.success && problems.list.length === before ? { manifest: parsed.data } : {}),
    title,
    items,
    ...(list?.value?.type === "array" ? { listSpan: spanOf(list.key) } : {}),
  };
}

function titleOf(value: unknown): string {
  const title: unknown = typeof value === "object" && value !== null && "title" in value ? value.title : undefined;
  return typeof title === "string" ? title.trim() : "";
}

function reportIssue(file: JsonFile, issue: z.core.$ZodIssue, problems: FileProblems): void {
  const node = nodeAt(file.root, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path);
    for (const key of issue.keys) {
      const at = propertyOf(node, key)?.key ?? node ?? file.root;
      problems.add(spanOf(at), { code: "json-unknown-key", key, known });
    }
    return;
  }
  if (node === undefined) {
    const parent = nodeAt(file.root, issue.path.slice(0, -1)) ?? file.root;
    // The brace that opens the object, not all its lines.
    problems.add(
      { start: parent.offset, end: parent.offset + 1 },
      { code: "json-missing-key", key: String(issue.path.at(-1)) },
    );
    return;
  }
  invalidValue(node, issue.path, issue.message as JsonExpectation, problems);
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const schema = path.length === 0 ? manifestSchema : path.length === 2 ? moduleSchema : itemSchema;
  return Object.keys(schema.shape);
}

function invalidValue(
  node: Node,
  path: readonly PropertyKey[],
  expected: JsonExpectation,
  problems: FileProblems,
): void {
  const span =
    node.type === "object" || node.type === "array" ? { start: node.offset, end: node.offset + 1 } : spanOf(node);
  problems.add(span, { code: "json-invalid-value", path: shown(path), expected });
}

/** `modules[0].items[2].level`, as people write it. */
function shown(path: readonly PropertyKey[]): string {
  let text = "";
  for (const step of path) text += typeof step === "number" ? `[${step}]` : `${text === "" ? "" : "."}${String(step)}`;
  return text;
}

function listItems(file: JsonFile, problems: FileProblems): ListedItem[] {
  const listed: ListedItem[] = [];
  const ids = new Set<string>();
  const paths = new Set<string>();
  for (const [module, moduleNode] of elements(nodeAt(file.root, ["modules"])).entries()) {
    for (const [index, node] of elements(propertyOf(moduleNode, "items")?.value).entries()) {
      const item = listedItem(node, module, index, problems);
      if (item === undefined) continue;
      const repeated = ids.has(item.id);
      if (repeated) {
        const explicit = propertyOf(node, "id")?.value;
        problems.add(explicit === undefined ? item.span : spanOf(explicit), {
          code: "duplicate-id",
          id: item.id,
          of: "item",
        });
      }
      ids.add(item.id);
      // Reading the same files twice would only report the same problems twice.
      if (!paths.has(item.path)) listed.push(item);
      else if (!repeated) problems.add(item.span, { code: "duplicate-id", id: idFromPath(item.path), of: "item" });
      paths.add(item.path);
    }
  }
  return listed;
}

function listedItem(node: Node, module: number, index: number, problems: FileProblems): ListedItem | undefined {
  const pathNode = propertyOf(node, "path")?.value;
  if (pathNode?.type !== "string" || String(pathNode.value).trim() === "") return undefined;
  const path = String(pathNode.value);
  const at = ["modules", module, "items", index];
  const fault = pathFault(path);
  if (fault === "outside") problems.add(spanOf(pathNode), { code: "path-outside-pack", path });
  if (fault === "form") invalidValue(pathNode, [...at, "path"], "item-path", problems);
  if (fault === "reserved") invalidValue(pathNode, [...at, "path"], "item-path-not-reserved", problems);
  if (fault !== undefined) return undefined;

  const attempts = propertyOf(node, "attempts");
  if (isQuizPath(path) && attempts !== undefined) {
    const known = Object.keys(itemSchema.shape).filter((key) => key !== "attempts");
    problems.add(spanOf(attempts.key), { code: "json-unknown-key", key: "attempts", known });
  }
  const explicit = propertyOf(node, "id")?.value;
  const id = typeof explicit?.value === "string" ? explicit.value : idFromPath(path);
  if (explicit === undefined && !KEBAB_ID.test(id))
    invalidValue(pathNode, [...at, "path"], "item-path-with-id", problems);
  return { module, index, path, id, span: spanOf(pathNode) };
}

function reportDuplicateModules(root: Node, problems: FileProblems): void {
  const ids = new Set<string>();
  for (const node of elements(nodeAt(root, ["modules"]))) {
    const id = propertyOf(node, "id")?.value;
    if (typeof id?.value !== "string") continue;
    if (ids.has(id.value)) problems.add(spanOf(id), { code: "duplicate-id", id: id.value, of: "module" });
    ids.add(id.value);
  }
}

function elements(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}
