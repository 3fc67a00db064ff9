/** What is known of an exercise at this moment, as one Markdown document. */
import type { Verdict } from "../core/check/model.ts";
import type { ExerciseItem, Markdown } from "../core/pack/model.ts";
import type { ItemProgress } from "../core/progress/model.ts";
import type { Translate } from "./translate.ts";
import { brokenText, verdictText } from "./verdicts.ts";

export interface Explained {
  readonly item: ExerciseItem;
  readonly progress: ItemProgress;
  readonly attemptsLeft: number;
  /** The last verdict, where there is one. */
  readonly verdict?: Verdict;
  /** False where the code changed since. */
  readonly current: boolean;
}

/** Shows no more than the learner may see: opened hints until a pass, then all of them and the common mistakes. */
export function explanationMarkdown(
  { item, progress, attemptsLeft, verdict, current }: Explained,
  t: Translate,
): Markdown {
  const done = progress.state === "passed" || progress.solutionSeen;
  const hints = done ? item.hints : item.hints.slice(0, progress.hintsOpened);
  const sections = [`# ${item.title}`, item.prompt, attemptsText(attemptsLeft, t)];
  if (verdict !== undefined) sections.push(...verdictSections(verdict, current, item, t));
  if (hints.length > 0) sections.push(`## ${t("Hints")}`, numbered(hints));
  if (done && item.mistakes.length > 0) sections.push(`## ${t("Common mistakes")}`, bulleted(item.mistakes));
  return `${sections.join("\n\n")}\n`;
}

export function attemptsText(left: number, t: Translate): string {
  return t("Attempts: {0} left", left);
}

function verdictSections(verdict: Verdict, current: boolean, item: ExerciseItem, t: Translate): Markdown[] {
  const sections = [`## ${t("Last check")}`];
  if (!current) sections.push(t("The code changed since this check."));
  if (verdict.kind !== "wrong") return [...sections, escapeMarkdown(verdictText(verdict, t))];
  sections.push(bulleted(verdict.broken.map((broken) => escapeMarkdown(brokenText(broken, t)))));
  for (const { blank, why } of verdict.listed) {
    const number = item.source.blanks.find(({ id }) => id === blank)?.number ?? 0;
    sections.push(`### ${t("Blank {0}", number)}`, why);
  }
  return sections;
}

function numbered(items: readonly Markdown[]): Markdown {
  return items.map((item, index) => `${index + 1}. ${indented(item, 3)}`).join("\n");
}

function bulleted(items: readonly Markdown[]): Markdown {
  return items.map((item) => `- ${indented(item, 2)}`).join("\n");
}

function indented(text: string, by: number): string {
  return text.split("\n").join(`\n${" ".repeat(by)}`);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~-]/g, "\\$&");
}
