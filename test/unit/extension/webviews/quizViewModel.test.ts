// From a question to what the panel draws, before and after the answer.
import assert from "node:assert/strict";
import { quizView } from "../../../../src/extension/webviews/quizViewModel.ts";
import { english } from "../../../../src/text/translate.ts";
import * as sample from "./sample.ts";

describe("the view of a question", () => {
  const open = quizView(english, sample.found(sample.question), undefined);

  it("gives nothing away before the answer", () => {
    assert.doesNotMatch(JSON.stringify(open), /Retries get over|restores it|judged|dead-letter queue\?|"right"/);
    assert.equal(open.options.length, 3);
  });

  it("counts the questions of its pack, not the exercises, and links to whatever stands around it", () => {
    assert.equal(open.progress, "Question 1 of 2");
    assert.equal(open.back, undefined);
    assert.equal(open.next?.key.item, "compare");
    const second = quizView(english, sample.found(sample.secondQuestion), undefined);
    assert.equal(second.progress, "Question 2 of 2");
    assert.equal(second.back?.key.item, "compare");
    assert.equal(second.next, undefined);
  });

  it("says of each option whether it is right and whether it was chosen", () => {
    const { options, answered } = quizView(english, sample.found(sample.question), [0]);
    const byIndex = [0, 1, 2].map((index) => options.find((option) => option.index === index)?.judged?.verdict);
    assert.deepEqual(byIndex, ["Wrong, your answer", "Right", "Wrong"]);
    assert.equal(answered?.right, false);
    assert.equal(answered?.finalAnswer.length, 1);
    assert.match(answered?.finalAnswer[0] ?? "", /<strong>retried<\/strong>/);
  });

  it("is right only with all right options and no other", () => {
    const right = (chosen: readonly number[]): boolean | undefined =>
      quizView(english, sample.found(sample.secondQuestion), chosen).answered?.right;
    assert.equal(right([0, 1]), true);
    assert.equal(right([0]), false);
    assert.equal(right([0, 1, 2]), false);
  });
});
