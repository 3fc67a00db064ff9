/** A stepper's panel that a reloaded window brought back, before its run is there: says why, and offers to fetch it. */
import * as vscode from "vscode";
import { DisposableStore } from "../../../base/disposable.ts";
import { FromStepperSchema, type ToStepper } from "../../../protocol/stepper.ts";
import { guarded } from "../../platform/guarded.ts";
import type { PanelServices } from "../practicePanel.ts";
import { setUpPage } from "../webviewPage.ts";

export class RestoredPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #subscriptions = new DisposableStore();
  readonly #title: string;
  #text = "";
  #ready = false;

  constructor(panel: vscode.WebviewPanel, title: string, { context, log }: PanelServices, fetch: () => Promise<void>) {
    this.panel = panel;
    this.#title = title;
    panel.title = vscode.l10n.t("Stepper: {0}", title);
    const onFetch = guarded(log, fetch);
    this.#subscriptions.add(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        const parsed = FromStepperSchema.safeParse(data);
        if (parsed.data?.type === "restart") void onFetch();
        if (parsed.data?.type !== "ready") return;
        this.#ready = true;
        this.#send();
      }),
    );
    setUpPage(panel, "stepper", context.extensionUri);
  }

  /** Why the run is not there. */
  say(text: string): void {
    this.#text = text;
    this.#send();
  }

  /** Listens no longer; the panel itself stays, for its run. */
  dispose(): void {
    this.#subscriptions.dispose();
  }

  #send(): void {
    if (!this.#ready || this.#text === "") return;
    const action = vscode.l10n.t("Bring the Run Back");
    const message: ToStepper = { type: "waiting", title: this.#title, text: this.#text, action };
    void this.panel.webview.postMessage(message);
  }
}
