/** Laws of the queue, on random walks through random scenarios: faults are paid for, deliveries settle once. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Choice, FaultKind } from "../../../../src/core/simulation/model.ts";
import { anyPicks, anyScenario, type AnyScenario, type Walked, walk } from "./anyScenario.ts";

type Service = Walked["before"]["services"][string];

/** Whether `part` is `whole` with some left out. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const one of whole) if (one === part[at]) at++;
  return at === part.length;
}

function taskOf(service: Service | undefined, tag: string) {
  return service?.tasks.find(({ task }) => task.delivery.tag === tag);
}

function operationOf({ before, choice }: Walked): string | undefined {
  if (choice.kind !== "step") return undefined;
  const task = taskOf(before.services[choice.service], choice.tag);
  return task?.outstanding.find(({ operation }) => operation.index === choice.index)?.operation.call.op;
}

/** Deliveries of a message from a queue that are not settled. */
function unsettled(service: Service | undefined, message: string): number {
  const open = service?.tasks.filter(({ settled, task }) => !settled && task.delivery.via === "queue") ?? [];
  return open.filter(({ task }) => task.message.id === message).length;
}

function idsIn(service: Service | undefined, queue: string): readonly string[] {
  return service?.queues[queue]?.map(({ message }) => message.id) ?? [];
}

/** Runs `law` on every step of random walks, with all the steps before. */
function always(law: (step: Walked, scenario: AnyScenario, walked: readonly Walked[]) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
      const walked = await walk(scenario, picks);
      for (const [index, step] of walked.entries()) law(step, scenario, walked.slice(0, index + 1));
    }),
    { numRuns: 200 },
  );
}

