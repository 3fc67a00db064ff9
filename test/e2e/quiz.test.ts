// A quiz by keyboard alone, from the palette to the result, on the workbench's own quick pick.
import assert from "node:assert/strict";
import { themes, until, useWorkbench } from "./harness/index.ts";

/** The beginning of each question's right answer, in the order asked. */
const rightAnswers = [
  /^Updates become visible/,
  /^B still holds/,
  /^The customer service publishes/,
  /^Have failed/,
  /^Accept the order/,
];

describe("a quiz from the palette", () => {
  const workbench = useWorkbench();

  const title = (): Promise<string> => workbench().quickInput.locator(".quick-input-title").innerText();
  const shows = (text: string | RegExp) =>
    until(
      async () => (typeof text === "string" ? (await title()).includes(text) : text.test(await title())),
      `The title ${text}`,
    );
  const said = (text: RegExp) => workbench().quickInput.getByText(text).first().waitFor();
  const focused = () => workbench().quickInput.locator(".monaco-list-row.focused");
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await workbench().page.keyboard.press(key);
  };

  /** Rows on screen whose text ends in an ellipsis. */
  const cutOff = (): Promise<string[]> =>
    workbench()
      .quickInput.locator(".monaco-list-row .monaco-icon-label-container")
      .evaluateAll((labels) =>
        labels.filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent ?? ""),
      );

  async function start(): Promise<void> {
    await workbench().runCommand("Eventually: Start Quiz…");
    await shows(/^(Question|\d)/);
  }

  /** Arrows down to the row that begins so, and accepts it. */
  async function accept(label: RegExp): Promise<void> {
    for (let tries = 0; tries < 30; tries++) {
      const [text = ""] = await focused().locator(".label-name").allTextContents();
      if (label.test(text)) return press("Enter");
      await press("ArrowDown");
    }
    assert.fail(`No row ${label}`);
  }

  it("shows the first question with nothing preselected", async () => {
    await workbench().page.mouse.move(900, 850);
    await start();
    await workbench().page.mouse.move(900, 850);
    assert.match(await title(), /^Question 1 of 5 · easy/);
    await said(/What does eventual consistency promise\?/);
    assert.equal(await workbench().quickInput.locator(".monaco-list-row").count(), 4);
    assert.equal(await focused().count(), 0);
    await press("Enter");
    await shows("Question 1 of 5");
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`quiz-question-${theme}`);
    }
  });

  it("cuts off no option", async () => {
    assert.deepEqual(await cutOff(), []);
  });

  it("gives the reasons after a wrong answer", async () => {
    await accept(/^The copies are never/);
    await said(/^Not right/);
    await said(/Then nothing would be consistent at any time/);
    await said(/This is a promise about what happens in the end/);
    assert.deepEqual(await cutOff(), []);
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`quiz-feedback-${theme}`);
    }
    await workbench().setTheme("dark");
    await workbench().screenshot("quiz", { keep: true });
  });

  it("shows the steps, and goes back from them", async () => {
    await accept(/^Show the steps/);
    await said(/the question is what a reader may rely on/);
    assert.deepEqual(await cutOff(), []);
    await workbench().screenshot("quiz-steps");
    await workbench().page.getByRole("button", { name: "Back" }).press("Enter");
    await said(/^Not right/);
  });

  it("keeps the place on Escape", async () => {
    await accept(/^Next question/);
    await shows("Question 2 of 5");
    await press("Escape");
    await workbench().quickInput.waitFor({ state: "hidden" });
    await start();
    await shows("Question 2 of 5");
  });

  it("goes on to the result and offers the wrong ones again", async () => {
    for (const [index, right] of rightAnswers.entries()) {
      if (index === 0) continue;
      await shows(`Question ${index + 1} of 5`);
      await accept(right);
      await said(/^Right/);
      await accept(index === 4 ? /^Show the result/ : /^Next question/);
    }
    await shows("4 of 5 right");
    await workbench().screenshot("quiz-result");
    await accept(/wrong ones again/);
    await shows("Question 1 of 1");
    await accept(rightAnswers[0] ?? /./);
    await said(/^Right/);
    await accept(/^Show the result/);
    await shows("1 of 1 right");
    await accept(/^Done/);
    await workbench().quickInput.waitFor({ state: "hidden" });
  });

  it("marks all five passed in the tree", async () => {
    await workbench().showContainer("Eventually");
    const { page } = workbench();
    await page.getByRole("treeitem", { name: /, 5 of 10 passed/ }).waitFor();
    const passed = page.getByRole("treeitem", { name: /^Question .*, passed$/ });
    await until(async () => (await passed.count()) === 5, "Five questions marked passed");
    await workbench().screenshot("tree-passed");
  });
});
