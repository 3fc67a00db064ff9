// `npm start -- --check`: the extension in a headless window, as far as its first exercise.
import { openFirstExercise } from "../../test/e2e/harness/firstExercise.ts";
import { closeSharedBrowser } from "../../test/e2e/harness/sharedBrowser.ts";
import { Workbench } from "../../test/e2e/harness/workbench.ts";

let workbench: Workbench | undefined;
try {
  workbench = await Workbench.open();
  await openFirstExercise(workbench);
  console.log("ok");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await workbench?.screenshot("failed-start-check");
  console.error("What the window showed is in test-output/screenshots/failed-start-check.png.");
  process.exitCode = 1;
} finally {
  await workbench?.close();
  await closeSharedBrowser();
}
