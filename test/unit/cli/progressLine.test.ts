/** How far a search has got stands in one line, and only in a terminal. */
import assert from "node:assert/strict";
import { progressLine } from "../../../src/cli/progressLine.ts";

const told = { states: 1_204_224, transitions: 9_000_000, depth: 14 };

function screen(options: { readonly isTTY?: boolean; readonly columns?: number }) {
  const written: string[] = [];
  return { ...options, written, write: (text: string) => written.push(text) };
}

describe("the progress line", () => {
  it("is written over itself, and gone at the end", () => {
    const terminal = screen({ isTTY: true, columns: 80 });
    const line = progressLine(terminal);
    line.show(told);
    line.show({ ...told, states: 2_000_000 });
    line.clear();
    line.clear();
    const [first, second, last, ...more] = terminal.written;
    assert.equal(first, "\r\u001b[K1\u202f204\u202f224 states so far, schedules of up to 14 choices");
    assert.ok(second?.startsWith("\r\u001b[K2\u202f000\u202f000 "), second);
    assert.equal(last, "\r\u001b[K");
    assert.deepEqual(more, []);
  });

  it("never breaks in two, nor obeys what stands in a name", () => {
    const terminal = screen({ isTTY: true, columns: 40 });
    progressLine(terminal).show({ ...told, largest: { service: "a\u001b[2J\nb", situations: 90_000 } });
    const text = terminal.written.join("").slice("\r\u001b[K".length);
    assert.equal(text, "");
    const wide = screen({ isTTY: true, columns: 100 });
    progressLine(wide).show({ ...told, largest: { service: "a\u001b[2J\nb", situations: 90_000 } });
    const shown = wide.written.join("").slice("\r\u001b[K".length);
    assert.match(shown, /; a\\u\{1b\}\[2J b alone has 90\u202f000 states$/);
    const narrow = screen({ isTTY: true, columns: 80 });
    progressLine(narrow).show({ ...told, largest: { service: "a".repeat(20), situations: 90_000 } });
    assert.ok(narrow.written.join("").endsWith("schedules of up to 14 choices"));
  });

  it("is not written where nobody watches", () => {
    const file = screen({});
    const line = progressLine(file);
    line.show(told);
    line.clear();
    assert.deepEqual(file.written, []);
  });
});
