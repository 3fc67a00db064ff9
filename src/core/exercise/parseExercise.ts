/** Reads `exercise.ts`: which code the author's marks are about, the learner's file, and the solution. */
import type { Span } from "../../base/span.ts";
import { findExtents } from "./extent/findExtents.ts";
import { type Cut, cutOut } from "./cutOut.ts";
import { aloneOnLines, dedent, indent, indentationAt, lineBreakOf, lineStart, nextLine } from "./lines.ts";
import { findMarks, type InlineMark, type Marks, type RegionMark } from "./marks.ts";
import type { BlankKind, ExerciseProblem, ExerciseSource } from "./model.ts";
import { assignStarters } from "./starters.ts";
import { HOLE, pairBrackets, tokenize, type Tokens } from "./tokens.ts";

/** A blank whose code is known, before the learner's file exists. */
export interface MarkedBlank {
  readonly id: string;
  readonly kind: BlankKind;
  readonly span: Span;
  /** The comment that marks it; for a region the one that opens it. */
  readonly mark: Span;
  /** Index of its first token, and of the one after its last. */
  readonly first: number;
  readonly end: number;
  readonly noisy?: Extract<ExerciseProblem, { readonly code: "exercise-noisy-hole" }>["where"];
}

export interface ExerciseReading {
  /** There unless a problem keeps the file from being used. A noisy hole does not. */
  readonly source?: ExerciseSource;
  readonly problems: readonly ExerciseProblem[];
}

/** Reads the author's file. Never throws; problems come in the order of the file. */
export function parseExercise(text: string): ExerciseReading {
  const tokens = tokenize(text);
  const marks = findMarks(tokens);
  const problems: ExerciseProblem[] = [...marks.problems];
  const found = [...inlineBlanks(text, tokens, marks.inline, problems), ...regionBlanks(text, tokens, marks, problems)];
  const blanks = found.sort((a, b) => a.mark.start - b.mark.start);
  problems.push(...betweenBlanks(blanks, marks, tokens));
  problems.push(...marksInStrings(tokens));
  const starters = assignStarters(text, tokens, marks, blanks, problems);
  const noisy: ExerciseProblem[] = [];
  for (const blank of blanks) {
    if (blank.noisy === undefined || (blank.noisy === "operator" && starters.has(blank))) continue;
    noisy.push({ code: "exercise-noisy-hole", span: blank.span, blank: blank.id, where: blank.noisy });
  }
  if (marks.inline.length === 0 && !marks.regions.some((region) => region.kind === "blank")) {
    problems.push({ code: "exercise-no-blank", span: { start: 0, end: 0 } });
  }
  const usable = problems.every((problem) => problem.code === "exercise-noisy-hole");
  const all = [...problems, ...noisy].sort((a, b) => a.span.start - b.span.start);
  return usable ? { source: build(text, blanks, marks, starters), problems: all } : { problems: all };
}

const NO_CODE: ReadonlySet<string> = new Set([")", "]", "}", ",", ";"]);

function inlineBlanks(
  text: string,
  tokens: Tokens,
  marks: readonly InlineMark[],
  problems: ExerciseProblem[],
): readonly MarkedBlank[] {
  if (marks.length === 0) return [];
  const extents = findExtents(tokens.tokens, text);
  return marks.flatMap(({ id, comment }): readonly MarkedBlank[] => {
    const mark = { start: comment.start, end: comment.end };
    const first = comment.tokensBefore;
    const token = tokens.tokens[first];
    if (token === undefined || (token.kind === "punctuator" && NO_CODE.has(token.text))) {
      problems.push({ code: "exercise-blank-without-code", span: mark, blank: id });
      return [];
    }
    const node = extents.get(first);
    const last = node === undefined ? undefined : tokens.tokens[node.end - 1];
    if (node === undefined || last === undefined) {
      problems.push({ code: "exercise-blank-extent-unclear", span: mark, blank: id });
      return [];
    }
    const span = { start: token.start, end: last.end };
    const blank = { id, span, mark, first, end: node.end };
    if (node.kind === "expression" || node.kind === "type") return [{ ...blank, kind: node.kind }];
    if (node.kind === "operator") return [{ ...blank, kind: "operator", noisy: "operator" }];
    return [{ ...blank, kind: "expression", noisy: node.kind }];
  });
}

function regionBlanks(text: string, tokens: Tokens, marks: Marks, problems: ExerciseProblem[]): readonly MarkedBlank[] {
  const regions = marks.regions.filter((region) => region.kind === "blank");
  if (regions.length === 0) return [];
  const { depth, opener } = pairBrackets(tokens.tokens);
  return regions.flatMap(({ id, open, close }) => {
    const mark = { start: open.start, end: open.end };
    const first = open.tokensBefore;
    const end = close.tokensBefore;
    if (first === end) {
      problems.push({ code: "exercise-blank-without-code", span: mark, blank: id });
      return [];
    }
    let whole = depth[first] === depth[end];
    for (let i = first; i < end; i++) if ((opener[i] ?? -1) >= 0 && (opener[i] ?? -1) < first) whole = false;
    if (!whole) {
      problems.push({ code: "exercise-blank-extent-unclear", span: mark, blank: id });
      return [];
    }
    const inside = text.slice(open.end, close.start);
    const start = open.end + (inside.length - inside.trimStart().length);
    return [{ id, kind: "statements", span: { start, end: start + inside.trim().length }, mark, first, end }];
  });
}