describe("laws of the queue", function () {
  this.timeout(60_000);

  it("each fault is paid for, once, out of the budget that it belongs to", () =>
    always(({ before, after }, { spec }, walked) => {
      const paid = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0 };
      /** Faults that a message met in one service, for as long as a copy of it is there. */
      const met = new Map<string, { drop: number; duplicate: number }>();
      for (const step of walked) {
        pay(step, paid, met, spec.perMessage);
        for (const name of met.keys()) {
          const [service = "", queue = "", message = ""] = name.split(" ");
          if (!idsIn(step.after.services[service], queue).includes(message)) met.delete(name);
        }
      }
      for (const [kind, left] of Object.entries(after.faults)) {
        assert.ok(left >= 0, kind);
        assert.equal(left, spec.faults[kind as keyof typeof paid] - paid[kind as keyof typeof paid], kind);
      }
      assert.ok(Object.entries(before.faults).every(([kind, left]) => left >= after.faults[kind as keyof typeof paid]));
    }));

  it("no message is delivered more often than its queue allows", () =>
    always(({ after }, { spec }) => {
      for (const { queues } of Object.values(after.services)) {
        for (const [queue, entries] of Object.entries(queues)) {
          for (const { attempts } of entries) assert.ok(attempts <= (spec.queues[queue]?.maxAttempts ?? 0));
        }
      }
    }));

  it("a client asks one thing at a time and hears once of each", () =>
    always(({ before, choice, after }) => {
      if (choice.kind === "client") assert.equal(before.clients[choice.client]?.waiting, false);
      for (const { next, waiting, replies } of Object.values(after.clients)) {
        assert.equal(replies.length + (waiting ? 1 : 0), next);
      }
    }));

  it("the broker forgets a message only by the handler's own ack, or for a service that leaves it to the broker", () =>
    always((step, { spec }) => {
      for (const effect of step.effects) {
        if (effect.kind !== "acknowledged") continue;
        const byItself = step.choice.kind === "settle" && spec.services[effect.service]?.ack === "auto";
        assert.ok(byItself || operationOf(step) === "ack", `${step.choice.kind} ${operationOf(step)}`);
      }
    }));

  it("each delivery is settled once: acknowledged, put back or parked", () =>
    always(({ before, choice, effects, after }) => {
      for (const [name, service] of Object.entries(after.services)) {
        const all = [...service.tasks, ...(before.services[name]?.tasks ?? [])];
        const messages = new Set(all.map(({ task }) => task.message.id));
        for (const message of messages) {
          const settled = effects.filter(
            (one) =>
              (one.kind === "acknowledged" || one.kind === "returned-to-queue" || one.kind === "dead-lettered") &&
              one.service === name &&
              one.message === message,
          );
          const started = choice.kind === "deliver" && choice.to === name && choice.message === message ? 1 : 0;
          const ended = unsettled(before.services[name], message) + started - unsettled(service, message);
          if (!message.includes("()")) assert.equal(settled.length, ended, `${choice.kind} ${message}`);
        }
      }
    }));

  it("a queue never changes the order of what stays in it", () =>
    always(({ before, effects, after }) => {
      if (effects.some(({ kind }) => kind === "published" || kind === "redriven" || kind === "duplicated")) return;
      for (const [name, { queues }] of Object.entries(after.services)) {
        for (const queue of Object.keys(queues)) {
          const [was, is] = [idsIn(before.services[name], queue), idsIn(after.services[name], queue)];
          assert.ok(isSubsequence(is, was), `${was.join()} became ${is.join()}`);
        }
      }
    }));

  it("a relay publishes a row, and marks it as sent in a step of its own", () =>
    always(({ before, choice, effects, after }) => {
      if (choice.kind !== "relay") return;
      const [was, is] = [before.services[choice.service], after.services[choice.service]];
      const published = effects.filter(({ kind }) => kind === "published").length;
      assert.equal(published, was?.relayed === true ? 0 : 1);
      assert.equal(is?.outbox.length, (was?.outbox.length ?? 0) - (was?.relayed === true ? 1 : 0));
    }));

  it("a clock only moves forward: to when a sleep is over, or ahead by what the scenario says", () =>
    always(({ before, choice, effects, after }, { spec }) => {
      for (const [name, { now }] of Object.entries(after.services)) {
        const was = before.services[name];
        if (choice.kind === "clock" && choice.service === name) {
          const jump = spec.services[name]?.clockJump ?? 0;
          assert.ok(jump > 0);
          // Nothing else of the service is different.
          assert.deepEqual(after.services[name], { ...was, now: (was?.now ?? 0) + jump });
          assert.deepEqual(effects, [{ kind: "clock-jumped", service: name, ms: jump }]);
        } else if (choice.kind === "timer" && choice.service === name) {
          const task = taskOf(was, choice.tag);
          const due = task?.outstanding.find(({ operation }) => operation.index === choice.index)?.due ?? 0;
          assert.equal(now, Math.max(was?.now ?? 0, due));
        } else assert.equal(now, was?.now);
      }
    }));

  it("a handler that has ended stays until its last operation is done", () =>
    always(({ before, choice, after }) => {
      if (choice.kind !== "step" && choice.kind !== "settle") return;
      const was = taskOf(before.services[choice.service], choice.tag);
      const left = (was?.outstanding.length ?? 0) - (choice.kind === "step" ? 1 : 0);
      if (left > 0) assert.ok(taskOf(after.services[choice.service], choice.tag) !== undefined);
    }));
});

function pay(
  { before, choice }: Walked,
  paid: Record<FaultKind, number>,
  met: Map<string, { drop: number; duplicate: number }>,
  perMessage: { readonly drop: number; readonly duplicate: number },
): void {
  switch (choice.kind) {
    case "drop":
    case "duplicate": {
      const name = `${choice.to} ${choice.queue} ${choice.message}`;
      const known = met.get(name) ?? { drop: 0, duplicate: 0 };
      const isRequest = choice.queue.endsWith("()");
      if (isRequest || known[choice.kind] >= perMessage[choice.kind]) paid[choice.kind]++;
      else met.set(name, { ...known, [choice.kind]: known[choice.kind] + 1 });
      return;
    }
    case "crash":
    case "fail":
    case "partition":
    case "clock":
      paid[choice.kind]++;
      return;
    case "timeout":
      // No fault where no reply can come any more.
      if (sentOf(before.services[choice.service], choice) !== "lost") paid.timeout++;
      return;
    default:
      return;
  }
}

function sentOf(service: Service | undefined, { tag, index }: Choice & { kind: "timeout" }): string | undefined {
  return taskOf(service, tag)?.outstanding.find(({ operation }) => operation.index === index)?.sent;
}
