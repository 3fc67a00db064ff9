/** A stretch of text by UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as people count it: line and column both start at 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replace `span` of a text by `text`. Edits in one list refer to the same original text and do not overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Turns offsets of one text into positions and back. Understands `\n`, `\r\n` and a lone `\r` as line ends. */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const char = text.charCodeAt(i);
      if (char === 13 && text.charCodeAt(i + 1) === 10) continue;
      if (char === 10 || char === 13) starts.push(i + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  /** The offset of a position; a column past the end of its line is moved to the end of the text at most. */
  offsetAt(position: Position): number {
    const start = this.#starts[position.line - 1] ?? this.#length;
    return Math.min(start + position.column - 1, this.#length);
  }
}

/** Applies edits to the text they refer to. Throws a RangeError when two of them overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let at = 0;
  for (const edit of ordered) {
    if (edit.span.start < at) throw new RangeError("Edits overlap");
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
