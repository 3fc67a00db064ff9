/** Problems of packs, at their files. */
import * as vscode from "vscode";
import type { PackProblem } from "../../core/pack/model.ts";
import type { PackLibrary } from "./practice.ts";

export function registerPackDiagnostics(library: PackLibrary): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("eventually packs");
  const update = (): void => {
    const files = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
    for (const { folder, reading, problemText } of library.packs) {
      for (const problem of reading.problems) {
        const uri = vscode.Uri.joinPath(folder, problem.file);
        const entry = files.get(uri.toString()) ?? { uri, diagnostics: [] };
        entry.diagnostics.push(diagnosticOf(problem, problemText(problem)));
        files.set(uri.toString(), entry);
      }
    }
    collection.clear();
    for (const { uri, diagnostics } of files.values()) collection.set(uri, diagnostics);
  };
  update();
  return vscode.Disposable.from(collection, library.onDidChange(update));
}

function diagnosticOf({ position, end, severity, detail }: PackProblem, text: string): vscode.Diagnostic {
  const start = new vscode.Position(position.line - 1, position.column - 1);
  const stop = end === undefined ? start : new vscode.Position(end.line - 1, end.column - 1);
  const level = severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, stop), text, level);
  diagnostic.source = "Eventually";
  diagnostic.code = detail.code;
  return diagnostic;
}
