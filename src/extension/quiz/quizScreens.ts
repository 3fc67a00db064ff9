/** The screens of a quiz as quick picks: what each shows, and what choosing an item means. */
import * as vscode from "vscode";
import { markdownText } from "../../core/pack/markdownText.ts";
import type { QuizItem } from "../../core/pack/model.ts";
import { quizOrder } from "../../core/pack/quizOrder.ts";
import { levelText } from "../../text/levels.ts";
import { lines } from "./lines.ts";
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

/** Characters that fit in a row of the list at its usual width, without and with an icon. */
const rowWidth = 76;
const iconRowWidth = 72;

/** One option as one item: what does not fit in its row goes on in the line below. */
function optionItem(item: QuizItem, option: number): QuizPickItem {
  const [label = "", ...rest] = lines(markdownText(item.options[option]?.text ?? ""), rowWidth);
  return { label, option, alwaysShow: true, ...(rest.length === 0 ? {} : { detail: rest.join(" ") }) };
}

/** A text to read, over as many rows as it needs; the group's name stands at the end of the first. */
function textRows(text: string, icon: vscode.ThemeIcon, group = ""): QuizPickItem[] {
  const first = iconRowWidth - (group === "" ? 0 : group.length + 2);
  return lines(text, iconRowWidth, first).map((label, index) => ({
    label,
    iconPath: index === 0 ? icon : noIcon,
    alwaysShow: true,
  }));
}

/** Holds the place of one, so that lines begin below each other. */
const noIcon = new vscode.ThemeIcon("blank");

function group(name: string, rows: readonly QuizPickItem[]): QuizPickItem[] {
  return rows.length === 0 ? [] : [separator(name), ...rows];
}

function textGroup(name: string, texts: readonly string[], icon: vscode.ThemeIcon): QuizPickItem[] {
  return group(
    name,
    texts.flatMap((text, index) => textRows(markdownText(text), icon, index === 0 ? name : "")),
  );
}

function nextItem(last: boolean): QuizPickItem {
  return {
    label: last ? vscode.l10n.t("Show the result") : vscode.l10n.t("Next question"),
    iconPath: new vscode.ThemeIcon("arrow-right"),
    action: "next",
    alwaysShow: true,
  };
}

export function questionScreen(item: QuizItem, progress: Progress): QuizScreen {
  return {
    title: titleOf(item, progress),
    prompt: markdownText(item.question),
    placeholder: item.multiple ? vscode.l10n.t("Choose every right answer") : vscode.l10n.t("Choose an answer"),
    multiple: item.multiple,
    items: quizOrder(item).map((option) => optionItem(item, option)),
  };
}

export function feedbackScreen(item: QuizItem, answer: Answer, progress: Progress, last: boolean): QuizScreen {
  const next = nextItem(last);
  const chosen = (option: number): boolean => answer.chosen.includes(option);
  const right = (option: number): boolean => item.options[option]?.right === true;
  // What was chosen and what would have been right are in sight without scrolling.
  const rank = (option: number): number => (chosen(option) ? 0 : right(option) ? 1 : 2);
  const order = [...quizOrder(item)].sort((a, b) => rank(a) - rank(b));
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
        alwaysShow: true,
      },
      {
        label: vscode.l10n.t("Open in the panel"),
        iconPath: new vscode.ThemeIcon("open-preview"),
        action: "panel",
        alwaysShow: true,
      },
      ...order.flatMap((option) => optionFeedback(item, option, chosen(option))),
    ],
  };
}

/** The option under its verdict, then why. */
function optionFeedback(item: QuizItem, index: number, chosen: boolean): QuizPickItem[] {
  const option = item.options[index];
  const right = option?.right === true;
  const verdict = right ? vscode.l10n.t("right") : vscode.l10n.t("wrong");
  const name = chosen ? vscode.l10n.t("{0} · your answer", verdict) : verdict;
  const icon = new vscode.ThemeIcon(
    right ? "pass" : "error",
    new vscode.ThemeColor(right ? "testing.iconPassed" : "testing.iconFailed"),
  );
  return group(name, [
    ...textRows(markdownText(option?.text ?? ""), icon, name),
    ...textRows(markdownText(option?.why ?? ""), reasonIcon),
  ]);
}

const reasonIcon = new vscode.ThemeIcon("indent");

export function solutionScreen(item: QuizItem, progress: Progress, last: boolean): QuizScreen {
  const next = nextItem(last);
  const final = item.options.filter((option) => option.right).map((option) => option.text);
  const steps = vscode.l10n.t("Steps");
  return {
    title: titleOf(item, progress),
    prompt: vscode.l10n.t("The worked solution"),
    placeholder: item.title,
    multiple: false,
    active: next,
    items: [
      next,
      ...group(
        steps,
        item.steps.flatMap((text, index) =>
          textRows(vscode.l10n.t("{0}. {1}", index + 1, markdownText(text)), noIcon, index === 0 ? steps : ""),
        ),
      ),
      ...textGroup(vscode.l10n.t("Final answer"), final, new vscode.ThemeIcon("pass")),
      ...textGroup(vscode.l10n.t("Quick check"), [item.quickCheck], new vscode.ThemeIcon("question")),
      ...textGroup(vscode.l10n.t("Remember"), [item.remember], new vscode.ThemeIcon("lightbulb")),
      ...textGroup(vscode.l10n.t("Common mistakes"), item.mistakes, new vscode.ThemeIcon("warning")),
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
      ...rows.flatMap(({ item, answer }) => {
        const name = answer?.right ? vscode.l10n.t("right") : vscode.l10n.t("wrong");
        return group(name, textRows(item.title, new vscode.ThemeIcon(answer?.right ? "pass" : "error"), name));
      }),
    ],
  };
}
