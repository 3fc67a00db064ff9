/** The screens of a quiz as quick picks: what each shows, and what choosing an item means. */
import * as vscode from "vscode";
import { markdownText } from "../../core/pack/markdownText.ts";
import type { QuizItem } from "../../core/pack/model.ts";
import { quizOrder } from "../../core/pack/quizOrder.ts";
import { levelText } from "../../text/levels.ts";
import type { Answer } from "./quizSession.ts";

export type QuizAction = "next" | "solution" | "panel" | "again" | "done";

export interface QuizPickItem extends vscode.QuickPickItem {
  /** Index into the question's options, on the question's own screen. */
  readonly option?: number;
  readonly action?: QuizAction;
}

export interface QuizScreen {
  readonly title: string;
  /** Shown above the list where this VS Code can; otherwise in the input. */
  readonly prompt: string;
  readonly placeholder: string;
  readonly items: readonly QuizPickItem[];
  /** Which item has the focus at first; none on a question, so that nothing is suggested. */
  readonly active?: QuizPickItem;
  readonly multiple: boolean;
}

export interface Progress {
  /** 1 for the first. */
  readonly number: number;
  readonly of: number;
}

function titleOf(item: QuizItem, progress: Progress): string {
  return vscode.l10n.t("Question {0} of {1} · {2}", progress.number, progress.of, levelText(item.level, vscode.l10n.t));
}

function separator(label: string): QuizPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

export function questionScreen(item: QuizItem, progress: Progress): QuizScreen {
  return {
    title: titleOf(item, progress),
    prompt: [item.title, markdownText(item.question)].filter((text) => text !== "").join(" "),
    placeholder: item.multiple ? vscode.l10n.t("Choose every right answer") : vscode.l10n.t("Choose an answer"),
    multiple: item.multiple,
    items: quizOrder(item).map((option) => ({
      label: markdownText(item.options[option]?.text ?? ""),
      option,
      alwaysShow: true,
    })),
  };
}

export function feedbackScreen(item: QuizItem, answer: Answer, progress: Progress, last: boolean): QuizScreen {
  const next: QuizPickItem = {
    label: last ? vscode.l10n.t("Show the result") : vscode.l10n.t("Next question"),
    iconPath: new vscode.ThemeIcon("arrow-right"),
    action: "next",
  };
  return {
    title: titleOf(item, progress),
    prompt: answer.right ? vscode.l10n.t("Right.") : vscode.l10n.t("Not right. The reasons are below."),
    placeholder: item.title,
    multiple: false,
    active: next,
    items: [
      next,
      {
        label: vscode.l10n.t("Show the steps"),
        iconPath: new vscode.ThemeIcon("list-ordered"),
        action: "solution",
      },
      {
        label: vscode.l10n.t("Open in the panel"),
        iconPath: new vscode.ThemeIcon("open-preview"),
        action: "panel",
      },
      separator(answer.right ? vscode.l10n.t("Right") : vscode.l10n.t("Not right")),
      ...quizOrder(item).map((option) => optionFeedback(item, option, answer.chosen.includes(option))),
    ],
  };
}

function optionFeedback(item: QuizItem, index: number, chosen: boolean): QuizPickItem {
  const option = item.options[index];
  const right = option?.right === true;
  const verdict = right ? vscode.l10n.t("right") : vscode.l10n.t("wrong");
  return {
    label: markdownText(option?.text ?? ""),
    description: chosen ? vscode.l10n.t("{0} · your answer", verdict) : verdict,
    detail: markdownText(option?.why ?? ""),
    iconPath: new vscode.ThemeIcon(
      right ? "pass" : "error",
      new vscode.ThemeColor(right ? "testing.iconPassed" : "testing.iconFailed"),
    ),
    alwaysShow: true,
  };
}

export function solutionScreen(item: QuizItem, progress: Progress, last: boolean): QuizScreen {
  const lines = (texts: readonly string[], icon: string): QuizPickItem[] =>
    texts.map((text) => ({
      label: markdownText(text),
      iconPath: new vscode.ThemeIcon(icon),
    }));
  const final = item.options.filter((option) => option.right).map((option) => option.text);
  const next: QuizPickItem = {
    label: last ? vscode.l10n.t("Show the result") : vscode.l10n.t("Next question"),
    iconPath: new vscode.ThemeIcon("arrow-right"),
    action: "next",
  };
  return {
    title: titleOf(item, progress),
    prompt: vscode.l10n.t("The worked solution"),
    placeholder: item.title,
    multiple: false,
    active: next,
    items: [
      next,
      separator(vscode.l10n.t("Steps")),
      ...item.steps.map((text, index) => ({
        label: vscode.l10n.t("{0}. {1}", index + 1, markdownText(text)),
      })),
      separator(vscode.l10n.t("Final answer")),
      ...lines(final, "pass"),
      separator(vscode.l10n.t("Quick check")),
      ...lines([item.quickCheck], "question"),
      separator(vscode.l10n.t("Remember")),
      ...lines([item.remember], "lightbulb"),
      separator(vscode.l10n.t("Common mistakes")),
      ...lines(item.mistakes, "warning"),
    ],
  };
}

export function summaryScreen(
  rows: readonly {
    readonly item: QuizItem;
    readonly answer: Answer | undefined;
  }[],
): QuizScreen {
  const right = rows.filter((row) => row.answer?.right).length;
  const done: QuizPickItem = {
    label: vscode.l10n.t("Done"),
    iconPath: new vscode.ThemeIcon("check"),
    action: "done",
  };
  const again: QuizPickItem = {
    label: vscode.l10n.t("Go through the wrong ones again"),
    iconPath: new vscode.ThemeIcon("debug-restart"),
    action: "again",
  };
  return {
    title: vscode.l10n.t("{0} of {1} right", right, rows.length),
    prompt: vscode.l10n.t("The questions you answered"),
    placeholder: "",
    multiple: false,
    active: right < rows.length ? again : done,
    items: [
      ...(right < rows.length ? [again] : []),
      done,
      separator(vscode.l10n.t("Answers")),
      ...rows.map(({ item, answer }) => ({
        label: item.title,
        description: answer?.right ? vscode.l10n.t("right") : vscode.l10n.t("wrong"),
        iconPath: new vscode.ThemeIcon(answer?.right ? "pass" : "error"),
      })),
    ],
  };
}
