import assert from "node:assert/strict";
import { DisposableStore, disposeAll } from "../../../src/base/disposable.ts";
import { Emitter } from "../../../src/base/event.ts";

describe("DisposableStore", () => {
  it("disposes every member even when one throws, and says so", () => {
    const seen: number[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => seen.push(1) });
    store.add({
      dispose: () => {
        throw new Error("no");
      },
    });
    store.add({ dispose: () => seen.push(3) });
    assert.throws(() => store.dispose(), /no/);
    assert.deepEqual(seen, [1, 3]);
    store.dispose();
    assert.deepEqual(seen, [1, 3]);
  });
  it("disposes a latecomer at once", () => {
    const store = new DisposableStore();
    store.dispose();
    let gone = false;
    store.add({ dispose: () => void (gone = true) });
    assert.ok(gone);
  });
  it("reports several failures together", () => {
    const failing = { dispose: () => assert.fail("no") };
    assert.throws(() => disposeAll([failing, failing]), AggregateError);
  });
});

describe("Emitter", () => {
  it("reaches every listener, also past one that throws, and none that left", () => {
    const emitter = new Emitter<number>();
    const seen: string[] = [];
    emitter.event(() => assert.fail("bad listener"));
    emitter.event((value) => seen.push(`a${value}`));
    const leaving = emitter.event((value) => seen.push(`b${value}`));
    assert.throws(() => emitter.fire(1), /bad listener/);
    leaving.dispose();
    assert.throws(() => emitter.fire(2));
    assert.deepEqual(seen, ["a1", "b1", "a2"]);
  });
  it("keeps two subscriptions of the same function apart", () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    const listener = () => void calls++;
    const first = emitter.event(listener);
    emitter.event(listener);
    first.dispose();
    emitter.fire();
    assert.equal(calls, 1);
  });
});
