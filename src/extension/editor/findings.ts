/** What the editor says about an exercise, and where: one list that diagnostics, decorations and hovers agree on. */
import type { Span } from "../../base/span.ts";
import type { BrokenCheck, Verdict } from "../../core/check/model.ts";
import type { Located, LocatedBlank } from "../../core/exercise/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";

/** A finding about a stretch of the learner's text, or about a line that the sandbox named. */
export type Finding = FindingAbout & { readonly where: Span | SourcePlace };

export type FindingAbout =
  | { readonly kind: "empty" | "missing"; readonly blank: LocatedBlank }
  | { readonly kind: "outside"; readonly original: string }
  | { readonly kind: "outdated" }
  | { readonly kind: "wrong"; readonly broken: readonly BrokenCheck[]; readonly blank?: string; readonly why?: string }
  | { readonly kind: "worse"; readonly blank: string; readonly why: string }
  | { readonly kind: "failed"; readonly verdict: Extract<Verdict, { kind: "error" }> };

/** Findings that need no check: they follow the text alone. */
export function standingFindings(located: Located, outdated: boolean): Finding[] {
  const findings: Finding[] = [];
  if (outdated) findings.push({ kind: "outdated", where: { start: 0, end: 0 } });
  for (const blank of located.blanks) {
    if (blank.state === "missing")
      findings.push({ kind: "missing", blank, where: { start: blank.near, end: blank.near } });
    else if (!blank.filled) findings.push({ kind: "empty", blank, where: blank.span });
  }
  for (const { span, original } of located.outside) findings.push({ kind: "outside", original, where: span });
  return findings;
}

/** Findings of a verdict that still holds for this text. `at` turns a line of the learner's file into an offset. */
export function verdictFindings(verdict: Verdict, located: Located, at: (place: SourcePlace) => number): Finding[] {
  switch (verdict.kind) {
    case "right":
    case "incomplete":
      return [];
    case "worse": {
      const { blank, why } = verdict.listed;
      return [{ kind: "worse", blank, why, where: spanOf(located, blank) }];
    }
    case "wrong":
      return wrongFindings(verdict, located, at);
    case "error": {
      const place = "at" in verdict.failure ? verdict.failure.at : undefined;
      const where = place !== undefined && isLearners(place) ? place : { start: 0, end: 0 };
      return [{ kind: "failed", verdict, where }];
    }
  }
}

/** The learner's file is `exercise.ts` to the sandbox, whatever it is called on disk. */
export function isLearners(place: SourcePlace): boolean {
  return place.file === "exercise.ts";
}

/** Each listed answer with its own why; with none, what broke, at the blank that the run points to. */
function wrongFindings(
  { broken, listed }: Extract<Verdict, { kind: "wrong" }>,
  located: Located,
  at: (place: SourcePlace) => number,
): Finding[] {
  if (listed.length > 0) {
    return listed.map(({ blank, why }) => ({ kind: "wrong", broken, blank, why, where: spanOf(located, blank) }));
  }
  const blamed = blamedBlank(broken, located, at);
  return blamed === undefined
    ? [{ kind: "wrong", broken, where: { start: 0, end: 0 } }]
    : [{ kind: "wrong", broken, blank: blamed.id, where: blamed.span }];
}

/** The blank on the line that shows the failure, else the last one before it, else the first. */
function blamedBlank(
  broken: readonly BrokenCheck[],
  located: Located,
  at: (place: SourcePlace) => number,
): Extract<LocatedBlank, { state: "found" }> | undefined {
  const found = located.blanks.filter((blank) => blank.state === "found");
  const place = broken.find((check) => check.at !== undefined && isLearners(check.at))?.at;
  if (place === undefined) return found[0];
  const lineStart = at({ ...place, column: 1 });
  const lineEnd = at({ ...place, line: place.line + 1, column: 1 });
  const onLine = found.find(({ span }) => span.start < lineEnd && span.end >= lineStart);
  return onLine ?? found.findLast(({ span }) => span.end <= lineStart) ?? found[0];
}

function spanOf(located: Located, id: string): Span {
  const blank = located.blanks.find((candidate) => candidate.id === id);
  if (blank === undefined) return { start: 0, end: 0 };
  return blank.state === "found" ? blank.span : { start: blank.near, end: blank.near };
}
