/** What happens in one step of a run, for people. A schedule's own labels stay as they are: they are read back. */
import { assertNever } from "../base/assertNever.ts";
import type { Fold } from "../core/check/folds.ts";
import type { Choice } from "../core/simulation/model.ts";
import type { Translate } from "./translate.ts";

/** A short clause without a full stop: `deliver PriceChanged#2 to search`. */
export function choiceText(choice: Choice, t: Translate): string {
  switch (choice.kind) {
    case "client":
      return t("client {0}", choice.client);
    case "deliver": {
      const message = messageText(choice, t);
      // A message says its queue itself, before the number.
      const named = choice.message.startsWith(`${choice.queue}#`);
      return named
        ? t("deliver {0} to {1}", message, choice.to)
        : t("deliver {0} from {1} to {2}", message, choice.queue, choice.to);
    }
    case "step":
      return t("step {0} of {1} in {2}", choice.index + 1, choice.tag, choice.service);
    case "timer":
      return t("timer {0} of {1} in {2}", choice.index + 1, choice.tag, choice.service);
    case "settle":
      return t("settle {0} in {1}", choice.tag, choice.service);
    case "relay":
      return t("relay outbox of {0}", choice.service);
    case "redeliver":
      return t("send {0} to {1} again", messageText(choice, t), choice.to);
    case "redrive":
      return t("redrive {0} to {1}", choice.message, choice.to);
    case "drop":
      return t("drop {0} to {1}", messageText(choice, t), choice.to);
    case "duplicate":
      return t("duplicate {0} to {1}", messageText(choice, t), choice.to);
    case "crash":
      return choice.process === undefined
        ? t("crash {0}", choice.service)
        : t("crash the outbox relay of {0}", choice.service);
    case "fail":
      return t("refuse operation {0} of {1} in {2}", choice.index + 1, choice.tag, choice.service);
    case "timeout":
      return t("time out call {0} of {1} in {2}", choice.index + 1, choice.tag, choice.service);
    case "partition":
      return t("cut the link from {0} to {1}", choice.from, choice.to);
    case "clock":
      return t("put the clock of {0} ahead", choice.service);
    case "heal":
      return t("heal the link from {0} to {1}", choice.from, choice.to);
    default:
      return assertNever(choice);
  }
}

/** Several operations of one task as one: `3 steps of PriceChanged#2/1 in search`. */
export function foldText({ first, last, service, tag }: Fold, t: Translate): string {
  return t("{0} steps of {1} in {2}", last - first + 1, tag, service);
}

function messageText(choice: { readonly message: string; readonly copy?: number }, t: Translate): string {
  return choice.copy === undefined ? choice.message : t("{0} copy {1}", choice.message, choice.copy);
}
