import assert from "node:assert/strict";
import fc from "fast-check";
import { logLine, readLog } from "../../../../src/core/progress/logLines.ts";
import { anyEvent } from "./anyEvent.ts";

describe("progress log", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        assert.deepEqual(readLog(events.map(logLine).join("")), {
          events,
          skipped: 0,
        });
      }),
    );
  });
  it("loses at most the line that a crash cut off, whatever is written after it", () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1 }),
        fc.array(anyEvent),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (before, after, where) => {
          const last = logLine(before.at(-1)!);
          const cut = before.slice(0, -1).map(logLine).join("") + last.slice(0, Math.floor(where * (last.length - 1)));
          assert.deepEqual(readLog(cut + after.map(logLine).join("")).events, [...before.slice(0, -1), ...after]);
        },
      ),
    );
  });
  it("skips and counts what it does not understand, and never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), anyEvent, (junk, event) => {
        const lines = junk.map((text) => text.replaceAll(/[\n]/g, " "));
        const reading = readLog(lines.join("\n") + logLine(event));
        assert.deepEqual(reading.events.at(-1), event);
      }),
    );
    assert.equal(readLog('{"type":"from-the-future","pack":"p","item":"i","at":1}\n[]\nnull\n').skipped, 3);
  });
});
