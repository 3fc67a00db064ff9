// The first thing a learner does, seen to work: the tree shows the pack, its first exercise opens with its blanks.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../scripts/node24.mjs";
import { until } from "./until.ts";
import type { Workbench } from "./workbench.ts";

interface Manifest {
  readonly title: string;
  readonly modules: readonly { readonly title: string; readonly items: readonly { readonly path: string }[] }[];
}

/** The bundled pack, as its own files tell it. */
function bundledPack(): { readonly pack: string; readonly module: string; readonly exercise: string } {
  const manifestFile = join(root, "exercises", "eventual-consistency", "pack.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  for (const module of manifest.modules) {
    for (const { path } of module.items) {
      const prose = join(dirname(manifestFile), path, "exercise.md");
      if (!existsSync(prose)) continue;
      const title = /^# (.+)$/m.exec(readFileSync(prose, "utf8"))?.[1];
      if (title !== undefined) return { pack: manifest.title, module: module.title, exercise: title.trim() };
    }
  }
  throw new Error("The bundled pack has no exercise");
}

/** Throws where something that a learner should see does not appear. */
export async function openFirstExercise(workbench: Workbench): Promise<void> {
  const { pack, module, exercise } = bundledPack();
  const { page } = workbench;
  await workbench.showContainer("Eventually");
  for (const title of [pack, module]) {
    const row = page.getByRole("treeitem").filter({ hasText: title }).first();
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
  }
  await page.getByRole("treeitem").filter({ hasText: exercise }).first().dblclick();
  await until(
    async () => (await workbench.editorText()).includes("____"),
    `The exercise "${exercise}" with a hole`,
    30_000,
  );
  // A contributed decoration, drawn by the workbench: the number in front of the first blank.
  await until(
    () =>
      workbench.editor
        .locator(".view-line span[class*='ced-']")
        .count()
        .then((count) => count > 0),
    "The mark on a blank",
  );
}
