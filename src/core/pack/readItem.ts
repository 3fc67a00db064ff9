/** Reads the files of one item and holds them against each other. */
import { parseExercise } from "../exercise/parseExercise.ts";
import type { ExerciseSource } from "../exercise/model.ts";
import { codeKey } from "./codeKey.ts";
import { type ExerciseProse, readExerciseProse } from "./exerciseProse.ts";
import { FileProblems } from "./fileProblems.ts";
import type { ListedItem } from "./manifest.ts";
import type { ExerciseItem, PackFiles, PackProblem, QuizItem, Variant } from "./model.ts";
import { optionPool } from "./optionPool.ts";
import { isQuizPath } from "./packPath.ts";
import { readText } from "./packText.ts";
import { readQuizProse } from "./quizProse.ts";

/** What an item's own files say; the manifest's facts are added by the caller. */
export type ItemContent =
  | Omit<ExerciseItem, "id" | "path" | "level" | "concepts" | "attempts">
  | Omit<QuizItem, "id" | "path" | "level" | "concepts">;

export interface ItemReading {
  /** There when none of the item's files has an error. */
  readonly content?: ItemContent;
  readonly problems: readonly PackProblem[];
}

/** `manifest` takes the problems that belong where the item is listed, such as a missing file. */
export async function readItem(files: PackFiles, listed: ListedItem, manifest: FileProblems): Promise<ItemReading> {
  return isQuizPath(listed.path) ? readQuiz(files, listed, manifest) : readExercise(files, listed, manifest);
}

async function readQuiz(files: PackFiles, listed: ListedItem, manifest: FileProblems): Promise<ItemReading> {
  const text = await readListed(files, listed.path, listed, manifest);
  if (text === undefined) return { problems: [] };
  const problems = new FileProblems(listed.path, text);
  const prose = readQuizProse(text, problems);
  if (prose === undefined || hasErrors(problems.list)) return { problems: problems.list };
  const multiple = prose.options.filter((option) => option.right).length > 1;
  return { content: { kind: "quiz", ...prose, multiple }, problems: problems.list };
}

async function readExercise(files: PackFiles, listed: ListedItem, manifest: FileProblems): Promise<ItemReading> {
  const [code, words, scenario] = await Promise.all(
    ["exercise.ts", "exercise.md", "scenario.ts"].map((name) =>
      readListed(files, `${listed.path}/${name}`, listed, manifest),
    ),
  );
  const inCode = new FileProblems(`${listed.path}/exercise.ts`, code ?? "");
  const inProse = new FileProblems(`${listed.path}/exercise.md`, words ?? "");

  const source = code === undefined ? undefined : readSource(code, inCode);
  const prose = words === undefined ? undefined : readExerciseProse(words, inProse);
  if (prose !== undefined) reportRepeats(source, prose, inProse);
  if (source !== undefined && prose !== undefined) compareBlanks(source, prose, inCode, inProse);

  const problems = [...inCode.list, ...inProse.list];
  if (source === undefined || prose === undefined || scenario === undefined || hasErrors(problems)) return { problems };
  const { blankSpans: _blanks, variantSpans: _variants, ...shown } = prose;
  const options = optionPool(source.blanks, prose.blanks, listed.id);
  return { content: { kind: "exercise", ...shown, source, scenario, options }, problems };
}

async function readListed(
  files: PackFiles,
  path: string,
  listed: ListedItem,
  manifest: FileProblems,
): Promise<string | undefined> {
  const file = await readText(files, path);
  if (file.kind === "text") return file.text;
  if (file.kind === "missing") manifest.add(listed.span, { code: "file-missing", path });
  else if (file.kind === "outside") manifest.add(listed.span, { code: "path-outside-pack", path });
  else manifest.add(listed.span, { code: "file-too-large", path, limit: file.limit });
  return undefined;
}

function readSource(text: string, problems: FileProblems): ExerciseSource | undefined {
  const { source, problems: found } = parseExercise(text);
  for (const { span, ...detail } of found) {
    problems.add(span, detail, detail.code === "exercise-noisy-hole" ? "warning" : "error");
  }
  return source;
}

function compareBlanks(
  source: ExerciseSource,
  prose: ExerciseProse,
  inCode: FileProblems,
  inProse: FileProblems,
): void {
  const marked = source.blanks.map((blank) => blank.id);
  for (const [blank, span] of prose.blankSpans) {
    if (!marked.includes(blank)) inProse.add(span, { code: "blank-unknown", blank, known: marked });
  }
  for (const blank of source.blanks) {
    if (!prose.blankSpans.has(blank.id)) inCode.add(blank.sourceSpan, { code: "blank-undescribed", blank: blank.id });
  }
}

/** A fragment listed twice for one blank, or listed although it is the answer, would be explained in two ways. */
function reportRepeats(source: ExerciseSource | undefined, prose: ExerciseProse, problems: FileProblems): void {
  for (const { id, variants } of prose.blanks) {
    const seen = new Map<string, Variant | "answer">();
    const answer = source?.blanks.find((blank) => blank.id === id)?.answer;
    if (answer !== undefined) seen.set(codeKey(answer), "answer");
    for (const variant of variants) {
      const key = codeKey(variant.code);
      const earlier = seen.get(key);
      const span = prose.variantSpans.get(variant) ?? { start: 0, end: 0 };
      if (earlier === "answer") problems.add(span, { code: "variant-repeats", name: variant.name });
      else if (earlier) problems.add(span, { code: "variant-repeats", name: variant.name, other: earlier.name });
      else seen.set(key, variant);
    }
  }
}

function hasErrors(problems: readonly PackProblem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}
