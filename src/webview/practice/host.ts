/** The way to the extension host, and the little state that survives a reload. */
import {
  type FromWebview,
  type SavedState,
  SavedStateSchema,
  type ToWebview,
  ToWebviewSchema,
} from "../../protocol/practice.ts";
import { connect, listenTo } from "../shared/vsCodeApi.ts";

const api = connect<FromWebview, SavedState>();

export function post(intent: FromWebview): void {
  api.postMessage(intent);
}

export function listen(receive: (message: ToWebview) => void): void {
  listenTo("The Practice panel", ToWebviewSchema, receive, (text) => post({ type: "problem", text }));
}

export function savedState(): SavedState | undefined {
  const parsed = SavedStateSchema.safeParse(api.getState());
  return parsed.success ? parsed.data : undefined;
}

export function saveState(state: SavedState): void {
  api.setState(state);
}
