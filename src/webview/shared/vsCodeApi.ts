/** The way to the extension host: intents out, checked messages in. */
import type * as z from "zod/mini";

interface VsCodeApi<From, State> {
  postMessage(message: From): void;
  getState(): unknown;
  setState(state: State): void;
}

declare function acquireVsCodeApi<From, State>(): VsCodeApi<From, State>;

/** Call once: VS Code gives the page its interface a single time. */
export function connect<From, State>(): VsCodeApi<From, State> {
  return acquireVsCodeApi<From, State>();
}

/** Calls `receive` for every message that makes sense; `complain` hears of the others, and of errors in the page. */
export function listenTo<To>(
  panel: string,
  schema: z.ZodMiniType<To>,
  receive: (message: To) => void,
  complain: (text: string) => void,
): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const parsed = schema.safeParse(event.data);
    if (parsed.success) receive(parsed.data);
    else {
      const where = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join("; ");
      complain(`${panel} ignored a message it does not understand: ${where}`);
    }
  });
  window.addEventListener("error", (event) => complain(`${panel}: ${event.message}`));
  window.addEventListener("unhandledrejection", (event) => complain(`${panel}: ${String(event.reason)}`));
}
