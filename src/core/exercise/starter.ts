/** The little that has to be kept of a starter to find its blanks again, also after the pack has changed. */
import type { Span } from "../../base/span.ts";
import type { BlankKind, ExerciseSource } from "./model.ts";

/** Plain data: can be written beside a learner's file and read back. */
export interface Starter {
  readonly text: string;
  /** In the order of the text. */
  readonly blanks: readonly StarterBlank[];
}

export interface StarterBlank {
  readonly id: string;
  readonly number: number;
  readonly kind: BlankKind;
  readonly hole: string;
  /** Where the hole stands in {@link Starter.text}. */
  readonly span: Span;
}

export function starterOf(source: ExerciseSource): Starter {
  return {
    text: source.starter,
    blanks: source.blanks.map(({ id, number, kind, hole, starterSpan }) => ({
      id,
      number,
      kind,
      hole,
      span: starterSpan,
    })),
  };
}
