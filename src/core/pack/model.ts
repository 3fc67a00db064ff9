/** What a pack of exercises is, once read and found valid. */
import type { Position, Span } from "../../base/span.ts";
import type { ExerciseProblem, ExerciseSource } from "../exercise/model.ts";

/** The outside world as the pack reader sees it; paths are relative to the pack's folder with `/` between parts. */
export interface PackFiles {
  /** The file's text without a byte order mark, or undefined where there is no such readable file. */
  read(path: string): Promise<string | undefined>;
  /** Names of files and folders directly inside a folder (`""` for the pack itself); empty where there is none. */
  list(folder: string): Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
}

export type Level = "easy" | "medium" | "hard";

/** Markdown source, to be rendered by whoever shows it. Links and images in it are relative to the pack's folder. */
export type Markdown = string;

export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The author's version of the content, as written (`1.0.0`). */
  readonly version: string;
  readonly modules: readonly Module[];
}

export interface Module {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly items: readonly Item[];
}

interface ItemBase {
  /** Unique in its pack: the folder's or file's name (without `.quiz.md`), or the explicit `id`. */
  readonly id: string;
  /** As written in `pack.json`. */
  readonly path: string;
  readonly title: string;
  readonly level: Level;
  readonly concepts: readonly string[];
}

export interface ExerciseItem extends ItemBase {
  readonly kind: "exercise";
  /** Distinct wrong answers a learner has before the solution is shown. 3 unless the pack says otherwise. */
  readonly attempts: number;
  readonly prompt: Markdown;
  readonly source: ExerciseSource;
  readonly blanks: readonly BlankProse[];
  /** All answers and wrong fragments of all blanks in one pool, shuffled the same way for everybody. */
  readonly options: readonly Option[];
  readonly hints: readonly Markdown[];
  /** The worked solution's numbered steps. */
  readonly steps: readonly Markdown[];
  readonly mistakes: readonly Markdown[];
  /** The text of `scenario.ts`. */
  readonly scenario: string;
}

/** What `exercise.md` says of one blank. */
export interface BlankProse {
  readonly id: string;
  readonly question?: Markdown;
  readonly variants: readonly Variant[];
}

/** A fragment the author lists for a blank besides the answer. */
export interface Variant {
  readonly verdict: "wrong" | "accept" | "worse";
  /** The short name after `### Wrong:`. */
  readonly name: string;
  readonly code: string;
  readonly why: Markdown;
  /** The check that the author says it breaks, from `Breaks: name`. */
  readonly breaks?: string;
  /** Where the heading stands in `exercise.md`. */
  readonly position: Position;
}

/** One choice offered to the learner. Says nothing of right or wrong: ask the blank's prose. */
export interface Option {
  /** `a`, `b`, … in the order shown. */
  readonly letter: string;
  readonly code: string;
  /** The blanks whose answer or listed fragment this is. */
  readonly blanks: readonly string[];
}

export interface QuizItem extends ItemBase {
  readonly kind: "quiz";
  readonly question: Markdown;
  /** What stands under the question's heading, where a title is shown already; may be empty. */
  readonly details: Markdown;
  /** In the author's order; who shows them may shuffle. At least two, at least one right and one wrong. */
  readonly options: readonly QuizOption[];
  /** True where several options are right. */
  readonly multiple: boolean;
  readonly steps: readonly Markdown[];
  readonly quickCheck: Markdown;
  readonly remember: Markdown;
  readonly mistakes: readonly Markdown[];
}

export interface QuizOption {
  readonly text: Markdown;
  readonly right: boolean;
  readonly why: Markdown;
}

export type Item = ExerciseItem | QuizItem;

export type Severity = "error" | "warning";

/** Something wrong with a pack, at a place in one of its files. The text is made at the edge from `detail`. */
export interface PackProblem {
  /** Relative to the pack's folder. */
  readonly file: string;
  /** Start of the place; always present, at worst 1:1. */
  readonly position: Position;
  /** End of the place where it is known. */
  readonly end?: Position;
  readonly severity: Severity;
  readonly detail: PackProblemDetail;
}

/** Each member of a union of its own without its `span`; a plain `Omit` would keep only what all members share. */
type WithoutSpan<P> = P extends unknown ? Omit<P, "span"> : never;

/** What a value in `pack.json` should have been. */
export type JsonExpectation =
  | "object"
  | "text"
  | "non-empty-list"
  | "list"
  | "kebab-id"
  | "version"
  | "format-number"
  | "level"
  | "attempts"
  | "item-path"
  | "item-path-with-id"
  | "item-path-not-reserved";

export type PackProblemDetail =
  | WithoutSpan<ExerciseProblem>
  | { readonly code: "pack-not-found" }
  | { readonly code: "json-syntax"; readonly what: string }
  | { readonly code: "json-duplicate-key"; readonly key: string }
  | { readonly code: "json-unknown-key"; readonly key: string; readonly known: readonly string[] }
  | { readonly code: "json-missing-key"; readonly key: string }
  | { readonly code: "json-invalid-value"; readonly path: string; readonly expected: JsonExpectation }
  | { readonly code: "format-too-new"; readonly found: number; readonly supported: number }
  | { readonly code: "duplicate-id"; readonly id: string; readonly of: "module" | "item" }
  /** Another pack with this id is used; both folders are named as a person would. */
  | { readonly code: "duplicate-pack"; readonly id: string; readonly used: string; readonly folder: string }
  | { readonly code: "path-outside-pack"; readonly path: string }
  | { readonly code: "file-missing"; readonly path: string }
  | { readonly code: "file-unlisted"; readonly path: string }
  | { readonly code: "nesting-too-deep"; readonly limit: number }
  | { readonly code: "file-too-large"; readonly path: string; readonly limit: number }
  | { readonly code: "heading-missing"; readonly heading: string }
  | { readonly code: "heading-unknown"; readonly heading: string; readonly known: readonly string[] }
  | { readonly code: "heading-repeated"; readonly heading: string }
  | { readonly code: "section-empty"; readonly heading: string }
  | { readonly code: "blank-unknown"; readonly blank: string; readonly known: readonly string[] }
  | { readonly code: "blank-undescribed"; readonly blank: string }
  | { readonly code: "variant-without-code"; readonly name: string }
  | { readonly code: "variant-without-why"; readonly name: string }
  /** `other` is the earlier variant's name, or absent where the blank's own answer is meant. */
  | { readonly code: "variant-repeats"; readonly name: string; readonly other?: string }
  | { readonly code: "list-expected"; readonly heading: string }
  | { readonly code: "quiz-options-missing" }
  | { readonly code: "quiz-too-few-options"; readonly found: number }
  | { readonly code: "quiz-no-right-option" }
  | { readonly code: "quiz-no-wrong-option" }
  | { readonly code: "quiz-option-without-box"; readonly option: string }
  | { readonly code: "quiz-option-without-why"; readonly option: string };

/** A pack as far as it could be read: `pack` is there exactly when no problem is an error. */
export interface PackReading {
  readonly pack?: Pack;
  /** What is known of a broken pack, so that it can be listed; empty where not even the title could be read. */
  readonly title: string;
  readonly problems: readonly PackProblem[];
}

export type { Span };
