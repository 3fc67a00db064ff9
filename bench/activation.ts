// Activation: ours against the built-in Emmet extension's, in the same windows, from the workbench's own record.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProduction } from "../scripts/package.ts";
import { until } from "../test/e2e/harness/until.ts";
import { Workbench } from "../test/e2e/harness/workbench.ts";
import type { Measured } from "./report.ts";

const runs = 15;
const ours = "eventually-practice.eventually";
const theirs = "vscode.emmet";

/**
 * Milliseconds of loading and of the call to `activate`, by extension, from the startup report of the command
 * "Developer: Startup Performance". The same two are the activation time in "Developer: Show Running Extensions"; the
 * third column, "Finish Activate", is mostly the wait for other extensions that activate for the same file.
 */
export function activationTimes(text: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const rows = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const header = rows.find((cells) => cells.includes("Load Code") && cells.includes("Extension"));
  if (header === undefined) return times;
  const columns = ["Load Code", "Call Activate"].map((name) => header.indexOf(name));
  const name = header.indexOf("Extension");
  for (const cells of rows.slice(rows.indexOf(header) + 1)) {
    const values = columns.map((column) => Number(cells[column] || Number.NaN));
    const id = cells[name];
    if (id !== undefined && values.every(Number.isFinite))
      times.set(
        id,
        values.reduce((sum, value) => sum + value, 0),
      );
  }
  return times;
}

/** One window with an ordinary TypeScript file, which both extensions activate for. */
async function oneWindow(folder: string): Promise<readonly [number, number]> {
  // High enough to show the whole report at once: an editor draws only the lines in sight.
  const workbench = await Workbench.open({ folder, size: { width: 1600, height: 4000 } });
  try {
    await workbench.openFile("ordinary.ts");
    return await until(
      async () => {
        await workbench.runCommand("Developer: Startup Performance");
        await workbench.editor.getByText("Extension Activation Stats").waitFor();
        const times = activationTimes(await workbench.editorText());
        const [one, other] = [times.get(ours), times.get(theirs)];
        if (one !== undefined && other !== undefined) return [one, other] as const;
        await workbench.runCommand("View: Close Editor");
        return undefined;
      },
      "Both extensions in the startup report",
      60_000,
    );
  } finally {
    await workbench.close();
  }
}

export async function measureActivation(): Promise<Measured> {
  buildProduction();
  const folder = mkdtempSync(join(tmpdir(), "eventually-bench-"));
  writeFileSync(join(folder, "ordinary.ts"), "export const ordinary = 1;\n");
  try {
    const pairs: (readonly [number, number])[] = [];
    // The first window warms the disk cache up and is not counted.
    for (let run = 0; run <= runs; run++) {
      const pair = await oneWindow(folder);
      if (run > 0) pairs.push(pair);
      console.error(`run ${run}: ours ${pair[0]} ms, Emmet ${pair[1]} ms`);
    }
    return {
      name: "activation",
      reference: "Emmet",
      ours: pairs.map(([one]) => one),
      theirs: pairs.map(([, other]) => other),
      bar: 0.75,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
