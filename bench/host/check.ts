// Runs inside the extension host, as a test would: times the check of every answer that the packs list, all schedules
// within their bounds, and TypeScript's diagnostics on the same file, one after the other.
import * as vscode from "vscode";
import { packFolder } from "../../src/cli/packFolder.ts";
import { readPack } from "../../src/core/pack/readPack.ts";
import { writeResult } from "./result.ts";

const probe = `const probe: "of the benchmark" = "";`;

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

const isProbe = ({ source, message }: vscode.Diagnostic): boolean =>
  source === "ts" && message.includes("of the benchmark");

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

/** Milliseconds of one check, from the command to its end: its verdict is shown then. */
async function checkRound(key: Key): Promise<number> {
  const started = performance.now();
  await vscode.commands.executeCommand("eventually.check", key);
  return performance.now() - started;
}

interface Key {
  readonly pack: string;
  readonly item: string;
}

/** An answer to an exercise: its own solution, with one blank filled by one of the listed fragments. */
interface Answer {
  readonly key: Key;
  readonly fills: ReadonlyMap<string, string>;
}

/** Every fragment that the pack lists for any blank, the right ones too. */
async function allAnswers(folder: string): Promise<readonly Answer[]> {
  const { pack } = await readPack(packFolder(folder));
  if (pack === undefined) throw new Error(`${folder} cannot be read`);
  return pack.modules
    .flatMap(({ items }) => items)
    .flatMap((item): Answer[] => {
      if (item.kind !== "exercise") return [];
      const right = new Map(item.source.blanks.map(({ id, answer }) => [id, answer]));
      const listed = item.blanks.flatMap(({ id, variants }) => variants.map(({ code }) => new Map([[id, code]])));
      const key = { pack: pack.id, item: item.id };
      return [new Map<string, string>(), ...listed].map((other) => ({ key, fills: new Map([...right, ...other]) }));
    });
}

async function fill({ key, fills }: Answer): Promise<void> {
  for (const [blank, code] of fills) await vscode.commands.executeCommand("eventually.useOption", key, blank, code);
}

export function run(): Promise<void> {
  return writeResult(measure);
}

async function measure(said: string[]): Promise<{ readonly ours: number[]; readonly theirs: number[] }> {
  const packs = (process.env["EVENTUALLY_BENCH_PACKS"] ?? "").split("\n");
  const ours: number[] = [];
  const theirs: number[] = [];
  let last: string | undefined;
  for (const answer of (await Promise.all(packs.map(allAnswers))).flat()) {
    await vscode.commands.executeCommand("eventually.openExercise", answer.key);
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "typescript") throw new Error("The exercise did not open");
    if (last !== answer.key.item) {
      // The first round in each file warms both sides up: TypeScript reads the file, ours starts a process.
      await typescriptRound(document);
      await checkRound(answer.key);
      last = answer.key.item;
    }
    await fill(answer);
    theirs.push(await typescriptRound(document));
    ours.push(await checkRound(answer.key));
    said.push(`${answer.key.item}: ours ${ours.at(-1)?.toFixed(0)} ms, TypeScript ${theirs.at(-1)?.toFixed(0)} ms`);
  }
  return { ours, theirs };
}
