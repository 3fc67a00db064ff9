// Runs inside the extension host, as a test would: steps through a long run and times each step until the panel has
// painted it, and in between a bare message to the same panel and back.
import { setTimeout as rest } from "node:timers/promises";
import * as vscode from "vscode";
import { writeResult } from "./result.ts";

const key = { pack: "long-run", item: "publish-the-update" };
/** Measured from here on. */
const firstStep = 200;
const rounds = 200;

interface Pong {
  readonly type: "pong";
  readonly id: number;
  readonly at: number;
}

/** The stepper's panel, caught when it is made: this file sees the same `vscode` as the extension. */
function caughtPanel(): Promise<vscode.WebviewPanel> {
  return new Promise((resolve) => {
    const { window } = vscode;
    const create = window.createWebviewPanel;
    window.createWebviewPanel = (viewType, ...rest) => {
      const panel = create.call(window, viewType, ...rest);
      if (viewType === "eventually.stepper") resolve(panel);
      return panel;
    };
  });
}

class Page {
  readonly #panel: vscode.WebviewPanel;
  #id = 0;
  readonly #waiting = new Map<number, (at: number) => void>();

  constructor(panel: vscode.WebviewPanel) {
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: Pong) => {
      if (message.type === "pong") this.#waiting.get(message.id)?.(message.at);
    });
  }

  /** The moment that the page shows, as soon as it can say so or when it has painted it. */
  async ask(painted: boolean): Promise<number> {
    const id = ++this.#id;
    const answer = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("The page does not answer")), 30_000);
      this.#waiting.set(id, (at) => {
        clearTimeout(late);
        resolve(at);
      });
    });
    await this.#panel.webview.postMessage({ type: "ping", id, painted });
    return answer;
  }
}

/** Milliseconds from the command to the paint of the step with this number. */
async function stepRound(page: Page, step: number): Promise<number> {
  const started = performance.now();
  await vscode.commands.executeCommand("eventually.step");
  const at = await page.ask(true);
  const taken = performance.now() - started;
  if (at !== step) throw new Error(`The page shows step ${at} instead of ${step}`);
  return taken;
}

async function pingRound(page: Page): Promise<number> {
  const started = performance.now();
  await page.ask(false);
  return performance.now() - started;
}

export function run(): Promise<void> {
  return writeResult(measure);
}

async function measure(said: string[]): Promise<{ readonly ours: number[]; readonly theirs: number[] }> {
  const caught = caughtPanel();
  await vscode.commands.executeCommand("eventually.openExercise", key);
  await vscode.commands.executeCommand("eventually.useOption", key, "handover", "stockCount.publish(ctx, count)");
  await vscode.commands.executeCommand("eventually.stepThrough", key);
  const page = new Page(await caught);
  // It shows nothing until it has loaded and asked.
  while ((await page.ask(true)) !== 0);
  for (let step = 1; step <= firstStep; step++) await stepRound(page, step);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    // What the step before set off in the editor and the Run view is drawn by now: each one is timed by itself.
    await rest(150);
    theirs.push(await pingRound(page));
    ours.push(await stepRound(page, firstStep + round));
  }
  said.push(`steps ${firstStep + 1} to ${firstStep + rounds}`);
  return { ours, theirs };
}
