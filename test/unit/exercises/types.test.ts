/** TypeScript is silent in every exercise as the author wrote it and as the learner opens it. */
import assert from "node:assert/strict";
import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { root, runNode, temporaryFolder } from "../cli/builtCli.ts";
import { writeExample } from "./examplePack.ts";

const tsc = join(root, "node_modules/typescript/bin/tsc");

describe("types of the exercises", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeEach(async () => {
    folder = await temporaryFolder();
    await copyFile(join(root, "types/eventually.d.ts"), join(folder.path, "eventually.d.ts"));
    // As in a learner's folder: the same options, the declarations beside the exercise.
    const config = JSON.parse(await readFile(join(root, "exercises/tsconfig.json"), "utf8")) as {
      compilerOptions: object;
    };
    const { compilerOptions } = config;
    await writeFile(join(folder.path, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  });

  afterEach(() => folder.dispose());

  const typeCheck = async (): Promise<string> => (await runNode([tsc, "-p", folder.path, "--pretty", "false"])).stdout;

  const writeStarters = async (pack: string): Promise<number> => {
    const reading = await readPack(packFolder(pack));
    const items = reading.pack?.modules.flatMap((module) => module.items) ?? [];
    let written = 0;
    for (const item of items) {
      if (item.kind !== "exercise") continue;
      const { starter, solution } = item.source;
      for (const [name, text] of Object.entries({ starter, solution })) {
        await mkdir(join(folder.path, item.id, name), { recursive: true });
        await writeFile(join(folder.path, item.id, name, "exercise.ts"), text);
        written++;
      }
    }
    return written;
  };

  it("are silent about every starter and solution of the built-in pack", async () => {
    assert.equal(await writeStarters(join(root, "exercises/eventual-consistency")), 10);
    assert.equal(await typeCheck(), "");
  });

  it("are silent about every file of the built-in pack as it stands", async () => {
    await cp(join(root, "exercises/eventual-consistency"), join(folder.path, "pack"), { recursive: true });
    assert.equal(await typeCheck(), "");
  });

  it("are silent about the example of AUTHORING.md", async () => {
    await writeExample(join(folder.path, "pack"));
    assert.equal(await writeStarters(join(folder.path, "pack")), 2);
    assert.equal(await typeCheck(), "");
  });

  it("are not silent about a mistake", async () => {
    await writeFile(join(folder.path, "exercise.ts"), 'import { service } from "eventually";\nservice(1);\n');
    assert.match(await typeCheck(), /exercise\.ts\(2,9\): error TS2345/);
  });
});
