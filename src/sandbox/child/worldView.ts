/** The `World` that a check looks at: a hardened copy of the view, with the functions that `scenario.ts` sees. */
import "ses";
import type { Message, WorldView } from "../../core/simulation/model.ts";
import { freshCopy } from "./plainCopy.ts";

export function createWorld(view: WorldView): unknown {
  const replies = new Map(
    Object.entries(view.replies).map(([client, own]) => [
      client,
      own.map(({ method, args, outcome }) => ({
        method,
        args: freshCopy(args),
        ok: outcome.ok,
        value: outcome.ok ? freshCopy(outcome.value) : outcome.error.message,
      })),
    ]),
  );
  const published = view.published.map(shown);
  const deadLetters = view.deadLetters.map(({ queue, message, reason }) => ({ queue, ...shown(message), reason }));
  return harden({
    db: (service: unknown) => {
      if (typeof service === "string" && Object.hasOwn(view.db, service))
        return harden(freshCopy(view.db[service] ?? {}));
      throw new TypeError(`world.db: there is no service ${JSON.stringify(service) ?? "undefined"}.`);
    },
    replies: (client: unknown) => {
      const own = replies.get(client as string);
      if (own === undefined)
        throw new TypeError(`world.replies: there is no client ${JSON.stringify(client) ?? "undefined"}.`);
      return harden(own);
    },
    published: (type?: unknown) => harden(published.filter((one) => type === undefined || one.type === type)),
    deadLetters: (queue?: unknown) => harden(deadLetters.filter((one) => queue === undefined || one.queue === queue)),
    inFlight: view.inFlight,
    drained: view.drained,
  });
}

function shown({ type, body, key, from }: Message) {
  const message = { type, body: freshCopy(body), from };
  return key === undefined ? message : { ...message, key };
}
