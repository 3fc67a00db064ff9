/** Shows that code is being run for a person: at once in the status bar, and after a second as a notification with Cancel. */
import * as vscode from "vscode";

const patienceMs = 1000;

/** Runs `work` with a signal that is aborted by Cancel or by `token`, and a way to say how far it has got. */
export async function withRunProgress<T>(
  message: string,
  token: vscode.CancellationToken | undefined,
  work: (signal: AbortSignal, report: (soFar: string) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  if (token?.isCancellationRequested === true) stop.abort();
  const listening = token?.onCancellationRequested(() => stop.abort());
  const shown = new Set<vscode.Progress<{ message?: string }>>();
  const running = work(stop.signal, (soFar) => {
    for (const progress of shown) progress.report({ message: soFar });
  });
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: message }, () => ended);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title: message, cancellable: true };
    void vscode.window.withProgress(options, (progress, cancelled) => {
      shown.add(progress);
      cancelled.onCancellationRequested(() => stop.abort());
      return ended;
    });
  }, patienceMs);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    listening?.dispose();
  }
}
