// Bursts of changes: told once when quiet, and in time under steady writing.
import assert from "node:assert/strict";
import { PackChanges } from "../../../../src/extension/platform/packChanges.ts";

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("changes of packs", () => {
  let told: (readonly string[] | undefined)[] = [];
  let changes: PackChanges;
  beforeEach(() => {
    told = [];
    changes = new PackChanges((folders) => told.push(folders && [...folders]), { quietMs: 20, longestMs: 60 });
  });
  afterEach(() => changes.dispose());

  it("are told once for a burst, with the packs it was about", async () => {
    for (const folder of ["a", "b", "a"]) changes.inside(folder);
    assert.deepEqual(told, []);
    await wait(60);
    assert.deepEqual(told, [["a", "b"]]);
  });

  it("ask for all packs where one may have come or gone", async () => {
    changes.inside("a");
    changes.everything();
    await wait(60);
    assert.deepEqual(told, [undefined]);
    changes.inside("b");
    await wait(60);
    assert.deepEqual(told, [undefined, ["b"]]);
  });

  it("are told although the writing does not stop", async () => {
    const until = Date.now() + 300;
    while (Date.now() < until && told.length === 0) {
      changes.inside("a");
      await wait(5);
    }
    assert.deepEqual(told, [["a"]]);
  });
});
