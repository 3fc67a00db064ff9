/** Which `//@starter` line belongs to which blank. */
import type { Marks } from "./marks.ts";
import type { ExerciseProblem } from "./model.ts";
import type { MarkedBlank } from "./parseExercise.ts";
import { type Comment, isSelfContained, tokenize, type Tokens } from "./tokens.ts";

/**
 * Lines directly above a region are the lines of its hole. Above other code each line is for the next blank in the
 * same statement that has none yet, so that two blanks of one statement take two lines, in order.
 */
export function assignStarters(
  text: string,
  tokens: Tokens,
  marks: Marks,
  blanks: readonly MarkedBlank[],
  problems: ExerciseProblem[],
): ReadonlyMap<MarkedBlank, string> {
  const lines = new Map<MarkedBlank, string[]>();
  const above = new Map<MarkedBlank, Comment>();
  for (const { comment, text: line } of marks.starters) {
    const next = blanks.find((blank) =>
      blank.kind === "statements"
        ? blank.mark.start > comment.start && onlyStartersBetween(text, comment.end, blank.mark.start)
        : blank.mark.start > comment.start && !lines.has(blank),
    );
    const inReach =
      next !== undefined && (next.kind === "statements" || !endsStatement(tokens, comment.tokensBefore, next.first));
    const blank = inReach ? next : undefined;
    if (blank === undefined || line === "") {
      problems.push({ code: "exercise-starter-without-blank", span: { start: comment.start, end: comment.end } });
    } else {
      lines.set(blank, [...(lines.get(blank) ?? []), line]);
      if (!above.has(blank)) above.set(blank, comment);
    }
  }
  const starters = new Map([...lines].map(([blank, own]) => [blank, own.join("\n")]));
  for (const [blank, { start, end }] of above) {
    if (!fitsIn(blank, starters.get(blank) ?? "")) {
      problems.push({ code: "exercise-bad-starter", span: { start, end }, blank: blank.id });
    }
  }
  return starters;
}

/** Whether the code around the blank is read as it is with the answer. */
function fitsIn({ kind }: MarkedBlank, starter: string): boolean {
  const tokens = tokenize(starter);
  const hidesTheRest = kind !== "statements" && tokens.comments.some(({ line }) => line);
  return isSelfContained(tokens) && !hidesTheRest;
}

function onlyStartersBetween(text: string, from: number, to: number): boolean {
  return (
    text
      .slice(from, to)
      .replace(/\/\/\s*@starter(?:[ \t][^\n\r]*)?(?=[\n\r])/g, "")
      .trim() === ""
  );
}

function endsStatement(tokens: Tokens, from: number, to: number): boolean {
  return tokens.tokens
    .slice(from, to)
    .some((token) => token.kind === "punctuator" && (token.text === ";" || token.text === "}"));
}
