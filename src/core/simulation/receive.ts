/** What a service makes of an envelope from elsewhere. */
import { enqueue } from "./broker.ts";
import { hasFreeSlot } from "./choices.ts";
import type { ServiceDraft } from "./draft.ts";
import { Refused, type Envelope } from "./envelope.ts";
import { answer } from "./handling.ts";
import type { ClientState } from "./world.ts";
import type { FaultBudget, FaultKind } from "./model.ts";
import { startRequest } from "./starting.ts";

/** Throws {@link Refused} where the step that sent the envelope cannot be taken now. */
export function receive(draft: ServiceDraft, envelope: Envelope & { readonly to: "service" }): void {
  switch (envelope.kind) {
    case "message":
      enqueue(draft, envelope.message);
      return;
    case "request":
      if (draft.spec.partitions === "lose" && draft.state.cutOff.includes(envelope.message.from)) {
        draft.effects.push({ kind: "lost", message: envelope.message.id, to: draft.name, forGood: true });
        loseReply(draft, envelope.caller);
        return;
      }
      draft.change({
        requests: [...draft.state.requests, { message: envelope.message, caller: envelope.caller }],
      });
      return;
    case "ask":
      if (!hasFreeSlot(draft.spec, draft.name, draft.state)) throw new Refused();
      startRequest(draft, envelope.message, { kind: "client", client: envelope.client });
      return;
    case "reply": {
      const { from, tag, result } = envelope;
      const cut = draft.state.cutOff.includes(from);
      if (cut && draft.spec.partitions === "hold") throw new Refused();
      if (!waitsFor(draft, tag, result.index)) return;
      if (cut) markLost(draft, tag, result.index);
      else answer(draft, tag, result);
      return;
    }
    case "no-reply":
      if (waitsFor(draft, envelope.tag, envelope.index)) markLost(draft, envelope.tag, envelope.index);
      return;
  }
}

/** A client hears what became of its request and may go on. */
export function receiveReply(state: ClientState, { reply }: Envelope & { readonly to: "client" }): ClientState {
  return { ...state, waiting: false, replies: [...state.replies, reply] };
}

/** Throws {@link Refused} where the budget is spent. */
export function spendFrom(left: FaultBudget, fault: FaultKind): FaultBudget {
  if (left[fault] <= 0) throw new Refused();
  return { ...left, [fault]: left[fault] - 1 };
}

/** The caller may have ended, crashed or given up; then nobody hears the reply. */
function waitsFor(draft: ServiceDraft, tag: string, index: number): boolean {
  return draft.findTask(tag)?.outstanding.some(({ operation }) => operation.index === index) === true;
}

function markLost(draft: ServiceDraft, tag: string, index: number): void {
  const outstanding = draft
    .task(tag)
    .outstanding.map((one) => (one.operation.index === index ? { ...one, sent: "lost" as const } : one));
  draft.changeTask(tag, { outstanding });
}

function loseReply(draft: ServiceDraft, caller: Parameters<typeof startRequest>[2]): void {
  if (caller.kind === "client") return;
  draft.out.push({ to: "service", name: caller.service, kind: "no-reply", tag: caller.tag, index: caller.index });
}
