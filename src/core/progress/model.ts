/** What a learner did, as events that are only ever appended, and what follows from them. */

/** A pack's id and an item's id, the key of everything that is remembered. */
export interface ItemKey {
  readonly pack: string;
  readonly item: string;
}

interface EventBase extends ItemKey {
  /** Milliseconds since 1970, by the writer's clock. */
  readonly at: number;
}

/** One line of the log. Readers skip lines they do not understand. */
export type ProgressEvent =
  | (EventBase & { readonly type: "started" })
  | (EventBase & {
      readonly type: "checked";
      /** Digest of the answers' tokens: equal code checked again costs nothing. */
      readonly answer: string;
      readonly verdict: "right" | "worse" | "wrong" | "error";
    })
  | (EventBase & {
      readonly type: "hint" /** 1 for the first. */;
      readonly number: number;
    })
  | (EventBase & { readonly type: "solution" })
  | (EventBase & { readonly type: "reset" })
  | (EventBase & {
      readonly type: "answered";
      readonly chosen: readonly number[];
      readonly right: boolean;
    });

export type ItemState = "new" | "started" | "passed" | "again";

export interface ItemProgress {
  readonly state: ItemState;
  /** Distinct wrong answers since the start or the last reset. */
  readonly wrongAnswers: readonly string[];
  readonly hintsOpened: number;
  readonly solutionSeen: boolean;
  /** When it last changed; 0 for never. */
  readonly at: number;
}
