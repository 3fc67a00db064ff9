// Runs inside the extension host, as a test would: times checks of an exercise and TypeScript's diagnostics on the
// same file, one after the other, and writes both series to the file named by EVENTUALLY_BENCH_RESULT.
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { diagnosticSource } from "../../src/extension/editor/diagnostics.ts";

const counted = 15;
const key = { pack: "eventual-consistency", item: "once-writes-stop" };
/** Wrong in every case, so that each check ends with a diagnostic on the blank. Each differs from the one before. */
const answers = ["outlooks.inconsistent", "outlooks.permanent", "outlooks.immediate"] as const;
const probe = "const probe: number = '';";

/** Milliseconds from now until the file's diagnostics are as wanted. */
async function timeUntil(
  uri: vscode.Uri,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<number> {
  const started = performance.now();
  const holds = (): boolean => wanted(vscode.languages.getDiagnostics(uri));
  if (holds()) return performance.now() - started;
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`After 30 s: ${JSON.stringify(vscode.languages.getDiagnostics(uri))}`)),
      30_000,
    );
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!holds()) return;
      clearTimeout(late);
      listening.dispose();
      resolve();
    });
  });
  return performance.now() - started;
}

const isOurs = ({ source, severity }: vscode.Diagnostic): boolean =>
  source === diagnosticSource && severity === vscode.DiagnosticSeverity.Error;
/** TypeScript's "not assignable"; the exercise itself has none. */
const isProbe = ({ source, code }: vscode.Diagnostic): boolean => source === "ts" && code === 2322;

async function replace(document: vscode.TextDocument, from: string | RegExp, to: string): Promise<void> {
  const text = document.getText();
  const found = new RegExp(from).exec(text);
  if (found === null) throw new Error(`The exercise has no ${from}`);
  const edit = new vscode.WorkspaceEdit();
  const end = found.index + found[0].length;
  edit.replace(document.uri, new vscode.Range(document.positionAt(found.index), document.positionAt(end)), to);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("The edit was refused");
}

async function typescriptRound(document: vscode.TextDocument): Promise<number> {
  const end = document.positionAt(document.getText().length);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, end, `\n${probe}`);
  const started = performance.now();
  await vscode.workspace.applyEdit(edit);
  await timeUntil(document.uri, (diagnostics) => diagnostics.some(isProbe));
  const taken = performance.now() - started;
  await replace(document, `\\n${probe}`, "");
  await timeUntil(document.uri, (diagnostics) => !diagnostics.some(isProbe));
  return taken;
}

async function checkRound(document: vscode.TextDocument, answer: string): Promise<number> {
  await replace(document, /(?<=copies: )(____|outlooks\.\w+)/, answer);
  await timeUntil(document.uri, (diagnostics) => !diagnostics.some(isOurs));
  const started = performance.now();
  const done = vscode.commands.executeCommand("eventually.check", key);
  await timeUntil(document.uri, (diagnostics) => diagnostics.some(isOurs));
  const taken = performance.now() - started;
  await done;
  return taken;
}

export async function run(): Promise<void> {
  await vscode.commands.executeCommand("eventually.openExercise", key);
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "typescript") throw new Error("The exercise did not open");
  const ours: number[] = [];
  const theirs: number[] = [];
  // Three rounds warm both sides up.
  for (let round = -3; round < counted; round++) {
    const other = await typescriptRound(document);
    const one = await checkRound(document, answers[(round + 3) % answers.length] ?? "");
    if (round < 0) continue;
    ours.push(one);
    theirs.push(other);
  }
  writeFileSync(process.env["EVENTUALLY_BENCH_RESULT"] ?? "", JSON.stringify({ ours, theirs }));
}
