/** Exercises as items of the Testing view: one tree of packs and modules, filled from the library. */
import * as vscode from "vscode";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { LoadedPack, Practice } from "../platform/practice.ts";

/** Which exercise a test item stands for. */
export type ExerciseTests = WeakMap<vscode.TestItem, ItemKey>;

/** Makes the controller's items those of the library now, and says which is which exercise. */
export function fillTests(controller: vscode.TestController, practice: Practice): ExerciseTests {
  const exercises: ExerciseTests = new WeakMap();
  const usable = practice.library.packs.filter((loaded) => loaded.reading.pack !== undefined);
  controller.items.replace(
    usable.map((loaded, index) => inPlace(packTest(controller, practice, loaded, exercises), index)),
  );
  return exercises;
}

function packTest(
  controller: vscode.TestController,
  practice: Practice,
  loaded: LoadedPack,
  exercises: ExerciseTests,
): vscode.TestItem {
  const pack = controller.createTestItem(loaded.id, loaded.reading.title);
  for (const [place, module] of (loaded.reading.pack?.modules ?? []).entries()) {
    const group = inPlace(controller.createTestItem(`${loaded.id} ${module.id}`, module.title), place);
    for (const [index, item] of module.items.entries()) {
      const key = { pack: loaded.id, item: item.id };
      if (item.kind !== "exercise" || practice.library.find(key)?.loaded !== loaded) continue;
      const uri = practice.exercise(key)?.uri;
      const test = inPlace(controller.createTestItem(itemId(key), item.title, uri), index);
      // Only the exercise has a range: icons on every line would litter the gutter.
      if (uri !== undefined) test.range = new vscode.Range(0, 0, 0, 0);
      exercises.set(test, key);
      group.children.add(test);
    }
    if (group.children.size > 0) pack.children.add(group);
  }
  return pack;
}

/** The Testing view sorts by label otherwise, and the pack's order is the order to learn in. */
function inPlace(test: vscode.TestItem, index: number): vscode.TestItem {
  test.sortText = String(index).padStart(4, "0");
  return test;
}

/** The exercises among these items and below them, without those excluded. */
export function exercisesIn(
  items: Iterable<vscode.TestItem>,
  exclude: ReadonlySet<vscode.TestItem>,
  exercises: ExerciseTests,
): { readonly test: vscode.TestItem; readonly key: ItemKey }[] {
  return [...items].flatMap((test) => {
    if (exclude.has(test)) return [];
    const key = exercises.get(test);
    const below = [...test.children].map(([, child]) => child);
    return [...(key === undefined ? [] : [{ test, key }]), ...exercisesIn(below, exclude, exercises)];
  });
}
