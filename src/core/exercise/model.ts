/** What an exercise's code is: a working solution with marked blanks, and the file a learner starts from. */
import type { Span } from "../../base/span.ts";

/** What a blank stands for; decides the default hole and how a fill is inserted. */
export type BlankKind = "expression" | "type" | "operator" | "statements";

export interface Blank {
  /** Unique in its exercise; the name after `@blank`. */
  readonly id: string;
  /** 1 for the first blank in the file, and so on; what the learner sees. */
  readonly number: number;
  readonly kind: BlankKind;
  /** The author's own answer, without its indentation in common. */
  readonly answer: string;
  /** What the learner's file shows in its place: `____`, or the text of `//@starter`. */
  readonly hole: string;
  /** Where the answer stands in `exercise.ts`, for problems and reveal. */
  readonly sourceSpan: Span;
  /** Where the hole stands in {@link ExerciseSource.starter}. */
  readonly starterSpan: Span;
}

/** `exercise.ts` read and understood. */
export interface ExerciseSource {
  /** In the order of the file. */
  readonly blanks: readonly Blank[];
  /** The learner's file before any work: marks and hidden regions gone, holes in place of answers. */
  readonly starter: string;
  /** The same text with the answers in place of the holes: what the pack's check runs as the solution. */
  readonly solution: string;
}

/** Why an `exercise.ts` cannot be used; the span is in that file. */
export type ExerciseProblem =
  | { readonly code: "exercise-no-blank"; readonly span: Span }
  | { readonly code: "exercise-duplicate-blank"; readonly span: Span; readonly blank: string }
  | { readonly code: "exercise-bad-mark"; readonly span: Span; readonly mark: string }
  | { readonly code: "exercise-blank-without-code"; readonly span: Span; readonly blank: string }
  | { readonly code: "exercise-blank-extent-unclear"; readonly span: Span; readonly blank: string }
  | { readonly code: "exercise-blanks-touch"; readonly span: Span; readonly first: string; readonly second: string }
  | {
      readonly code: "exercise-blank-inside-blank";
      readonly span: Span;
      readonly blank: string;
      readonly outer: string;
    }
  | { readonly code: "exercise-region-not-closed"; readonly span: Span; readonly mark: string }
  | { readonly code: "exercise-region-end-without-start"; readonly span: Span }
  | { readonly code: "exercise-starter-without-blank"; readonly span: Span }
  | { readonly code: "exercise-bad-starter"; readonly span: Span; readonly blank: string }
  | {
      readonly code: "exercise-noisy-hole";
      readonly span: Span;
      readonly blank: string;
      readonly where: "property-name" | "object-key" | "operator" | "string" | "binding";
    };

/** Where one blank of the starter is in the learner's text. */
export type LocatedBlank =
  | {
      readonly state: "found";
      readonly id: string;
      readonly number: number;
      /** The learner's text in the blank, surrounding white space and comments left out. May be empty: then `start === end`. */
      readonly span: Span;
      readonly text: string;
      /** False while the hole (`____` or the starter text) still stands there, or nothing does. */
      readonly filled: boolean;
    }
  | {
      readonly state: "missing";
      readonly id: string;
      readonly number: number;
      /** An offset in the learner's text near which the hole can be put back. */
      readonly near: number;
    };

/** The learner's text held against the starter it began from. */
export interface Located {
  /** One for each blank of the starter, in its order. */
  readonly blanks: readonly LocatedBlank[];
  /**
   * Edits outside the blanks: code the learner changed, added or took away there. `span` is in the learner's text
   * (empty where something is gone), `original` is the starter's text for that place.
   */
  readonly outside: readonly OutsideEdit[];
}

export interface OutsideEdit {
  readonly span: Span;
  readonly original: string;
}
