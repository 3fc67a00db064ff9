/** The one exception by which the sandbox's own code ends a run: it carries the failure that the host is told. */
import type { RunFailure } from "../../core/check/model.ts";

export class StopRun extends Error {
  readonly failure: RunFailure;

  constructor(failure: RunFailure) {
    super(failure.code);
    this.failure = failure;
  }
}
