/** The run that the stepper shows, kept for this workspace so that it is there again after a reload of the window. */
import type * as vscode from "vscode";
import { type KeptRun, KeptRunSchema } from "../../../protocol/trace.ts";

const name = "stepper.run";
/** Follows a person who steps, not every step of somebody who holds the key down. */
const pauseMs = 300;

export class RunMemory {
  readonly #memento: vscode.Memento;
  #later: NodeJS.Timeout | undefined;
  #run: (() => KeptRun) | undefined;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Nothing where none was kept, or what was kept makes no sense any more. */
  read(): KeptRun | undefined {
    const parsed = KeptRunSchema.safeParse(this.#memento.get(name));
    return parsed.success ? parsed.data : undefined;
  }

  /** Asks for the run a moment later, once for everything that happens until then. */
  keep(run: () => KeptRun): void {
    this.#run = run;
    this.#later ??= setTimeout(() => this.flush(), pauseMs);
  }

  /** Writes what is still to be written. */
  flush(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    const run = this.#run?.();
    this.#run = undefined;
    if (run !== undefined) void this.#memento.update(name, run);
  }

  forget(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#run = undefined;
    void this.#memento.update(name, undefined);
  }
}
