/** What every panel of ours is set up with: its script and style sheet, its icon, a policy for its page. */
import * as vscode from "vscode";
import { panelHtml } from "./panelHtml.ts";

/** `name` is that of the bundle in `dist/webview`. */
export function setUpPage(panel: vscode.WebviewPanel, name: string, extension: vscode.Uri): void {
  const { webview } = panel;
  const distribution = vscode.Uri.joinPath(extension, "dist", "webview");
  const media = vscode.Uri.joinPath(extension, "media");
  const address = (file: string): string => String(webview.asWebviewUri(vscode.Uri.joinPath(distribution, file)));
  webview.options = { enableScripts: true, localResourceRoots: [distribution] };
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, "practice-light.svg"),
    dark: vscode.Uri.joinPath(media, "practice-dark.svg"),
  };
  webview.html = panelHtml({
    cspSource: webview.cspSource,
    scriptUri: address(`${name}.js`),
    styleUri: address(`${name}.css`),
    nonce: crypto.randomUUID().replaceAll("-", ""),
    // Of the texts, which are English where nobody has translated them.
    language: vscode.l10n.bundle === undefined ? "en" : vscode.env.language,
    title: panel.title,
  });
}
