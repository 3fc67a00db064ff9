// The bundled panel in a bare page: its own HTML and policy, a stand-in for VS Code, and a real theme's colours.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { root } from "../../../scripts/node24.mjs";
import { panelHtml } from "../../../src/extension/webviews/panelHtml.ts";
import { practiceStrings } from "../../../src/extension/webviews/strings.ts";
import type { FromWebview, PracticeView, ToWebview } from "../../../src/protocol/practice.ts";
import { english } from "../../../src/text/translate.ts";
import { sharedBrowser } from "../harness/sharedBrowser.ts";
import type { Theme } from "../harness/themes.ts";
import { until } from "../harness/until.ts";

const origin = "http://practice.test";

// Taken from VS Code 1.139: what a webview gets for each of the four themes, as far as the panel's styles name it.
export const themeVariables = JSON.parse(
  readFileSync(new URL("./themeVariables.json", import.meta.url), "utf8"),
) as Readonly<Record<Theme, Readonly<Record<string, string>>>>;

const bodyClass: Readonly<Record<Theme, string>> = {
  light: "vscode-light",
  dark: "vscode-dark",
  "hc-black": "vscode-high-contrast",
  "hc-light": "vscode-high-contrast vscode-high-contrast-light",
};

// The part of VS Code's own style sheet for webviews that could disagree with the panel's.
const hostStyles = `@layer vscode-default {
  html { scrollbar-color: gray transparent; }
  body { margin: 0; padding: 0 20px; color: var(--vscode-editor-foreground); background: transparent; font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
  code { padding: 1px 3px; border-radius: 4px; color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); font-family: monospace; }
  a { color: var(--vscode-textLink-foreground); }
  pre code { padding: 0; }
}`;

export class PanelPage {
  readonly page: Page;
  /** What the page complained of: errors, and everything its policy refused. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  static async open(options: BrowserContextOptions = {}): Promise<PanelPage> {
    const browser = await sharedBrowser();
    const context = await browser.newContext({ viewport: { width: 600, height: 900 }, ...options });
    const panel = new PanelPage(await context.newPage());
    await panel.#load();
    return panel;
  }

  async #load(): Promise<void> {
    const { page } = this;
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname !== "/") return route.fulfill({ path: join(root, "dist", "webview", pathname) });
      const html = panelHtml({
        cspSource: origin,
        scriptUri: `${origin}/practice.js`,
        styleUri: `${origin}/practice.css`,
        nonce: "bm9uY2U",
        language: "en",
        title: "Practice",
      });
      return route.fulfill({ contentType: "text/html", body: html });
    });
    await page.addInitScript((styles) => {
      const sent: unknown[] = [];
      const globals = globalThis as unknown as Record<string, unknown>;
      globals["sent"] = sent;
      globals["acquireVsCodeApi"] = () => ({
        postMessage: (message: unknown) => void sent.push(message),
        getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
        setState: (state: unknown) => sessionStorage.setItem("state", JSON.stringify(state)),
      });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets = [sheet];
    }, hostStyles);
    await page.goto(`${origin}/`);
    await this.sent("ready", 15_000);
    await this.setTheme("dark");
  }

  /** Posts a message as the extension host would. */
  async receive(message: ToWebview): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, "*"), message);
  }

  async show(view: PracticeView): Promise<void> {
    await this.receive({ type: "show", view, strings: practiceStrings(english) });
    await this.page.locator("main").waitFor();
    // A frame later everything that follows from the message has been drawn.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
  }

  async setTheme(theme: Theme): Promise<void> {
    const fonts = {
      "--vscode-font-family": "system-ui, Ubuntu, 'Droid Sans', sans-serif",
      "--vscode-font-size": "13px",
      "--vscode-editor-font-family": "'Droid Sans Mono', monospace",
      "--vscode-editor-font-size": "14px",
    };
    await this.page.evaluate(
      ({ set, name }) => {
        const { style } = document.documentElement;
        for (const old of Array.from(style)) style.removeProperty(old);
        for (const [variable, value] of Object.entries(set)) style.setProperty(variable, value);
        document.body.className = name;
      },
      { set: { ...themeVariables[theme], ...fonts }, name: bodyClass[theme] },
    );
  }

  /** Every message of this type that the page sent so far; waits for the first. */
  async sent<T extends FromWebview["type"]>(
    type: T,
    milliseconds = 3000,
  ): Promise<Extract<FromWebview, { type: T }>[]> {
    return until(
      async () => {
        const all = await this.allSent();
        const ours = all.filter((message): message is Extract<FromWebview, { type: T }> => message.type === type);
        return ours.length > 0 && ours;
      },
      `a message "${type}" from the panel`,
      milliseconds,
    );
  }

  allSent(): Promise<FromWebview[]> {
    return this.page.evaluate(() => (globalThis as unknown as { sent: FromWebview[] }).sent);
  }

  /** The live region's text once it matches. */
  said(expected: RegExp): Promise<string> {
    return until(
      async () => {
        const text = (await this.page.getByRole("status").textContent()) ?? "";
        return expected.test(text) && text;
      },
      `the announcement ${String(expected)}`,
      3000,
    );
  }

  async screenshot(name: string): Promise<void> {
    const path = join(root, "test-output", "screenshots", `practice-${name}.png`);
    await this.page.screenshot({ path, fullPage: true, animations: "disabled" });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
