/** Writes `schemas/*.json`, or with `--check` only says whether they are up to date. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { packSchemaText } from "./packSchema.ts";

const file = new URL("../schemas/pack.schema.json", import.meta.url);
const wanted = packSchemaText();

if (process.argv.includes("--check")) {
  let found = "";
  try {
    found = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  } catch {
    // Missing is the same as out of date.
  }
  if (found !== wanted) {
    console.error("schemas/pack.schema.json is out of date. Run: node scripts/schemas.ts");
    process.exitCode = 1;
  }
} else {
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, wanted);
  console.log("Wrote schemas/pack.schema.json");
}
