// The walkthrough: found from the palette, and its first step's button leads into the first exercise.
import { themes, until, useWorkbench } from "./harness/index.ts";

describe("the walkthrough", () => {
  const workbench = useWorkbench();

  it("opens from the palette with its steps", async () => {
    const { page } = workbench();
    await workbench().runCommand("Welcome: Open Walkthrough...");
    await page.keyboard.type("Eventually");
    await workbench().choose("Get Started with Eventually");
    const steps = page.locator(".getting-started-step");
    await steps.first().waitFor();
    for (const title of ["Open an exercise", "Fill the blanks", "Check your answer", "Answer the questions"])
      await steps.filter({ hasText: title }).waitFor();
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`walkthrough-${theme}`);
    }
    await steps.filter({ hasText: "Check your answer" }).click();
    await page.getByRole("button", { name: "Check the Answer" }).waitFor();
    await workbench().screenshot("walkthrough-check");
    await steps.filter({ hasText: "Open an exercise" }).click();
  });

  it("leads into the first exercise and ticks the step", async () => {
    const { page } = workbench();
    await page.getByRole("button", { name: "Open the First Exercise" }).click();
    await page.getByRole("tab", { name: /^once-writes-stop\.ts/ }).waitFor();
    await until(async () => (await workbench().editorText()).includes("____"), "The first exercise");
    await page.getByRole("tab", { name: /^(Welcome|Walkthrough)/ }).click();
    await page
      .locator(
        ".getting-started-step .getting-started-checkbox.codicon-getting-started-step-checked, .getting-started-step [aria-checked=true]",
      )
      .first()
      .waitFor();
  });
});