/** Problems between blanks: the same name, one inside another or inside a hidden region, no fixed token in between. */
function betweenBlanks(blanks: readonly MarkedBlank[], marks: Marks, tokens: Tokens): readonly ExerciseProblem[] {
  const problems: ExerciseProblem[] = [];
  const ids = new Set<string>();
  const hidden = marks.regions.filter((region) => region.kind === "hidden");
  let outer: MarkedBlank | undefined;
  for (const blank of blanks) {
    if (ids.has(blank.id)) problems.push({ code: "exercise-duplicate-blank", span: blank.mark, blank: blank.id });
    ids.add(blank.id);
    if (hidden.some((region) => blank.span.start < region.close.end && blank.span.end > region.open.start)) {
      problems.push({ code: "exercise-bad-mark", span: blank.mark, mark: blank.id });
    }
    if (outer !== undefined && blank.first < outer.end) {
      problems.push({ code: "exercise-blank-inside-blank", span: blank.mark, blank: blank.id, outer: outer.id });
      continue;
    }
    if (outer !== undefined && fixedTokens(outer.end, blank.first, hidden, tokens) === 0) {
      problems.push({ code: "exercise-blanks-touch", span: blank.mark, first: outer.id, second: blank.id });
    }
    outer = blank;
  }
  return problems;
}

function fixedTokens(from: number, to: number, hidden: readonly RegionMark[], tokens: Tokens): number {
  return tokens.tokens
    .slice(from, to)
    .filter((token) => !hidden.some((region) => token.start > region.open.start && token.start < region.close.start))
    .length;
}

const MARK_IN_STRING = /\/\*\s*@blank\s+([A-Za-z][\w-]*)\s*\*\//g;

function marksInStrings(tokens: Tokens): readonly ExerciseProblem[] {
  return tokens.tokens.flatMap((token) =>
    token.kind === "string" || token.kind.startsWith("template")
      ? [...token.text.matchAll(MARK_IN_STRING)].map(
          (match): ExerciseProblem => ({
            code: "exercise-noisy-hole",
            span: { start: token.start + match.index, end: token.start + match.index + match[0].length },
            blank: match[1] ?? "",
            where: "string",
          }),
        )
      : [],
  );
}

function build(
  text: string,
  blanks: readonly MarkedBlank[],
  marks: Marks,
  starters: ReadonlyMap<MarkedBlank, string>,
): ExerciseSource {
  const lineBreak = lineBreakOf(text);
  const cuts: Cut[] = [];
  for (const { comment } of marks.starters) cuts.push({ span: markSpan(text, comment) });
  for (const { comment } of marks.inline) cuts.push({ span: markSpan(text, comment) });
  for (const region of marks.regions) {
    if (region.kind === "hidden")
      cuts.push({ span: { start: lineStart(text, region.open.start), end: nextLine(text, region.close.end) } });
    else cuts.push({ span: markSpan(text, region.open) }, { span: markSpan(text, region.close) });
  }
  const holes = blanks.map((blank) => starters.get(blank) ?? (blank.kind === "statements" ? `${HOLE};` : HOLE));
  blanks.forEach((blank, index) => {
    const shown = indent(holes[index] ?? HOLE, indentationAt(text, blank.span.start), lineBreak);
    cuts.push({ span: blank.span, replacement: { key: index, text: shown } });
  });
  const starter = cutOut(text, cuts);
  const solution = cutOut(
    text,
    cuts.filter((cut) => cut.replacement === undefined),
  );
  return {
    starter: starter.text,
    solution: solution.text,
    blanks: blanks.map((blank, index) => ({
      id: blank.id,
      number: index + 1,
      kind: blank.kind,
      answer: dedent(text.slice(blank.span.start, blank.span.end), indentationAt(text, blank.span.start)),
      hole: holes[index] ?? HOLE,
      sourceSpan: blank.span,
      starterSpan: starter.spans.get(index) ?? { start: 0, end: 0 },
    })),
  };
}

/** A mark with its whole lines where it has them to itself, otherwise with the spaces behind it. */
function markSpan(text: string, mark: Span): Span {
  if (aloneOnLines(text, mark)) return { start: lineStart(text, mark.start), end: nextLine(text, mark.end) };
  let end = mark.end;
  while (text[end] === " " || text[end] === "\t") end++;
  return { start: mark.start, end };
}
