/** The result for people: one line for each item, details where something is wrong, a summary. */
import { styleText } from "node:util";
import { english as t } from "../text/translate.ts";
import type { PackReport, ReportedItem, ReportedProblem } from "./packReport.ts";
import { printable } from "./printable.ts";

/** Marks a part of the output; without colours it returns the text as it is. */
export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

/** Colours unless told otherwise by `enabled`, by the environment (NO_COLOR, FORCE_COLOR) or because nobody looks. */
export function paintFor(stream: NodeJS.WriteStream, enabled: boolean): Paint {
  return (style, text) => (enabled ? styleText(style, text, { stream, validateStream: true }) : text);
}

export function textOutput(reports: readonly PackReport[], paint: Paint): string {
  const lines = reports.flatMap((report) => [...packLines(report, paint), ""]);
  return [...lines, summary(reports), ""].join("\n");
}

function packLines(report: PackReport, paint: Paint): string[] {
  const folder = printable(report.folder);
  const name = report.title === "" ? folder : `${paint("bold", printable(report.title))} ${paint("dim", folder)}`;
  const width = report.items.reduce((most, { path }) => Math.max(most, printable(path).length), 0);
  return [
    name,
    ...report.problems.map((problem) => problemLine(problem, paint)),
    ...report.items.flatMap((item) => itemLines(item, width, paint)),
    ...(report.items.length === 0 ? [`  ${t("No exercise was run, because the pack has errors.")}`] : []),
  ];
}

function itemLines(item: ReportedItem, width: number, paint: Paint): string[] {
  const sound = item.problems.length === 0;
  const state = sound ? paint("green", "ok  ") : paint("red", "fail");
  const count = item.kind === "quiz" ? t("question") : sound ? asExpected(item.verdicts.length) : difference(item);
  return [
    `  ${state}  ${printable(item.path).padEnd(width)}  ${paint("dim", count)}`,
    ...item.problems.map((problem) => `      ${problemLine(problem, paint).trimStart()}`),
  ];
}

function asExpected(verdicts: number): string {
  return verdicts === 1 ? t("1 verdict as expected") : t("{0} verdicts as expected", verdicts);
}

function difference(item: ReportedItem): string {
  return t("{0} of {1} verdicts not as expected", item.problems.length, item.verdicts.length);
}

function problemLine({ file, line, column, severity, message, code }: ReportedProblem, paint: Paint): string {
  const kind = severity === "error" ? paint("red", t("error")) : paint("yellow", t("warning"));
  return `  ${printable(file)}:${line}:${column}  ${kind}  ${printable(message)}  ${paint("dim", `[${code}]`)}`;
}

function summary(reports: readonly PackReport[]): string {
  const items = reports.flatMap((report) => report.items);
  const problems = [...reports.flatMap((report) => report.problems), ...items.flatMap((item) => item.problems)];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [
    counted(reports.length, t("pack"), t("packs")),
    counted(items.length, t("item"), t("items")),
    counted(items.flatMap(({ verdicts }) => verdicts).length, t("verdict"), t("verdicts")),
    counted(errors, t("error"), t("errors")),
    counted(problems.length - errors, t("warning"), t("warnings")),
  ];
  return counts.join(", ");
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
