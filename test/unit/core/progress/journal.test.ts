import assert from "node:assert/strict";
import fc from "fast-check";
import { foldProgress } from "../../../../src/core/progress/fold.ts";
import { Journal, type JournalText } from "../../../../src/core/progress/journal.ts";
import { readLog } from "../../../../src/core/progress/logLines.ts";
import { anyEvent } from "./anyEvent.ts";

class Paper implements JournalText {
  content = "";
  full = false;
  readable = true;
  read(): Promise<string> {
    return this.readable ? Promise.resolve(this.content) : Promise.reject(new Error("unreadable"));
  }
  append(text: string): Promise<void> {
    if (this.full) return Promise.reject(new Error("full"));
    this.content += text;
    return Promise.resolve();
  }
}

const started = { pack: "p", item: "a", at: 1, type: "started" } as const;

describe("Journal", () => {
  it("counts an event at once and finds it again after a restart", async () => {
    const paper = new Paper();
    const journal = new Journal(paper);
    const done = journal.record(started);
    assert.equal(journal.progress(started).state, "started");
    await done;
    const next = new Journal(paper);
    await next.refresh();
    assert.equal(next.progress(started).state, "started");
  });
  it("lets two windows write without losing either's events", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), anyEvent)), async (script) => {
        const paper = new Paper();
        const windows = [new Journal(paper), new Journal(paper)] as const;
        await Promise.all(script.map(([second, event]) => windows[second ? 1 : 0].record(event)));
        await Promise.all(windows.map((window) => window.refresh()));
        assert.equal(readLog(paper.content).events.length, script.length);
        assert.deepEqual(windows[0].items(), windows[1].items());
        assert.deepEqual(windows[0].items(), foldProgress(readLog(paper.content).events));
      }),
    );
  });
  it("says when the disk is full, keeps the event in sight, and writes it with the next one", async () => {
    const paper = new Paper();
    const journal = new Journal(paper);
    paper.full = true;
    await assert.rejects(journal.record(started), /full/);
    assert.equal(journal.progress(started).state, "started");
    assert.equal(journal.items().size, 1);
    paper.full = false;
    await journal.record({ ...started, item: "b" });
    assert.deepEqual(
      readLog(paper.content).events.map((event) => event.item),
      ["a", "b"],
    );
  });
  it("keeps what it knows when the log cannot be read", async () => {
    const paper = new Paper();
    const journal = new Journal(paper);
    await journal.record(started);
    paper.readable = false;
    await assert.rejects(journal.refresh(), /unreadable/);
    assert.equal(journal.progress(started).state, "started");
    await journal.record({ ...started, type: "hint", number: 2 });
    assert.equal(journal.progress(started).hintsOpened, 2);
  });
  it("counts lines it does not understand and leaves them in place", async () => {
    const paper = new Paper();
    paper.content = '{"type":"from-the-future"}';
    const journal = new Journal(paper);
    await journal.record(started);
    assert.equal(journal.skipped, 1);
    assert.ok(paper.content.startsWith('{"type":"from-the-future"}'));
  });
});
