// Compiles the inner loop of the search to WebAssembly, which is kept in git as a text: `node scripts/kernel.ts [--check]`,
// where `--check` only says whether it is up to date.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./node24.mjs";

const file = join(root, "src/core/exploration/kernelBytes.ts");
/** Its types would replace those of the language in everything that imports it. */
const compiler = join(root, "node_modules/assemblyscript/bin/asc.js");
/** Nothing warns that addresses would be wider in another kind of memory: this one has 32 bits. */
const options = ["-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--disableWarning", "201"];

/** Throws where there is an error in the sources, which the compiler has told. */
function compiled(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "eventually-kernel-"));
  try {
    const outFile = join(folder, "kernel.wasm");
    const args = [compiler, "src/kernel/index.ts", "--outFile", outFile, ...options];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
    if (status !== 0) throw new Error("src/kernel does not compile");
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In lines, so that a comparison of two versions does not show one endless one. */
function textOf(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,116}/g) ?? [];
  const comment = "/** Written by `scripts/kernel.ts`: what `src/kernel` compiles to, as base64. */";
  return `${comment}\nexport const kernelBytes = \`\n${lines.join("\n")}\n\`;\n`;
}

const wanted = textOf(compiled());
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8").replaceAll("\r\n", "\n") !== wanted) {
    console.error("src/core/exploration/kernelBytes.ts is out of date. Run: npm run generate");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, wanted);
  console.log("Wrote src/core/exploration/kernelBytes.ts");
}
