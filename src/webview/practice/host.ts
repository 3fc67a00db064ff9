/** The way to the extension host: intents out, checked messages in, and the little state that survives a reload. */
import {
  type FromWebview,
  type SavedState,
  SavedStateSchema,
  type ToWebview,
  ToWebviewSchema,
} from "../../protocol/practice.ts";

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(intent: FromWebview): void {
  api.postMessage(intent);
}

/** Calls `receive` for every message that makes sense; the others are reported to the host's log. */
export function listen(receive: (message: ToWebview) => void): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const parsed = ToWebviewSchema.safeParse(event.data);
    if (parsed.success) receive(parsed.data);
    else {
      const where = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join("; ");
      post({ type: "problem", text: `The Practice panel ignored a message it does not understand: ${where}` });
    }
  });
}

export function savedState(): SavedState | undefined {
  const parsed = SavedStateSchema.safeParse(api.getState());
  return parsed.success ? parsed.data : undefined;
}

export function saveState(state: SavedState): void {
  api.setState(state);
}
