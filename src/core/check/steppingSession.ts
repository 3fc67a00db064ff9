/** One person stepping through one scenario: what was visited, what is being worked out, what stopped it. */
import type { Disposable } from "../../base/disposable.ts";
import { Emitter } from "../../base/event.ts";
import { SteppingHistory } from "./history.ts";
import type { RefusalReason, RunFailure, Stepping, TakenStep } from "./model.ts";

/** More steps than a person follows; a handler that never comes to rest stops there. */
const longestRun = 2000;

/** Why a session did not do what was asked. */
export type Halt =
  | { readonly kind: "refused"; readonly label: string; readonly reason: RefusalReason }
  | { readonly kind: "failed"; readonly failure: RunFailure }
  /** A replay could not go on. `done` steps of `of` were taken. */
  | {
      readonly kind: "replay-stopped";
      readonly done: number;
      readonly of: number;
      readonly label: string;
      readonly reason: RefusalReason;
    };

type TakenMoment = Extract<TakenStep, { readonly kind: "taken" }>;

export class SteppingSession implements Disposable {
  readonly history: SteppingHistory;
  readonly #stepping: Stepping;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #mayVisit: (step: TakenMoment) => Promise<boolean>;
  #halt: Halt | undefined;
  #waiting = 0;
  /** One thing after the other, in the order asked. */
  #last: Promise<void> = Promise.resolve();

  /**
   * The stepping is the session's own; it is disposed with it. `mayVisit` is asked before a single new step is shown;
   * one that may not be is not taken.
   */
  constructor(stepping: Stepping, mayVisit: (step: TakenMoment) => Promise<boolean> = () => Promise.resolve(true)) {
    this.#stepping = stepping;
    this.#mayVisit = mayVisit;
    this.history = new SteppingHistory(stepping.start);
  }

  get halt(): Halt | undefined {
    return this.#halt;
  }

  get busy(): boolean {
    return this.#waiting > 0;
  }

  take(label: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#visit(await this.#stepping.take(this.history.current.moment.id, label));
    });
  }

  /** On along the line; at its end, what a plain run would do next. */
  step(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.history.forward()) return;
      const [next] = await this.#stepping.run(this.history.current.moment.id, "drained", 1);
      if (next !== undefined) await this.#visit(next);
    });
  }

  /** Until something left a service, or until nothing but faults can happen. */
  run(goal: "shared" | "drained"): Promise<void> {
    return this.#inTurn(async () => {
      for (const taken of await this.#stepping.run(this.history.current.moment.id, goal, longestRun))
        this.#accept(taken);
    });
  }

  /** Takes the labels one after the other from the start, as far as the code allows. */
  replay(labels: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      this.history.goTo(this.#stepping.start.id);
      for (const [done, label] of labels.entries()) {
        const taken = await this.#stepping.take(this.history.current.moment.id, label);
        this.#accept(taken);
        if (taken.kind === "taken") continue;
        if (taken.kind === "refused") {
          this.#halt = { kind: "replay-stopped", done, of: labels.length, label, reason: taken.reason };
        }
        return;
      }
    });
  }

  back(): Promise<void> {
    return this.#inTurn(() => void this.history.back());
  }

  /** To the moment at this depth of the line; where the line is shorter, nothing. */
  goTo(depth: number): Promise<void> {
    return this.#inTurn(() => {
      const there = this.history.line()[depth];
      if (there !== undefined) this.history.goTo(there.moment.id);
    });
  }

  branch(moment: number): Promise<void> {
    return this.#inTurn(() => void this.history.goTo(moment));
  }

  dispose(): void {
    this.#stepping.dispose();
    this.#changed.dispose();
  }

  async #visit(taken: TakenStep): Promise<void> {
    if (taken.kind !== "taken" || this.history.knows(taken.moment.id) || (await this.#mayVisit(taken))) {
      this.#accept(taken);
    }
  }

  #accept(taken: TakenStep): void {
    if (taken.kind === "taken") this.history.visit(taken);
    else this.#halt = taken;
  }

  #inTurn(work: () => Promise<void> | void): Promise<void> {
    this.#waiting++;
    this.#last = this.#last
      .then(() => {
        this.#halt = undefined;
        return work();
      })
      .finally(() => {
        this.#waiting--;
        this.#changed.fire();
      });
    return this.#last;
  }
}
