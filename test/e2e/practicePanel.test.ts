// The Practice panel by itself: the built bundle in a bare page, every way to fill a blank, every state, four themes.
import assert from "node:assert/strict";
import type { ExerciseState } from "../../src/extension/platform/practice.ts";
import { exerciseView } from "../../src/extension/webviews/exerciseViewModel.ts";
import type { ExerciseView } from "../../src/protocol/practice.ts";
import { english } from "../../src/text/translate.ts";
import { checkedWith, locatedWith, right, stateWith, untouched, wrong } from "../unit/extension/webviews/sample.ts";
import { PanelPage } from "./practice/panelPage.ts";

const next = { key: { pack: "sample", item: "both" }, title: "Which of these hold?" };

function view(change: Partial<ExerciseState> = {}, trusted = true): ExerciseView {
  return exerciseView(english, stateWith(change), { trusted, next });
}

describe("the Practice panel in a bare page", () => {
  let panel: PanelPage;

  beforeEach(async () => {
    panel = await PanelPage.open();
  });

  afterEach(async () => {
    assert.deepEqual(panel.complaints, []);
    await panel.close();
  });

  it("draws an exercise", async () => {
    await panel.show(view());
    await panel.screenshot("new");
    await panel.show(view({ located: locatedWith("local !== source", '"inconsistent"'), checked: checkedWith(wrong), attemptsLeft: 2, progress: { ...untouched, hintsOpened: 1 } }));
    await panel.screenshot("wrong");
    await panel.show(view({ located: locatedWith("local === source", '"inconsistent"'), checked: checkedWith(right), progress: { ...untouched, state: "passed" } }));
    await panel.page.getByText("Watch it converge").click();
    await panel.page.getByRole("button", { name: "Next step" }).click();
    await panel.page.getByRole("button", { name: "Next step" }).click();
    await panel.screenshot("right");
  });
});
