/** Shows that code is being run for a person: at once in the status bar, and after a second as a notification with Cancel. */
import * as vscode from "vscode";

const patienceMs = 1000;

/** Runs `work` with a signal that is aborted by Cancel or by `token`. */
export async function withRunProgress<T>(
  message: string,
  token: vscode.CancellationToken | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  if (token?.isCancellationRequested === true) stop.abort();
  const listening = token?.onCancellationRequested(() => stop.abort());
  const running = work(stop.signal);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: message }, () => ended);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title: message, cancellable: true };
    void vscode.window.withProgress(options, (_progress, cancelled) => {
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
