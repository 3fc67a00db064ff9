/** What is handed to learner code cannot be changed by it, in depth. */
import assert from "node:assert/strict";
import { frozen } from "../../../src/sandbox/child/frozen.ts";

describe("frozen", () => {
  it("freezes records, lists, functions and getters, in depth", () => {
    const inner = { list: [{ deep: true }] };
    const get = () => inner;
    const value = frozen({
      inner,
      get,
      get lazily() {
        return 1;
      },
    });
    const getter: unknown = Reflect.get(Object.getOwnPropertyDescriptor(value, "lazily") ?? {}, "get");
    for (const part of [value, inner, inner.list, inner.list[0], get, getter]) assert.ok(Object.isFrozen(part));
    assert.equal(typeof getter, "function");
    assert.throws(() => Object.assign(value, { get: 1 }), TypeError);
    assert.throws(() => inner.list.push({ deep: false }), TypeError);
  });
});
