// Runs inside the extension host: mocha over the bundled cases beside this file.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import RecordingReporter from "../../../scripts/test/recordingReporter.ts";

/** Called by VS Code. Rejects when a test failed; what ran is in the record (see scripts/test/record.ts). */
export async function run(): Promise<void> {
  const only = process.env["EVENTUALLY_TEST_ONLY"] ?? "";
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, slow: 5000, forbidOnly: true, reporter: RecordingReporter });
  // This file is dist/test/integration/run/index.cjs; the cases lie one folder up.
  const folder = join(__dirname, "..");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".test.cjs") && name.includes(only)) mocha.addFile(join(folder, name));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
