// From an exercise's state to what the panel draws.
import assert from "node:assert/strict";
import type { Verdict } from "../../../../src/core/check/model.ts";
import type { ExerciseState } from "../../../../src/extension/platform/practice.ts";
import { exerciseView, withoutCommonIndent } from "../../../../src/extension/webviews/exerciseViewModel.ts";
import { neighbours } from "../../../../src/extension/webviews/navigation.ts";
import { practiceView } from "../../../../src/extension/webviews/practiceView.ts";
import { practiceStrings } from "../../../../src/extension/webviews/strings.ts";
import type { ExerciseView } from "../../../../src/protocol/practice.ts";
import { ToWebviewSchema } from "../../../../src/protocol/practice.ts";
import { english } from "../../../../src/text/translate.ts";
import * as sample from "./sample.ts";

function view(change: Partial<ExerciseState> = {}, trusted = true): ExerciseView {
  return exerciseView(english, sample.stateWith(change), { trusted, next: undefined });
}

const checkedAs = (verdict: Verdict, current = true): ExerciseView =>
  view({ checked: sample.checkedWith(verdict, current) });
const kinds = ({ notices }: ExerciseView): string[] => notices.map(({ kind }) => kind);

describe("the view of an exercise", () => {
  it("is a message that the panel understands, whatever the verdict", () => {
    for (const verdict of [sample.right, sample.wrong, sample.worse, sample.incomplete, sample.tooSlow]) {
      const message = { type: "show", view: checkedAs(verdict), strings: practiceStrings(english) };
      assert.ok(ToWebviewSchema.safeParse(message).success, verdict.kind);
    }
  });

  it("tells what is in each blank: empty, filled, missing, not read", () => {
    const { blanks } = view({ located: sample.locatedWith("x", undefined) });
    assert.deepEqual(
      blanks.map(({ state, code }) => [state, code]),
      [
        ["filled", "x"],
        ["missing", ""],
      ],
    );
    assert.deepEqual(
      view().blanks.map(({ state }) => state),
      ["empty", "empty"],
    );
    const { located: _located, ...unread } = sample.stateWith();
    const unreadView = exerciseView(english, unread, { trusted: true, next: undefined });
    assert.deepEqual(
      unreadView.blanks.map(({ state }) => state),
      ["unknown", "unknown"],
    );
    assert.equal(unreadView.opened, false);
  });

  it("says nothing of right or wrong before a check", () => {
    const text = JSON.stringify(view());
    for (const secret of [
      "two ways out",
      "messages are on their way",
      "wrong way round",
      "The first <code>return</code>",
    ]) {
      assert.ok(!text.includes(secret), secret);
    }
  });

  it("puts the author's why at its blank, only while the code still stands there", () => {
    assert.equal(checkedAs(sample.wrong).blanks[0]?.listed?.title, "The condition is inverted");
    assert.match(checkedAs(sample.wrong).blanks[0]?.listed?.why ?? "", /wrong way round/);
    assert.equal(checkedAs(sample.wrong).blanks[1]?.listed, undefined);
    assert.equal(checkedAs(sample.wrong, false).blanks[0]?.listed, undefined);
    assert.equal(checkedAs(sample.wrong, false).result?.stale, true);
    assert.equal(checkedAs(sample.worse).blanks[0]?.listed?.tone, "worse");
  });

  it("shows what broke, with the learner's line and the step", () => {
    const findings = checkedAs(sample.wrong).result?.findings ?? [];
    assert.deepEqual(findings[0]?.link, { label: "line 12", line: 12, column: 5 });
    assert.equal(findings[0]?.entry, sample.run.steps.length);
    assert.equal(findings[1]?.entry, 2);
    assert.equal(findings[1]?.link, undefined);
  });

  it("does not link to lines of the scenario, which learners do not see", () => {
    const verdict: Verdict = {
      kind: "error",
      failure: {
        code: "check-threw",
        check: "c",
        error: { name: "E", message: "m" },
        at: { file: "scenario.ts", line: 3, column: 1 },
      },
    };
    assert.equal(checkedAs(verdict).result?.findings[0]?.link, undefined);
  });

  it("opens hints one at a time, and all after a pass, with the solution", () => {
    assert.equal(view().hints.next, "Hint 1 of 3");
    const one = view({ progress: { ...sample.untouched, hintsOpened: 1 } });
    assert.equal(one.hints.opened.length, 1);
    assert.equal(one.hints.next, "Hint 2 of 3");
    assert.equal(one.solution, undefined);
    const passed = view({ progress: { ...sample.untouched, state: "passed" } });
    assert.equal(passed.hints.opened.length, 3);
    assert.equal(passed.hints.next, undefined);
    assert.equal(passed.solution?.steps.length, 3);
    const seen = view({ progress: { ...sample.untouched, state: "again", solutionSeen: true } });
    assert.equal(seen.solution?.mistakes.length, 2);
    assert.equal(seen.hints.opened.length, 0);
  });

  it("runs code of other packs only in a trusted workspace", () => {
    const other = { found: sample.found(sample.exercise, "workspace") };
    assert.equal(view(other, false).canCheck, false);
    assert.deepEqual(kinds(view(other, false)), ["restricted"]);
    assert.equal(view(other, true).canCheck, true);
    assert.equal(view({}, false).canCheck, true, "the pack that comes with the extension runs anyway");
    assert.deepEqual(kinds(view({}, false)), []);
  });

  it("gives notice of used up attempts, edits outside, and a newer version", () => {
    assert.deepEqual(kinds(view({ attemptsLeft: 0 })), ["attemptsUsedUp"]);
    const seen = view({ attemptsLeft: 0, progress: { ...sample.untouched, solutionSeen: true } });
    assert.equal(
      seen.notices[0]?.text,
      "All attempts are used. The worked solution shows one way; you can go on checking.",
    );
    assert.deepEqual(kinds(view({ attemptsLeft: 0, progress: { ...sample.untouched, state: "passed" } })), []);
    const outside = { ...sample.locatedWith("x", "y"), outside: [{ span: { start: 0, end: 1 }, original: "" }] };
    assert.deepEqual(kinds(view({ located: outside })), ["outside"]);
    assert.match(view({ located: outside }).notices[0]?.text ?? "", /judged as it stands/);
    const missing = { ...outside, blanks: sample.locatedWith("x", undefined).blanks };
    assert.match(view({ located: missing }).notices[0]?.text ?? "", /Nothing is judged before it is restored/);
    assert.deepEqual(kinds(view({ outdated: true })), ["outdated"]);
  });
});

