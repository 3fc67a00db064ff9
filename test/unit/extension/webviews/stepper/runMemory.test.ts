/** The run that a reloaded window finds: the last one, if it still makes sense. */
import assert from "node:assert/strict";
import { mock } from "node:test";
import { RunMemory } from "../../../../../src/extension/webviews/stepper/runMemory.ts";
import type { KeptRun } from "../../../../../src/protocol/trace.ts";

class FakeMemento {
  readonly written: unknown[] = [];
  value: unknown;
  keys(): readonly string[] {
    return [];
  }
  get(): undefined {
    return this.value as undefined;
  }
  update(_key: string, value: unknown): Promise<void> {
    this.value = value;
    this.written.push(value);
    return Promise.resolve();
  }
}

const run = (at: number): KeptRun => ({
  trace: { format: 1, pack: "p", version: "1.0.0", item: "i", steps: ["client floor", "crash elsewhere"] },
  at,
});

describe("the run kept for a reload", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("is written at once, and while steps follow fast only now and then, the last one in the end", () => {
    const memento = new FakeMemento();
    const memory = new RunMemory(memento);
    memory.keep(() => run(0));
    assert.deepEqual(memory.read(), run(0));
    for (let at = 1; at <= 50; at++) memory.keep(() => run(at));
    assert.equal(memento.written.length, 1);
    mock.timers.tick(1000);
    assert.deepEqual(memory.read(), run(50));
    assert.equal(memento.written.length, 2);
    mock.timers.tick(10_000);
    assert.equal(memento.written.length, 2);
  });

  it("is written before the window goes, and gone once the panel is closed", () => {
    const memento = new FakeMemento();
    const memory = new RunMemory(memento);
    memory.keep(() => run(0));
    memory.keep(() => run(1));
    memory.flush();
    assert.deepEqual(memory.read(), run(1));
    memory.keep(() => run(2));
    memory.forget();
    mock.timers.tick(10_000);
    assert.equal(memory.read(), undefined);
  });

  it("is nothing where what was kept makes no sense", () => {
    const memento = new FakeMemento();
    const memory = new RunMemory(memento);
    for (const bad of [undefined, "run", { ...run(0), at: -1 }, { ...run(0), trace: { ...run(0).trace, format: 2 } }]) {
      memento.value = bad;
      assert.equal(memory.read(), undefined);
    }
  });
});
