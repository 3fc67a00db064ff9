/** Collects the problems of one file of a pack and turns offsets into lines and columns. */
import { LineMap, type Position, type Span } from "../../base/span.ts";
import type { PackProblem, PackProblemDetail, Severity } from "./model.ts";

export class FileProblems {
  readonly list: PackProblem[] = [];
  readonly #file: string;
  readonly #lines: LineMap;

  /** `file` is relative to the pack's folder; `text` is what the offsets of {@link add} refer to. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = new LineMap(text);
  }

  add(span: Span, detail: PackProblemDetail, severity: Severity = "error"): void {
    this.list.push({
      file: this.#file,
      position: this.#lines.positionAt(span.start),
      end: this.#lines.positionAt(Math.max(span.start, span.end)),
      severity,
      detail,
    });
  }

  positionAt(offset: number): Position {
    return this.#lines.positionAt(offset);
  }
}