describe("withoutCommonIndent", () => {
  it("moves lines after the first to the left together", () => {
    assert.equal(withoutCommonIndent("if (a) {\r\n    b();\n\n      c();\n  }"), "if (a) {\n  b();\n\n    c();\n}");
    assert.equal(withoutCommonIndent("a"), "a");
    assert.equal(withoutCommonIndent(""), "");
  });
});

describe("the next item", () => {
  it("goes on over the end of a module and ends with the pack", () => {
    assert.deepEqual(neighbours(sample.found(sample.exercise)).next?.key, { pack: "sample", item: "both" });
    assert.deepEqual(neighbours(sample.found(sample.question)).next?.key, { pack: "sample", item: "compare" });
    assert.equal(neighbours(sample.found(sample.secondQuestion)).next, undefined);
    assert.equal(neighbours(sample.found(sample.secondQuestion)).back?.key.item, "compare");
  });
});

describe("the panel's view", () => {
  type Looked = Parameters<typeof practiceView>[1];
  const practice = {
    library: {
      find: ({ item }: { item: string }) =>
        [sample.exercise, sample.question].filter(({ id }) => id === item).map((one) => sample.found(one))[0],
    },
    exercise: () => sample.stateWith(),
  } as unknown as Looked;
  const kindOf = (item: string | undefined): string =>
    practiceView(
      english,
      practice,
      { key: item === undefined ? undefined : { pack: "sample", item }, answer: undefined },
      true,
    ).kind;

  it("is an exercise, a question, or says why there is nothing", () => {
    assert.equal(kindOf("compare"), "exercise");
    assert.equal(kindOf("missed"), "quiz");
    assert.equal(kindOf("gone"), "empty");
    assert.equal(kindOf(undefined), "empty");
  });
});
