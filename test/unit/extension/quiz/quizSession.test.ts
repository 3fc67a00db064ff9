import assert from "node:assert/strict";
import fc from "fast-check";
import {
  answerQuestion,
  beginQuiz,
  canGoBack,
  currentQuestion,
  goBack,
  nextQuestion,
  type QuizSession,
  retryWrong,
  score,
  showSolution,
} from "../../../../src/extension/quiz/quizSession.ts";

const three = ["a", "b", "c"];
const right = { chosen: [0], right: true };
const wrong = { chosen: [1], right: false };

describe("quiz session", () => {
  it("begins at the first question, or at the one asked for", () => {
    assert.equal(currentQuestion(beginQuiz(three)), "a");
    assert.equal(currentQuestion(beginQuiz(three, "c")), "c");
    assert.equal(currentQuestion(beginQuiz(three, "gone")), "a");
    assert.deepEqual(beginQuiz([]).screen, { kind: "summary" });
  });
  it("shows feedback after an answer, then the solution, then goes on", () => {
    const answered = answerQuestion(beginQuiz(three), wrong);
    assert.deepEqual(answered.screen, { kind: "feedback", index: 0 });
    const solution = showSolution(answered);
    assert.deepEqual(solution.screen, { kind: "solution", index: 0 });
    assert.equal(currentQuestion(nextQuestion(solution)), "b");
  });
  it("comes round to questions that were skipped, and ends when all are answered", () => {
    let session = beginQuiz(three, "c");
    for (const expected of ["c", "a", "b"]) {
      assert.equal(currentQuestion(session), expected);
      session = nextQuestion(answerQuestion(session, right));
    }
    assert.deepEqual(session.screen, { kind: "summary" });
    assert.deepEqual(score(session), { right: 3, answered: 3 });
  });
  it("goes back to the feedback of the question before", () => {
    const second = nextQuestion(answerQuestion(beginQuiz(three), right));
    assert.deepEqual(goBack(second).screen, { kind: "feedback", index: 0 });
    assert.ok(!canGoBack(goBack(second)));
    assert.deepEqual(goBack(showSolution(goBack(second))).screen, { kind: "feedback", index: 0 });
  });
  it("asks only the wrong ones again", () => {
    let session = beginQuiz(three);
    for (const answer of [right, wrong, right]) session = nextQuestion(answerQuestion(session, answer));
    assert.deepEqual(retryWrong(session).questions, ["b"]);
    assert.deepEqual(retryWrong(session).answers, {});
  });
  it("ignores an answer where no question is asked", () => {
    const feedback = answerQuestion(beginQuiz(three), right);
    assert.equal(answerQuestion(feedback, wrong), feedback);
  });
  it("never loses an answer, whatever is pressed, and always ends by answering on", () => {
    const press = fc.constantFrom(goBack, nextQuestion, showSolution, (s: QuizSession) => answerQuestion(s, wrong));
    fc.assert(
      fc.property(fc.array(press), (presses) => {
        let session = beginQuiz(three);
        for (const one of presses) {
          const before = Object.keys(session.answers);
          session = one(session);
          assert.ok(before.every((question) => session.answers[question] !== undefined));
        }
        for (let i = 0; i < 3; i++) session = nextQuestion(answerQuestion(nextQuestion(session), right));
        assert.deepEqual(session.screen, { kind: "summary" });
      }),
    );
  });
});
