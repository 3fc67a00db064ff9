/** Reads the columns out of a source map whose lines are those of the source. */

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Where a compiled column came from. Lines and columns start at 1. */
export function originalColumn(mappings: string, line: number, column: number): number {
  const lines = mappings.split(";");
  let generated = 0;
  let source = 0;
  let found = { generated: 0, source: 0 };
  // Source columns run on from line to line, so every line before has to be read too.
  for (const [index, segments] of lines.slice(0, line).entries()) {
    generated = 0;
    for (const segment of segments.split(",")) {
      const [columnStep, , , sourceStep] = decode(segment);
      if (columnStep === undefined) continue;
      generated += columnStep;
      source += sourceStep ?? 0;
      const before = generated <= column - 1;
      if (index === line - 1 && before) found = { generated, source };
    }
  }
  return found.source + (column - 1 - found.generated) + 1;
}

/** The numbers of one segment, in base 64 with a continuation bit and the sign last. */
function decode(segment: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const char of segment) {
    const digit = digits.indexOf(char);
    value += (digit & 31) << shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
