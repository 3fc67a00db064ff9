/** Read-only documents made of what is known of an exercise: its worked solution, a run as text, an explanation. */
import * as vscode from "vscode";
import type { ItemKey } from "../../core/progress/model.ts";

const virtualSchemes = {
  solution: "eventually-solution",
  run: "eventually-run",
  explanation: "eventually-explanation",
} as const;

export type VirtualKind = keyof typeof virtualSchemes;

const endings: Readonly<Record<VirtualKind, string>> = {
  solution: ".solution.ts",
  run: ".run.txt",
  explanation: ".md",
};

/** The address of a document; it stays the same while the content follows the exercise. */
export function virtualUri(kind: VirtualKind, key: ItemKey): vscode.Uri {
  const query = new URLSearchParams({ pack: key.pack, item: key.item }).toString();
  return vscode.Uri.from({ scheme: virtualSchemes[kind], path: `/${key.item}${endings[kind]}`, query });
}

/** The exercise that a virtual document is about. */
function virtualKey(uri: vscode.Uri): ItemKey | undefined {
  const parameters = new URLSearchParams(uri.query);
  const pack = parameters.get("pack");
  const item = parameters.get("item");
  return pack === null || item === null ? undefined : { pack, item };
}

/** Serves one kind; documents that are open follow `changed`. */
export function registerVirtualDocuments(
  kind: VirtualKind,
  content: (key: ItemKey) => string | Promise<string>,
  changed: vscode.Event<ItemKey | undefined>,
): vscode.Disposable {
  const scheme = virtualSchemes[kind];
  const refreshed = new vscode.EventEmitter<vscode.Uri>();
  const isAbout = (document: vscode.TextDocument, key: ItemKey | undefined): boolean => {
    if (document.uri.scheme !== scheme) return false;
    const own = virtualKey(document.uri);
    return key === undefined || (own?.pack === key.pack && own.item === key.item);
  };
  return vscode.Disposable.from(
    refreshed,
    changed((key) => {
      for (const document of vscode.workspace.textDocuments) if (isAbout(document, key)) refreshed.fire(document.uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: refreshed.event,
      provideTextDocumentContent: (uri) => {
        const key = virtualKey(uri);
        return key === undefined ? "" : content(key);
      },
    }),
  );
}
