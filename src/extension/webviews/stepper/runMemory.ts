/** The run that the stepper shows, kept for this workspace so that it is there again after a reload of the window. */
import type * as vscode from "vscode";
import { type KeptRun, KeptRunSchema } from "../../../protocol/trace.ts";

const name = "stepper.run";
/** Follows a person who steps, not every step of somebody who holds the key down. */
const pauseMs = 100;

export class RunMemory {
  readonly #memento: vscode.Memento;
  #pause: NodeJS.Timeout | undefined;
  #run: (() => KeptRun) | undefined;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Nothing where none was kept, or what was kept makes no sense any more. */
  read(): KeptRun | undefined {
    const parsed = KeptRunSchema.safeParse(this.#memento.get(name));
    return parsed.success ? parsed.data : undefined;
  }

  /** Writes the run; while steps follow each other fast, only now and then, and the last one in the end. */
  keep(run: () => KeptRun): void {
    this.#run = run;
    if (this.#pause !== undefined) return;
    this.flush();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#run !== undefined) this.keep(this.#run);
    }, pauseMs);
  }

  /** Writes what is still to be written. */
  flush(): void {
    const run = this.#run?.();
    this.#run = undefined;
    if (run !== undefined) void this.#memento.update(name, run);
  }

  forget(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#run = undefined;
    void this.#memento.update(name, undefined);
  }
}
