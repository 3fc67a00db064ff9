import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFile, exists, refreshFile } from "../../../../src/extension/platform/carefulFiles.ts";

describe("writing a learner's files", () => {
  let folder = "";
  const at = (name: string): { fsPath: string } => ({ fsPath: join(folder, name) });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventually-files-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("never writes over a file, and leaves no draft", async () => {
    assert.equal(await createFile(at("a.ts"), "one"), true);
    assert.equal(await createFile(at("a.ts"), "two"), false);
    assert.equal(await readFile(join(folder, "a.ts"), "utf8"), "one");
    assert.deepEqual(await readdir(folder), ["a.ts"]);
  });

  it("lets exactly one of many writers win", async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `writer ${n}`);
    const won = await Promise.all(texts.map((text) => createFile(at("a.ts"), text)));
    assert.equal(won.filter(Boolean).length, 1);
    assert.equal(await readFile(join(folder, "a.ts"), "utf8"), texts[won.indexOf(true)]);
    assert.deepEqual(await readdir(folder), ["a.ts"]);
  });

  it("replaces a supporting file where it differs", async () => {
    await refreshFile(at("tsconfig.json"), "one");
    await refreshFile(at("tsconfig.json"), "two");
    assert.equal(await readFile(join(folder, "tsconfig.json"), "utf8"), "two");
    assert.deepEqual(await readdir(folder), ["tsconfig.json"]);
  });

  it("leaves no draft where the target cannot be replaced, and says why", async () => {
    await mkdir(join(folder, "tsconfig.json"));
    await writeFile(join(folder, "tsconfig.json", "held"), "");
    await assert.rejects(refreshFile(at("tsconfig.json"), "one"), /EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    assert.deepEqual(await readdir(folder), ["tsconfig.json"]);
  });

  it("does not call a file absent that it may not look at", async () => {
    assert.equal(await exists(at("a.ts")), false);
    await writeFile(join(folder, "a.ts"), "");
    assert.equal(await exists(at("a.ts")), true);
    await assert.rejects(exists(at("a.ts/below")), /ENOTDIR/);
  });
});
