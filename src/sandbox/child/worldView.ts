/** The `World` that a check looks at: hardened copies of the view's parts, made when they are asked for. */
import "ses";
import type { ClientReply, Message, WorldView } from "../../core/simulation/model.ts";
import { freshCopy } from "./plainCopy.ts";

/** `reads` gets the name of every part that the check looks at. */
export function createWorld(view: WorldView, reads: Set<string>): unknown {
  const made = new Map<string, unknown>();
  /** The part under this name, made once. */
  const part = (name: string, make: () => unknown): unknown => {
    reads.add(name);
    if (!made.has(name)) made.set(name, harden(make()));
    return made.get(name);
  };
  const named = <T>(record: Readonly<Record<string, T>>, name: unknown, what: string, kind: string): [string, T] => {
    const value = typeof name === "string" && Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof name === "string" && Object.hasOwn(record, name)) return [name, value as T];
    throw new TypeError(`world.${what}: there is no ${kind} ${JSON.stringify(name) ?? "undefined"}.`);
  };
  return harden({
    db: (service: unknown) => {
      const [name, own] = named(view.db, service, "db", "service");
      return part(`db/${name}`, () => freshCopy(own));
    },
    replies: (client: unknown) => {
      const [name, own] = named(view.replies, client, "replies", "client");
      return part(`replies/${name}`, () => own.map(shownReply));
    },
    published: (type?: unknown) => {
      const all = part("published", () => view.published.map(shown)) as readonly { readonly type: string }[];
      return harden(all.filter((one) => type === undefined || one.type === type));
    },
    deadLetters: (queue?: unknown) => {
      const all = part("deadLetters", () =>
        Object.values(view.deadLetters)
          .flat()
          .map((one) => ({ queue: one.queue, ...shown(one.message), reason: one.reason })),
      ) as readonly { readonly queue: string }[];
      return harden(all.filter((one) => queue === undefined || one.queue === queue));
    },
    monitor: (name: unknown) => {
      const [known, value] = named(view.monitors, name, "monitor", "monitor");
      return part(`monitor/${known}`, () => freshCopy(value));
    },
    get inFlight() {
      return part("inFlight", () => view.inFlight);
    },
    get drained() {
      return part("drained", () => view.drained);
    },
  });
}

/** What a client got back, as `scenario.ts` sees it. */
export function shownReply({ method, args, outcome }: ClientReply) {
  return {
    method,
    args: freshCopy(args),
    ok: outcome.ok,
    value: outcome.ok ? freshCopy(outcome.value) : outcome.error.message,
  };
}

function shown({ type, body, key, from }: Message) {
  const message = { type, body: freshCopy(body), from };
  return key === undefined ? message : { ...message, key };
}
