/** The author's marks in `exercise.ts`, found among its comments. Says nothing yet of what code they are about. */
import type { Span } from "../../base/span.ts";
import type { ExerciseProblem } from "./model.ts";
import type { Comment, Tokens } from "./tokens.ts";

export interface InlineMark {
  readonly id: string;
  readonly comment: Comment;
}

export interface RegionMark {
  readonly kind: "blank" | "hidden";
  /** Empty for a hidden region. */
  readonly id: string;
  readonly open: Comment;
  readonly close: Comment;
}

export interface StarterMark {
  readonly text: string;
  readonly comment: Comment;
}

export interface Marks {
  readonly inline: readonly InlineMark[];
  readonly regions: readonly RegionMark[];
  readonly starters: readonly StarterMark[];
  readonly problems: readonly ExerciseProblem[];
}

const ID = /^[A-Za-z][A-Za-z0-9_-]*$/;
const REGION = /^\/\/\s*#region\b\s*(.*)$/;
const END_REGION = /^\/\/\s*#endregion\b/;
const STARTER = /^\/\/\s*@starter(?:\s(.*))?$/;
const INLINE_BLANK = /^\/\*\s*@blank\b\s*([^]*?)\s*\*\/$/;
/** Comments that were clearly meant as a mark: another comment style, or a mark that does not exist in this style. */
const MEANT_AS_MARK = /^(?:\/\/\s*@(?:blank|hidden)\b|\/\*\s*@(?:hidden|starter)\b)/;

export function findMarks(tokens: Tokens): Marks {
  const inline: InlineMark[] = [];
  const regions: RegionMark[] = [];
  const starters: StarterMark[] = [];
  const problems: ExerciseProblem[] = [];
  const open: { readonly kind: "blank" | "hidden" | "ordinary"; readonly id: string; readonly comment: Comment }[] = [];
  const bad = (comment: Comment): void => {
    problems.push({ code: "exercise-bad-mark", span: spanOf(comment), mark: comment.text.trim() });
  };
  for (const comment of tokens.comments) {
    const text = comment.text.trimEnd();
    const region = REGION.exec(text);
    const starter = STARTER.exec(text);
    const blank = INLINE_BLANK.exec(text);
    if (region) {
      const name = region[1] ?? "";
      const words = name.split(/\s+/);
      const id = words[1] ?? "";
      if (words[0] === "@blank" && words.length === 2 && ID.test(id)) open.push({ kind: "blank", id, comment });
      else if (name === "@hidden") open.push({ kind: "hidden", id: "", comment });
      else {
        if (name.startsWith("@")) bad(comment);
        open.push({ kind: "ordinary", id: "", comment });
      }
    } else if (END_REGION.test(text)) {
      const started = open.pop();
      if (started === undefined) problems.push({ code: "exercise-region-end-without-start", span: spanOf(comment) });
      else if (started.kind !== "ordinary") {
        regions.push({ kind: started.kind, id: started.id, open: started.comment, close: comment });
      }
    } else if (starter) starters.push({ text: (starter[1] ?? "").trim(), comment });
    else if (blank) {
      const id = blank[1] ?? "";
      if (ID.test(id)) inline.push({ id, comment });
      else bad(comment);
    } else if (MEANT_AS_MARK.test(text)) bad(comment);
  }
  for (const started of open) {
    if (started.kind === "ordinary") continue;
    problems.push({
      code: "exercise-region-not-closed",
      span: spanOf(started.comment),
      mark: started.comment.text.trim(),
    });
  }
  regions.sort((a, b) => a.open.start - b.open.start);
  return { inline, regions, starters, problems };
}

function spanOf(comment: Comment): Span {
  return { start: comment.start, end: comment.end };
}
