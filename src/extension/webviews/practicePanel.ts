/** One Practice panel: its page, and the messages both ways. Holds which item is shown and what was answered, no more. */
import * as vscode from "vscode";
import { DisposableStore } from "../../base/disposable.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { sameKey } from "../../protocol/itemKey.ts";
import { type FromWebview, FromWebviewSchema, type Part, type ToWebview } from "../../protocol/practice.ts";
import { guarded } from "../platform/guarded.ts";
import type { Practice } from "../platform/practice.ts";
import { handleIntent } from "./intents.ts";
import { practiceView, type Shown } from "./practiceView.ts";
import { practiceStrings } from "./strings.ts";
import { setUpPage } from "./webviewPage.ts";

export interface PanelServices {
  readonly context: vscode.ExtensionContext;
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}

/** Short enough to follow typing, long enough for what one keystroke sets off. */
const burstMs = 60;

const edits: ReadonlySet<FromWebview["type"]> = new Set([
  "fill",
  "reset",
  "resetBlank",
  "restoreBlank",
  "restoreOutside",
  "undo",
  "redo",
]);

const followsEdits: ReadonlySet<FromWebview["type"]> = new Set(["check", "undo", "redo"]);

const translate = (message: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(message, ...args);

export class PracticePanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: PanelServices;
  readonly #subscriptions = new DisposableStore();
  #shown: Shown;
  #ready = false;
  /** A part to bring into sight once the page can. */
  #wanted: Part | undefined;
  #updating: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  /** Settles when the edits asked for so far are made, or refused. */
  #edits: Promise<unknown> = Promise.resolve();

  constructor(panel: vscode.WebviewPanel, services: PanelServices, shown: Shown) {
    this.#panel = panel;
    this.#services = services;
    this.#shown = shown;
    const { practice, log, context } = services;
    const receive = guarded(log, (message: FromWebview) => this.#handle(message));
    this.#subscriptions.add(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        const parsed = FromWebviewSchema.safeParse(data);
        if (parsed.success) void receive(parsed.data);
        else log.warn("The Practice panel sent a message that is not understood; it was ignored.");
      }),
    );
    this.#subscriptions.add(
      practice.onDidChange((key) => {
        if (key === undefined || (this.#shown.key !== undefined && sameKey(key, this.#shown.key))) this.#update();
      }),
    );
    this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#update()));
    this.#setTitle();
    setUpPage(panel, "practice", context.extensionUri);
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Shows another item, or the same again, and brings a part of it into sight. Moves no focus. */
  show(key: ItemKey, part?: Part): void {
    const same = this.#shown.key !== undefined && sameKey(this.#shown.key, key);
    if (!same) this.#shown = { key, answer: undefined };
    this.#wanted = part ?? this.#wanted;
    this.#setTitle();
    this.#update();
  }

  /** Brings the panel to the front of its column. */
  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#updating);
    this.#subscriptions.dispose();
  }

  async #handle(intent: FromWebview): Promise<void> {
    switch (intent.type) {
      case "ready":
        this.#ready = true;
        this.#send();
        return;
      case "problem":
        this.#services.log.warn(intent.text);
        return;
      default: {
        // Who fills a blank and checks at once means the text with the blank filled; who undoes at once, that edit.
        if (followsEdits.has(intent.type)) await this.#edits;
        const done = handleIntent(intent, this.#services.practice, {
          show: (key) => this.show(key),
          focus: async () => {
            if (this.#disposed) return;
            this.reveal(false);
            // A panel that was in sight all along is made the active one by that; the focus goes there by this.
            await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
          },
          answered: (key, answer) => {
            if (this.#shown.key === undefined || !sameKey(this.#shown.key, key)) return;
            this.#shown = { key, answer };
            this.#update();
          },
        });
        if (edits.has(intent.type)) this.#edits = Promise.all([this.#edits, done.catch(() => undefined)]);
        await done;
      }
    }
  }

  #setTitle(): void {
    const { key } = this.#shown;
    const title = key && this.#services.practice.library.find(key)?.item.title;
    this.#panel.title = title === undefined ? vscode.l10n.t("Practice") : vscode.l10n.t("Practice: {0}", title);
  }

  /** Changes come in bursts, several for one keystroke; one message follows them all. */
  #update(): void {
    if (this.#updating !== undefined || this.#disposed) return;
    this.#updating = setTimeout(() => {
      this.#updating = undefined;
      this.#send();
    }, burstMs);
  }

  #send(): void {
    // A hidden page is gone and asks again when it comes back.
    if (!this.#ready || !this.#panel.visible) return;
    const view = practiceView(translate, this.#services.practice, this.#shown, vscode.workspace.isTrusted);
    this.#post({ type: "show", view, strings: practiceStrings(translate) });
    if (this.#wanted !== undefined) this.#post({ type: "reveal", part: this.#wanted });
    this.#wanted = undefined;
  }

  #post(message: ToWebview): void {
    void this.#panel.webview.postMessage(message);
  }
}
