/** Files that a pack should not have: links that lead out, pipes, devices, files without end. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { FILE_LIMIT, OutsidePack, readText } from "../../../src/core/pack/packText.ts";
import { temporaryFolder } from "./builtCli.ts";

(process.platform === "win32" ? describe.skip : describe)("packFolder", () => {
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  let pack: string;

  before(async () => {
    temporary = await temporaryFolder();
    pack = join(temporary.path, "pack");
    await mkdir(join(pack, "inside"), { recursive: true });
    await writeFile(join(temporary.path, "secret.ts"), "secret");
    await writeFile(join(pack, "inside", "a.ts"), "\uFEFFtext");
    await writeFile(join(pack, "large.ts"), "é".repeat(FILE_LIMIT));
    await symlink("../secret.ts", join(pack, "out.ts"));
    await symlink("..", join(pack, "up"));
    await symlink("inside/a.ts", join(pack, "in.ts"));
    await symlink("/dev/zero", join(pack, "zero.ts"));
    execFileSync("mkfifo", [join(pack, "pipe.ts")]);
  });

  after(() => temporary?.dispose());

  it("reads files and links inside the folder, without a byte order mark", async () => {
    const files = packFolder(pack);
    assert.equal(await files.read("inside/a.ts"), "text");
    assert.equal(await files.read("in.ts"), "text");
    assert.equal(await files.read("none.ts"), undefined);
  });

  it("refuses links that lead out of the folder, also through a folder", async () => {
    for (const path of ["out.ts", "up/secret.ts", "zero.ts"]) {
      await assert.rejects(packFolder(pack).read(path), OutsidePack, path);
      assert.deepEqual(await readText(packFolder(pack), path), { kind: "outside" });
    }
  });

  it("reads neither pipes nor folders", async () => {
    assert.equal(await packFolder(pack).read("pipe.ts"), undefined);
    assert.equal(await packFolder(pack).read("inside"), undefined);
  });

  it("reads no more of a large file than shows that it is too large", async () => {
    assert.ok(((await packFolder(pack).read("large.ts")) ?? "").length <= FILE_LIMIT);
    assert.deepEqual(await readText(packFolder(pack), "large.ts"), { kind: "too-large", limit: FILE_LIMIT });
  });

  it("lists a link to a folder as a file, so that nothing is followed in circles", async () => {
    const up = (await packFolder(pack).list("")).find(({ name }) => name === "up");
    assert.deepEqual(up, { name: "up", folder: false });
  });
});
