/** The way to the extension host. */
import { type FromStepper, type ToStepper, ToStepperSchema } from "../../protocol/stepper.ts";
import { connect, listenTo } from "../shared/vsCodeApi.ts";

const api = connect<FromStepper, never>();

export function post(intent: FromStepper): void {
  api.postMessage(intent);
}

export function listen(receive: (message: ToStepper) => void): void {
  listenTo("The stepper", ToStepperSchema, receive, (text) => post({ type: "problem", text }));
}
