// The Practice panel by itself: the built bundle in a bare page, every way to fill a blank, every button.
import assert from "node:assert/strict";
import type { BrowserContextOptions, Locator } from "playwright-core";
import { quizView } from "../../src/extension/webviews/quizViewModel.ts";
import type { PracticeView, ToWebview } from "../../src/protocol/practice.ts";
import { english } from "../../src/text/translate.ts";
import * as sample from "../unit/extension/webviews/sample.ts";
import { closeSharedBrowser } from "./harness/sharedBrowser.ts";
import { until } from "./harness/until.ts";
import { PanelPage } from "./practice/panelPage.ts";
import { filled, key, next, passed, states, view } from "./practice/states.ts";

// Outside any describe: once, after everything, also where this file is run alone.
after(closeSharedBrowser);

describe("the Practice panel in a bare page", function () {
  let panel: PanelPage;

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    await panel?.close();
    panel = await PanelPage.open(options);
  }

  const option = (letter: string): Locator =>
    panel.page.getByRole("button", { name: new RegExp(`^Option ${letter}\\b`) });
  const blank = (number: number): Locator =>
    panel.page.getByRole("button", { name: new RegExp(`^Blank ${number}\\b`) });
  const button = (name: string | RegExp): Locator => panel.page.getByRole("button", { name });
  const press = (...keys: string[]): Promise<void> =>
    keys.reduce((before, one) => before.then(() => panel.page.keyboard.press(one)), Promise.resolve());

  async function centre(of: Locator): Promise<{ x: number; y: number }> {
    const box = await of.boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Presses the mouse on one thing and moves it over another, without letting go. */
  async function dragOver(from: Locator, to: Locator): Promise<void> {
    const start = await centre(from);
    const end = await centre(to);
    await panel.page.mouse.move(start.x, start.y);
    await panel.page.mouse.down();
    await panel.page.mouse.move(end.x, end.y, { steps: 8 });
  }

  beforeEach(async () => {
    panel = await PanelPage.open();
  });

  afterEach(async () => {
    const { complaints } = panel;
    await panel.close();
    assert.deepEqual(complaints, []);
  });

  describe("filling a blank", () => {
    const fillC = { type: "fill", key, blank: "otherwise", code: "local === source" };

    beforeEach(() => panel.show(view()));

    it("takes an option dragged by mouse, once", async () => {
      await dragOver(option("c"), blank(2));
      assert.equal(await panel.page.locator(".floating").textContent(), "local === source");
      assert.match((await blank(2).getAttribute("class")) ?? "", /\bover\b/);
      await panel.screenshot("dragging");
      await panel.page.mouse.up();
      assert.deepEqual(await panel.sent("fill"), [fillC]);
      assert.equal(await panel.page.locator(".floating").count(), 0);
      assert.equal(await option("c").getAttribute("aria-pressed"), "false", "the release was not also a click");
    });

    it("lets go of a drag with Escape, and of one dropped elsewhere", async () => {
      await dragOver(option("c"), blank(2));
      await press("Escape");
      assert.equal(await panel.page.locator(".floating").count(), 0);
      await panel.page.mouse.up();
      await dragOver(option("c"), panel.page.getByRole("heading", { level: 1 }));
      await panel.page.mouse.up();
      await panel.said(/Let go/);
      assert.deepEqual(
        (await panel.allSent()).filter(({ type }) => type === "fill"),
        [],
      );
    });

    it("takes an option dragged by touch", async () => {
      const at = await centre(option("c"));
      const to = await centre(blank(2));
      const touch = await panel.page.context().newCDPSession(panel.page);
      const send = (type: "touchStart" | "touchMove" | "touchEnd", point?: { x: number; y: number }) =>
        touch.send("Input.dispatchTouchEvent", { type, touchPoints: point === undefined ? [] : [point] });
      await touch.send("Emulation.setTouchEmulationEnabled", { enabled: true });
      await send("touchStart", at);
      for (const part of [0.25, 0.5, 0.75, 1]) {
        await send("touchMove", { x: at.x + (to.x - at.x) * part, y: at.y + (to.y - at.y) * part });
      }
      await send("touchEnd");
      assert.deepEqual(await panel.sent("fill"), [fillC]);
    });

    it("scrolls along when dragged to the edge of a short window", async () => {
      await panel.page.setViewportSize({ width: 400, height: 240 });
      await option("c").scrollIntoViewIfNeeded();
      const before = await panel.page.evaluate(() => scrollY);
      assert.ok(before > 100, "there is something to scroll back to");
      const start = await centre(option("c"));
      await panel.page.mouse.move(start.x, start.y);
      await panel.page.mouse.down();
      await panel.page.mouse.move(200, 8, { steps: 4 });
      await until(() => panel.page.evaluate(() => scrollY === 0), "scrolling to the top");
      await panel.page.mouse.up();
    });

    it("takes a clicked option after a clicked blank, and the other way round", async () => {
      await blank(2).click();
      assert.equal(await blank(2).getAttribute("aria-pressed"), "true");
      await option("c").click();
      await option("a").click();
      assert.equal(await option("a").getAttribute("aria-pressed"), "true");
      await panel.screenshot("held");
      await blank(1).click();
      assert.deepEqual(await panel.sent("fill"), [
        fillC,
        { type: "fill", key, blank: "condition", code: "local !== source" },
      ]);
    });

    it("works by keyboard alone: pick up, go there, put down", async () => {
      await option("a").focus();
      await press("ArrowDown", "ArrowDown");
      assert.equal(await option("c").evaluate((element) => element === document.activeElement), true);
      await press("Enter");
      await panel.said(/Picked up option c/);
      await press("ArrowDown", "Space");
      assert.deepEqual(await panel.sent("fill"), [fillC]);
      await panel.show(view({ located: sample.locatedWith("____", "local === source") }));
      await panel.said(/Blank 2 now holds local === source/);
    });

    it("works by keyboard alone from the blank, with Tab in between", async () => {
      await panel.page.locator("h1").click();
      await press("Tab");
      assert.equal(await blank(1).evaluate((element) => element === document.activeElement), true);
      await press("Tab", "Tab", "Enter");
      await panel.said(/Blank 2 is selected/);
      assert.equal(await option("a").evaluate((element) => element === document.activeElement), true);
      await press("Escape");
      await panel.said(/Let go/);
      assert.equal(await blank(2).evaluate((element) => element === document.activeElement), true);
      await press("Enter", "ArrowDown", "ArrowDown", "Enter");
      assert.deepEqual(await panel.sent("fill"), [fillC]);
      assert.equal(await blank(2).evaluate((element) => element === document.activeElement), true);
    });

    it("takes numbers for blanks and letters for options", async () => {
      await option("a").focus();
      await press("2", "c");
      assert.deepEqual(await panel.sent("fill"), [fillC]);
      await press("9");
      await panel.said(/There is no blank 9/);
    });

    it("takes them wherever the focus is in the panel", async () => {
      await button("Check").focus();
      await press("2", "c");
      assert.deepEqual(await panel.sent("fill"), [fillC]);
      await panel.page.locator("h1").click();
      await press("2", "c");
      assert.deepEqual(await panel.sent("fill"), [fillC, fillC]);
    });

    it("hands undo and redo on to the file", async () => {
      await button("Check").focus();
      await press("Control+z", "Meta+z", "Control+Shift+z", "Control+y");
      const history = (await panel.allSent()).filter(({ type }) => type === "undo" || type === "redo");
      assert.deepEqual(
        history.map(({ type }) => type),
        ["undo", "undo", "redo", "redo"],
      );
    });

    it("leaves keys with another modifier, and keys typed into a field, alone", async () => {
      await blank(2).focus();
      await press("Control+c", "Alt+c", "Meta+2", "Control+Alt+z");
      await panel.page.evaluate(() => {
        document.body.append(document.createElement("input"));
        document.querySelector("input")?.focus();
      });
      await press("c", "2", "Control+z");
      assert.deepEqual(
        (await panel.allSent()).filter(({ type }) => type === "undo"),
        [],
      );
      assert.deepEqual(
        (await panel.allSent()).filter(({ type }) => type === "fill"),
        [],
      );
    });
  });

  describe("buttons", () => {
    it("asks for what each says", async () => {
      await panel.show(view({ located: filled }));
      await button("Reset blank 1").click();
      await button("Edit blank 2 in the file").click();
      await button("Hint 1 of 3").click();
      await button("Show Solution").click();
      await button("Reset").last().click();
      await button("Check").click();
      await button(/^Next:/).click();
      const sent = (await panel.allSent()).slice(1);
      assert.deepEqual(sent, [
        { type: "resetBlank", key, blank: "condition" },
        { type: "revealBlank", key, blank: "otherwise" },
        { type: "hint", key },
        { type: "showSolution", key },
        { type: "reset", key },
        { type: "check", key },
        { type: "open", key: next.key },
      ]);
    });

    it("offers to put a missing blank back, and to trust the workspace", async () => {
      await panel.show(states["incomplete"] as PracticeView);
      await button("Restore Blank 2").click();
      assert.deepEqual(await panel.sent("restoreBlank"), [{ type: "restoreBlank", key, blank: "otherwise" }]);
      await panel.show(states["restricted"] as PracticeView);
      await button("Manage Workspace Trust").click();
      await panel.sent("manageTrust");
      await button("Check").click({ force: true });
      assert.deepEqual(
        (await panel.allSent()).filter(({ type }) => type === "check"),
        [],
        "what must not run is not asked for",
      );
    });

    it("links the verdict to the line and to the step that show it", async () => {
      await panel.show(states["wrong"] as PracticeView);
      await button("line 12").click();
      assert.deepEqual(await panel.sent("revealLine"), [{ type: "revealLine", key, line: 12, column: 5 }]);
      await button("Show step 2").click();
      await panel.page.getByRole("heading", { name: "step 1 of r1 in catalog" }).waitFor();
    });

    it("brings the step into sight", async () => {
      await panel.page.setViewportSize({ width: 500, height: 420 });
      await panel.show(states["wrong"] as PracticeView);
      await button("Show step 2").click();
      const inSight = async (): Promise<boolean> => {
        const box = await panel.page.locator(".stepper").boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= 420;
      };
      await until(inSight, "the player in sight");
      await panel.screenshot("shown-step");
    });
  });

  describe("a check", () => {
    it("shows progress only after a while, then a way to cancel, then says the verdict", async () => {
      await panel.show(view({ located: filled }));
      await panel.show(view({ located: filled, checking: true }));
      assert.equal(await panel.page.getByRole("progressbar").count(), 0);
      await panel.page.getByRole("progressbar").waitFor();
      assert.equal(await button("Cancel").count(), 0);
      await button("Cancel").click();
      await panel.sent("cancelCheck");
      await panel.screenshot("checking");
      await panel.show(states["error"] as PracticeView);
      await panel.said(/could not be judged/);
      await panel.show(view({ located: filled, checking: true }));
      await panel.show(view({ located: filled, checked: sample.checkedWith(sample.wrong) }));
      assert.doesNotMatch(await panel.said(/Does not hold.*Breaks/), /\.\./);
      const shown = view({ located: filled });
      await panel.show({ ...shown, key: { ...shown.key, item: "another" } });
      assert.equal(await panel.page.getByRole("status").textContent(), "");
      assert.equal(await panel.page.getByRole("progressbar").count(), 0);
    });

    it("does not move under reduced motion", async () => {
      await open({ reducedMotion: "reduce" });
      await panel.show(view({ checking: true }));
      const bar = (): Locator => panel.page.getByRole("progressbar");
      const animation = () => bar().evaluate((element) => getComputedStyle(element, "::after").animationName);
      await bar().waitFor();
      assert.equal(await animation(), "none");
      await open();
      await panel.show(view({ checking: true }));
      await bar().waitFor();
      assert.notEqual(await animation(), "none");
      await panel.page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
      assert.equal(await animation(), "none");
    });
  });

  describe("the run", () => {
    const step = (): Promise<string | null> => panel.page.locator(".step-of").textContent();

    it("opens on request and goes step by step, saying what changed in words", async () => {
      await panel.show(states["right"] as PracticeView);
      await panel.receive({ type: "reveal", part: "run" });
      await button("Next step").click();
      await button("Next step").click();
      assert.equal(await step(), "Step 2 of 5");
      await panel.said(/step 1 of r1 in catalog.*price changes from 20 to 30.*price differs: catalog 30, search 20/);
      await panel.page.getByRole("cell", { name: "30 changed, was 20" }).waitFor();
      await panel.screenshot("run");
      const slider = panel.page.getByRole("slider");
      await slider.focus();
      await press("End");
      assert.equal(await step(), "Step 5 of 5");
      await panel.page.getByRole("listitem").filter({ hasText: "price is equal: catalog 30, search 30" }).waitFor();
      await panel.page.getByText("Nothing more can happen. Everything that was promised holds.").waitFor();
      await button("Next step").click({ force: true });
      assert.equal(await step(), "Step 5 of 5");
      await panel.page.getByText("All steps").click();
      await button("deliver PriceChanged#1 to search").click();
      assert.equal(await step(), "Step 3 of 5");
    });

    it("keeps its place when the same state arrives again, and starts over with another run", async () => {
      await panel.show(states["right"] as PracticeView);
      await panel.receive({ type: "reveal", part: "run" });
      await button("Next step").click();
      await panel.show(states["right"] as PracticeView);
      assert.equal(await step(), "Step 1 of 5");
      const shorter = { ...sample.run, steps: sample.run.steps.slice(0, 2), drained: false };
      await panel.show(
        view({ ...passed, checked: sample.checkedWith({ ...sample.right, run: shorter } as typeof sample.right) }),
      );
      assert.equal(await step(), "Step 0 of 2");
    });
  });

  describe("a question", () => {
    it("is answered by keyboard, and shows right and wrong on each option", async () => {
      await panel.show(states["question"] as PracticeView);
      await button("Check").click({ force: true });
      assert.deepEqual(
        (await panel.allSent()).filter(({ type }) => type === "answer"),
        [],
        "nothing is chosen yet",
      );
      await panel.page.getByRole("radio").first().focus();
      await press("ArrowDown", "Tab", "Enter");
      const [answer] = await panel.sent("answer");
      assert.equal(answer?.chosen.length, 1);
      await panel.show(quizView(english, sample.found(sample.question), answer?.chosen));
      assert.equal(await panel.page.locator(".judged").count(), 3);
      await panel.said(/Right|Not the right answer/);
      for (const heading of ["Worked solution", "Final answer", "Quick check", "Remember", "Common mistakes"]) {
        await panel.page.getByRole("heading", { name: heading }).waitFor();
      }
      await button("Answer Again").click();
      await panel.sent("answerAgain");
    });

    it("takes several answers where several are right", async () => {
      await panel.show(states["question-several"] as PracticeView);
      const boxes = panel.page.getByRole("checkbox");
      await boxes.nth(0).check();
      await boxes.nth(2).check();
      await boxes.nth(0).uncheck();
      await boxes.nth(1).check();
      await button("Check").click();
      const [answer] = await panel.sent("answer");
      assert.equal(answer?.chosen.length, 2);
    });

    it("does not send what is right before it was answered", () => {
      assert.doesNotMatch(JSON.stringify(states["question"]), /judged|answered|Retries get over/);
    });
  });

  it("ignores messages it does not understand, and says so", async () => {
    await panel.show(view());
    await panel.receive({ type: "show", view: { kind: "diagram" } } as unknown as ToWebview);
    await panel.receive({ type: "unknown" } as unknown as ToWebview);
    await until(async () => (await panel.sent("problem")).length === 2, "two reports");
    await blank(1).waitFor();
  });

  it("shows nothing of an author's script", async () => {
    const item = {
      ...sample.exercise,
      prompt: '<img src=x onerror="sent.push(1)"><script>sent.push(2)</script> [link](javascript:sent.push(3)) `<b>`',
    };
    await panel.show(view({ found: sample.found(item) }));
    assert.equal(await panel.page.locator(".prose img, .prose script, .prose a, .prose b").count(), 0);
  });
});
