/** Predict first: before a step the person says what a copy will hold, and hears afterwards how it came out. */
import * as vscode from "vscode";
import type { TakenStep } from "../../../core/check/model.ts";
import { predict, predictable, type Prediction } from "../../../core/check/prediction.ts";
import { choiceText } from "../../../text/choices.ts";
import { predictsFirst } from "../../platform/settings.ts";

const t = vscode.l10n.t;

export class Predictions {
  readonly #log: vscode.LogOutputChannel;
  readonly #made = new Map<number, Prediction>();

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** What was said of the step that leads to this moment. */
  of(moment: number): Prediction | undefined {
    return this.#made.get(moment);
  }

  get score(): { readonly right: number; readonly of: number } {
    const all = [...this.#made.values()];
    return { right: all.filter(({ right }) => right).length, of: all.length };
  }

  /** False where the person left the question: the step is not taken then. */
  async ask({ moment, step }: Extract<TakenStep, { kind: "taken" }>): Promise<boolean> {
    const asked = predictsFirst() ? predictable(step) : undefined;
    if (asked === undefined || this.#made.has(moment.id)) return true;
    const { service, key, before } = asked;
    const said = await vscode.window.showInputBox({
      title: t("Predict: {0}", choiceText(step.choice, t)),
      prompt:
        before === undefined
          ? t("What will “{0}” hold in {1} after this step? It holds nothing now.", key, service)
          : t("What will “{0}” hold in {1} after this step? It holds {2} now.", key, service, JSON.stringify(before)),
      ignoreFocusOut: true,
    });
    if (said === undefined) return false;
    const prediction = predict(asked, said);
    this.#made.set(moment.id, prediction);
    const { right, of } = this.score;
    this.#log.info(`Predicted ${key} in ${service}: ${prediction.right ? "right" : "wrong"} (${right} of ${of})`);
    return true;
  }
}
