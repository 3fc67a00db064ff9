/** The panel's page: a policy that allows our script and style sheet and nothing else, and an empty root. */

export interface PanelPage {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Fresh for each page. */
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
}

export function panelHtml({ cspSource, scriptUri, styleUri, nonce, language, title }: PanelPage): string {
  // Icons are data addresses in the style sheet, hence `data:` for images; pictures of a pack are not shown.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <link rel="stylesheet" href="${attribute(styleUri)}">
  <title>${attribute(title)}</title>
</head>
<body data-vscode-context='{"preventDefaultContextMenuItems": true}'>
  <div id="root"></div>
  <script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
