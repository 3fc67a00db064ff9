/** A question as the panel draws it. What is right is put in only once it was answered. */
import { markdownHtml } from "../../core/pack/markdownHtml.ts";
import type { Pack, QuizItem } from "../../core/pack/model.ts";
import { isRight, quizOrder } from "../../core/pack/quizOrder.ts";
import type { QuizOptionView, QuizView } from "../../protocol/practice/quizView.ts";
import type { Translate } from "../../text/translate.ts";
import type { FoundItem } from "../platform/practice.ts";
import { aboutItem } from "./exerciseViewModel.ts";
import { neighbours } from "./navigation.ts";

/** `chosen`: the indices the learner answered with; undefined while the question is open. */
export function quizView(t: Translate, found: FoundItem<QuizItem>, chosen: readonly number[] | undefined): QuizView {
  const { key, item, pack } = found;
  const questions = questionsOf(pack);
  const at = questions.findIndex(({ id }) => id === item.id);
  return {
    kind: "quiz",
    key,
    title: item.title,
    about: aboutItem(t, found),
    progress: t("Question {0} of {1}", at + 1, questions.length),
    question: markdownHtml(item.details),
    multiple: item.multiple,
    options: quizOrder(item).map((index) => optionView(t, item, index, chosen)),
    ...(chosen !== undefined && { answered: answeredView(t, item, chosen) }),
    ...neighbours(found),
  };
}

function questionsOf(pack: Pack): QuizItem[] {
  return pack.modules.flatMap(({ items }) => items).filter((item) => item.kind === "quiz");
}

function optionView(
  t: Translate,
  item: QuizItem,
  index: number,
  answer: readonly number[] | undefined,
): QuizOptionView {
  const option = item.options[index];
  if (option === undefined) throw new RangeError(`The question has no option ${index}`);
  const text = markdownHtml(option.text);
  if (answer === undefined) return { index, text };
  const chosen = answer.includes(index);
  const { right } = option;
  return { index, text, judged: { right, chosen, verdict: verdict(t, right, chosen), why: markdownHtml(option.why) } };
}

function verdict(t: Translate, right: boolean, chosen: boolean): string {
  if (right) return chosen ? t("Right, your answer") : t("Right");
  return chosen ? t("Wrong, your answer") : t("Wrong");
}

function answeredView(t: Translate, item: QuizItem, chosen: readonly number[]): NonNullable<QuizView["answered"]> {
  const html = (markdown: string): string => markdownHtml(markdown);
  const right = isRight(item, chosen);
  return {
    right,
    title: right ? t("Right") : t("Not the right answer"),
    finalAnswer: item.options.filter((option) => option.right).map((option) => html(option.text)),
    steps: item.steps.map(html),
    quickCheck: html(item.quickCheck),
    remember: html(item.remember),
    mistakes: item.mistakes.map(html),
  };
}
