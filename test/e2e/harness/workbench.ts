// One window of VS Code, driven with keys and clicks.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Frame, Locator, Page } from "playwright-core";
import { type Server, startServer, windowAddress } from "../../../scripts/host/server.ts";
import { root } from "../../../scripts/node24.mjs";
import { sharedBrowser } from "./sharedBrowser.ts";
import { type Theme, themeClass, themeSetting } from "./themes.ts";
import { until } from "./until.ts";
import { writeUserFile } from "./userFile.ts";

export interface WorkbenchOptions {
  /** Opened as the workspace, as a copy. Without it the window is empty. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** With "ask", `folder` opens in Restricted Mode. "off" by default. */
  readonly workspaceTrust?: "off" | "ask";
  /** Load the extension from the working tree (default), or only what is installed in `extensionsFolder`. */
  readonly extension?: "development" | "installed";
  readonly extensionsFolder?: string;
  /** The window's size in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Everything that moves or asks by itself is off. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.autoDetectHighContrast": false,
  "window.autoDetectColorScheme": false,
  "editor.accessibilitySupport": "off",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.banner": "never",
  "git.openRepositoryInParentFolders": "never",
  "chat.disableAIFeatures": true,
};

/** The theme is set once the window is open, so that setting it is always a change. */
function withoutTheme({
  "workbench.colorTheme": _theme,
  ...settings
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return settings;
}

export class Workbench {
  /** The copy of the folder that is open, if one is. */
  readonly folder: string | undefined;
  /** The server's data: settings, global storage, logs. */
  readonly dataFolder: string;
  readonly #temporary: string;
  readonly #options: WorkbenchOptions;
  #theme: Theme;
  #settings: Readonly<Record<string, unknown>>;
  #server: Server | undefined;
  #context: BrowserContext | undefined;
  #page: Page | undefined;

  private constructor(options: WorkbenchOptions) {
    this.#options = options;
    this.#temporary = mkdtempSync(join(tmpdir(), "eventually-e2e-"));
    this.dataFolder = join(this.#temporary, "data");
    this.#theme = options.theme ?? "dark";
    this.#settings = { ...quietSettings, ...options.settings };
    if (options.folder !== undefined) {
      this.folder = join(this.#temporary, "workspace");
      cpSync(options.folder, this.folder, { recursive: true });
    }
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const workbench = new Workbench(options);
    try {
      await workbench.#start();
    } catch (error) {
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error("The window is closed");
    return this.#page;
  }

  async #start(): Promise<void> {
    const { extensionsFolder = join(this.#temporary, "extensions"), size = { width: 1440, height: 900 } } =
      this.#options;
    this.#server = await startServer({
      dataFolder: this.dataFolder,
      extensionsFolder,
      settings: withoutTheme(this.#settings),
      driven: true,
      workspaceTrust: this.#options.workspaceTrust ?? "off",
    });
    const browser = await sharedBrowser();
    this.#context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
    this.#page = await this.#context.newPage();
    await this.#page.goto(
      windowAddress(this.#server.port, {
        ...(this.folder === undefined ? {} : { folder: this.folder }),
        ...(this.#options.extension === "installed" ? {} : { developmentPath: root }),
      }),
    );
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
    // What settings are written through is there a moment later.
    await this.page.waitForFunction(() => "driver" in globalThis);
    // A window with an extension under development ignores the theme it starts with; it follows a change.
    await this.setTheme(this.#theme);
  }

  async #stop(): Promise<void> {
    await this.#context?.close();
    await this.#server?.stop();
    this.#context = undefined;
    this.#page = undefined;
  }

  /** Closes the window and the server, and starts both again with the same profile. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  async close(): Promise<void> {
    await this.#stop();
    rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Changes user settings while the window is open. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await writeUserFile(this.page, "settings.json", JSON.stringify(this.#settings, undefined, 2));
  }

  async setTheme(theme: Theme): Promise<void> {
    this.#theme = theme;
    const shows = this.page.locator(`.monaco-workbench.${themeClass[theme]}[class*="vscode-theme-"]`).first();
    const shown = (): Promise<boolean> =>
      shows.waitFor({ state: "attached", timeout: 3000 }).then(
        () => true,
        () => false,
      );
    await until(
      async () => {
        // A change that arrives while the window still settles is lost, so it is taken back and made again.
        this.#settings = withoutTheme(this.#settings);
        await this.changeSettings({});
        await this.changeSettings({ "workbench.colorTheme": themeSetting[theme] });
        return shown();
      },
      `The ${theme} theme`,
      30_000,
    );
  }

  /** The input on top in which commands, files and quick picks are chosen. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget");
  }

  /** Runs a command by the title that the palette shows, such as "Eventually: Check Answer". */
  async runCommand(title: string): Promise<void> {
    await this.#chooseInPalette(`>${title}`, title);
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.#chooseInPalette(name, name);
  }

  /**
   * What was asked for before may move the focus when it comes to its end, and a webview takes it some 50 ms after its
   * tab was clicked. A palette opened in that time closes again, so it is opened anew; a person is not that fast.
   */
  async #chooseInPalette(text: string, label: string): Promise<void> {
    const input = this.quickInput.locator("input[type=text]").first();
    const chosen = async (): Promise<boolean> => {
      await this.page.keyboard.press("F1");
      try {
        await input.fill(text, { timeout: 3000 });
        await this.#choice(label).click({ timeout: 10_000 });
        return true;
      } catch (error) {
        if (await this.quickInput.isVisible()) throw error;
        return false;
      }
    };
    await until(chosen, `“${label}” in the palette`, 30_000);
  }

  /** The labels shown in the open quick pick, from the top; only those on screen. */
  quickPickLabels(): Promise<readonly string[]> {
    return this.quickInput.locator(".monaco-list-row .label-name").allTextContents();
  }

  /** Picks the entry of the open quick pick whose label is `label`, exactly or by a pattern. */
  async choose(label: string | RegExp): Promise<void> {
    await this.#choice(label).click();
  }

  #choice(label: string | RegExp): Locator {
    const exactly =
      typeof label === "string" ? new RegExp(`^${label.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}$`) : label;
    const names = this.quickInput.locator(".monaco-list-row .quick-input-list-row:first-child .label-name");
    return names.filter({ hasText: exactly }).first();
  }

  /** The editor that has, or last had, the focus. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }

  /** What the active editor shows, line by line: what is scrolled out of sight is not part of it. */
  async editorText(): Promise<string> {
    await this.editor.locator(".view-line").first().waitFor();
    return this.editor
      .locator(".view-lines")
      .first()
      .evaluate((lines) =>
        [...lines.querySelectorAll<HTMLElement>(":scope > .view-line")]
          .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent ?? "" }))
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text.replaceAll("\u00a0", " ").replaceAll("\u200c", ""))
          .join("\n"),
      );
  }

  /** Clicks into the first place in the active editor where one token's text matches. */
  async clickInEditor(text: string | RegExp): Promise<void> {
    await this.editor.locator(".view-line span span").filter({ hasText: text }).first().click();
  }

  /** How many errors, warnings and information marks are drawn in the active editor. */
  async squiggles(): Promise<{ readonly errors: number; readonly warnings: number; readonly infos: number }> {
    const count = (kind: string): Promise<number> => this.editor.locator(`.cdr.squiggly-${kind}`).count();
    return { errors: await count("error"), warnings: await count("warning"), infos: await count("info") };
  }

  /** The rows of the Problems view. Opens it. */
  async problems(): Promise<readonly string[]> {
    await this.runCommand("Problems: Focus on Problems View");
    const panel = this.page.locator(".markers-panel");
    await panel.waitFor();
    return panel
      .locator(".monaco-list-row")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? ""));
  }

  /** The texts of the notifications on screen. */
  notifications(): Promise<readonly string[]> {
    return this.page.locator(".notifications-toasts .notification-list-item-message").allTextContents();
  }

  /** Shows a view container by its title in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.page.locator(".part.activitybar").getByRole("tab", { name: title, exact: true });
    await tab.waitFor();
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  /** The inner frame of one of our webviews, found by its script: `practice` for dist/webview/practice.js. Waits for it. */
  webviewFrame(name: string): Promise<Frame> {
    return until(async () => {
      for (const frame of this.page.frames()) {
        // A frame that is being replaced cannot be asked; it is looked at again on the next round.
        const scripts = await frame
          .locator(`script[src*="/webview/${name}.js"]`)
          .count()
          .catch(() => 0);
        if (scripts > 0) return frame;
      }
      return undefined;
    }, `A webview "${name}"`);
  }

  /**
   * Writes test-output/screenshots/<name>.png; with `keep` also media/screenshots/<name>.png, but only in a run that
   * asked for it with EVENTUALLY_UPDATE_SCREENSHOTS=1: those are part of the repository.
   */
  async screenshot(name: string, { keep = false }: { readonly keep?: boolean } = {}): Promise<void> {
    const folders = ["test-output/screenshots"];
    if (keep && process.env["EVENTUALLY_UPDATE_SCREENSHOTS"] === "1") folders.push("media/screenshots");
    const image = await this.page.screenshot({ animations: "disabled", caret: "hide" });
    for (const folder of folders) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, `${name}.png`), image);
    }
  }
}
