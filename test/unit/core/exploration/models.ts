/** Small systems of every kind that the course knows, right ones and wrong ones, to hold searches against each other. */
import type { ScenarioSpec, WorldView } from "../../../../src/core/simulation/model.ts";
import { type Checks, type Handler, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";

export interface Model {
  readonly name: string;
  readonly spec: ScenarioSpec;
  readonly handlers: Handlers;
  readonly checks: Checks;
}

type Parts = NonNullable<Parameters<typeof specOf>[1]>;

function model(name: string, handlers: Handlers, checks: Checks, parts: Parts): Model {
  const atDrain = Object.keys(checks).map((check) => ({ kind: "atDrain" as const, name: check }));
  return { name, handlers, checks, spec: specOf(handlers, { ...parts, checks: atDrain }) };
}

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);
const saves = (service: string, count: number) =>
  Array.from({ length: count }, (_, n) => request(service, "save", n + 1));

const lastWriter: Handler = async (ctx, version) => {
  if (((await ctx.db.get("x")) ?? 0) < version) await ctx.db.put("x", version);
};
const lastArrival: Handler = async (ctx, version) => ctx.db.put("x", version);
const storeAndSend: Handler = async (ctx, version) => {
  await ctx.db.put("x", version);
  await ctx.publish("Saved", version);
};

/** A source and copies of it. */
function broadcasts(): Model[] {
  const equalTo =
    (copies: readonly string[]) =>
    (view: WorldView): boolean =>
      copies.every((copy) => view.db[copy]?.x === view.db.source?.x);
  const variants = [
    ["last writer wins", lastWriter],
    ["last arrival wins", lastArrival],
  ] as const;
  const sizes = [
    { versions: 2, copies: 2, order: "unordered", atomic: true, perMessage: { drop: 0, duplicate: 1 }, faults: {} },
    { versions: 2, copies: 2, order: "unordered", atomic: false, perMessage: { drop: 0, duplicate: 0 }, faults: {} },
    { versions: 2, copies: 2, order: "fifo", atomic: false, perMessage: { drop: 1, duplicate: 0 }, faults: {} },
    { versions: 1, copies: 3, order: "unordered", atomic: false, perMessage: { drop: 0, duplicate: 0 }, faults: {} },
    {
      versions: 2,
      copies: 2,
      order: "unordered",
      atomic: true,
      perMessage: { drop: 0, duplicate: 0 },
      faults: { duplicate: 1 },
    },
    {
      versions: 2,
      copies: 1,
      order: "fifo",
      atomic: false,
      perMessage: { drop: 0, duplicate: 0 },
      faults: { crash: 1 },
    },
  ] as const;
  return variants.flatMap(([what, apply]) =>
    sizes.map(({ versions, copies, order, atomic, perMessage, faults }, index) => {
      const to = names("copy", copies);
      const handlers = {
        source: { save: storeAndSend },
        ...Object.fromEntries(to.map((copy) => [copy, { Saved: apply }])),
      };
      return model(
        `broadcast ${index + 1}, ${what}`,
        handlers,
        { equal: equalTo(to) },
        {
          services: Object.fromEntries(["source", ...to].map((service) => [service, { atomic }])),
          queues: { Saved: { from: "source", to, order } },
          clients: { admin: saves("source", versions) },
          faults,
          rest: { perMessage },
        },
      );
    }),
  );
}

/** Copies of copies. */
function chains(): Model[] {
  const sizes = [
    { versions: 2, order: "unordered", faults: {} },
    { versions: 2, order: "fifo", faults: {} },
    { versions: 1, order: "fifo", faults: { crash: 1 } },
    { versions: 1, order: "unordered", faults: { duplicate: 1, drop: 1 } },
  ] as const;
  const forward =
    (apply: Handler): Handler =>
    async (ctx, version) => {
      await apply(ctx, version);
      await ctx.publish("Copied", version);
    };
  const forwardFirst =
    (apply: Handler): Handler =>
    async (ctx, version) => {
      await ctx.publish("Copied", version);
      await apply(ctx, version);
    };
  const variants = [
    ["last writer wins", forward(lastWriter), lastWriter],
    ["last arrival wins", forward(lastArrival), lastArrival],
    ["forwards first", forwardFirst(lastWriter), lastWriter],
  ] as const;
  return variants.flatMap(([what, middle, end]) =>
    sizes.map(({ versions, order, faults }, index) =>
      model(
        `chain ${index + 1}, ${what}`,
        { source: { save: storeAndSend }, middle: { Saved: middle }, end: { Copied: end } },
        { equal: (view) => view.db.end?.x === view.db.source?.x && view.db.middle?.x === view.db.source?.x },
        {
          queues: { Saved: { from: "source", to: ["middle"], order }, Copied: { from: "middle", to: ["end"], order } },
          clients: { admin: saves("source", versions) },
          faults,
        },
      ),
    ),
  );
}

/** Peers that tell each other what they know. */
function gossip(): Model[] {
  const union: Handler = async (ctx, value) => {
    await ctx.db.put(`has ${value}`, true);
  };
  const onlyLast: Handler = async (ctx, value) => ctx.db.put("has", value);
  const tell: Handlers[string] = {
    save: async (ctx, value) => {
      await ctx.db.put(`has ${value}`, true);
      await ctx.publish("Told", value);
    },
  };
  const tellLast: Handlers[string] = {
    save: async (ctx, value) => {
      await ctx.db.put("has", value);
      await ctx.publish("Told", value);
    },
  };
  const variants = [
    ["sets", tell, union],
    ["last value", tellLast, onlyLast],
  ] as const;
  const sizes = [
    { peers: 2, faults: {} },
    { peers: 3, faults: {} },
    { peers: 2, faults: { duplicate: 1 } },
  ] as const;
  return variants.flatMap(([what, own, heard]) =>
    sizes.map(({ peers, faults }) => {
      const all = names("peer", peers);
      const handlers = Object.fromEntries(
        all.map((peer) => [
          peer,
          {
            save: async (ctx: Parameters<Handler>[0], value: unknown) => {
              await own.save?.(ctx, value);
            },
            ...Object.fromEntries(all.filter((other) => other !== peer).map((other) => [`Told${other}`, heard])),
          },
        ]),
      );
      const told = Object.fromEntries(
        all.map((peer) => [
          `Told${peer}`,
          { from: peer, to: all.filter((other) => other !== peer), order: "unordered" as const },
        ]),
      );
      const named = Object.fromEntries(
        Object.entries(handlers).map(([peer, on]) => [
          peer,
          {
            ...on,
            save: async (ctx: Parameters<Handler>[0], value: number) => {
              const key = what === "sets" ? `has ${value}` : "has";
              await ctx.db.put(key, what === "sets" ? true : value);
              await ctx.publish(`Told${peer}`, value);
            },
          },
        ]),
      );
      return model(
        `gossip of ${peers}, ${what}${"duplicate" in faults ? ", a duplicate" : ""}`,
        named,
        {
          equal: (view) =>
            all.every(
              (peer) => JSON.stringify(sorted(view.db[peer])) === JSON.stringify(sorted(view.db[all[0] ?? ""])),
            ),
        },
        {
          services: Object.fromEntries(all.map((peer) => [peer, { atomic: peers > 2 }])),
          queues: told,
          clients: Object.fromEntries(all.map((peer, n) => [`user${n + 1}`, [request(peer, "save", n + 1)]])),
          faults,
        },
      );
    }),
  );
}

function sorted(store: WorldView["db"][string] | undefined): unknown {
  return Object.entries(store ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A service that asks another one. */
function requests(): Model[] {
  const variants: readonly (readonly [string, Handler])[] = [
    [
      "tries again under one key",
      async (ctx, id) => {
        for (let n = 0; n < 2; n++) if ((await ctx.call("payments", "charge", { id })) !== "TIMEOUT") return "paid";
        return "unknown";
      },
    ],
    [
      "tries once and calls it failed",
      async (ctx, id) => ((await ctx.call("payments", "charge", { id })) === "TIMEOUT" ? "failed" : "paid"),
    ],
    [
      "charges twice",
      async (ctx, id) => {
        await Promise.all([
          ctx.call("payments", "charge", { id }),
          ctx.call("payments", "charge", { id: `${id} again` }),
        ]);
        return "paid";
      },
    ],
  ];
  const charge: Handler = async (ctx, { id }) => {
    if (!(await ctx.db.has(id))) await ctx.db.put(id, 10);
    return "ok";
  };
  const budgets = [{}, { timeout: 1 }, { drop: 1, timeout: 1 }, { crash: 1 }] as const;
  return variants.flatMap(([what, buy]) =>
    budgets.map((faults, index) =>
      model(
        `request ${index + 1}, ${what}`,
        { shop: { buy }, payments: { charge } },
        {
          "told the truth": (view) => {
            const charged = Object.keys(view.db.payments ?? {}).length;
            const [told] = view.replies.user ?? [];
            if (charged > 1) return false;
            if (told?.outcome.ok !== true) return true;
            return (
              !(told.outcome.value === "failed" && charged > 0) && !(told.outcome.value === "paid" && charged === 0)
            );
          },
        },
        { clients: { user: [request("shop", "buy", "book")] }, faults },
      ),
    ),
  );
}

/** Messages by an outbox, and by hand. */
function outboxes(): Model[] {
  const variants: readonly (readonly [string, Handler])[] = [
    [
      "in one transaction",
      async (ctx, id) => {
        await ctx.tx((t) => {
          t.put(`order ${id}`, true);
          t.outbox.add("Placed", id);
        });
      },
    ],
    [
      "saved, then published",
      async (ctx, id) => {
        await ctx.db.put(`order ${id}`, true);
        await ctx.publish("Placed", id);
      },
    ],
    [
      "published, then saved",
      async (ctx, id) => {
        await ctx.publish("Placed", id);
        await ctx.db.put(`order ${id}`, true);
      },
    ],
  ];
  const ship: Handler = async (ctx, id) => ctx.db.put(`order ${id}`, true);
  const bill: Handler = async (ctx, id) => ctx.db.put(`order ${id}`, true);
  const budgets = [{}, { crash: 1 }, { fail: 1 }] as const;
  return variants.flatMap(([what, place]) =>
    budgets.map((faults, index) =>
      model(
        `outbox ${index + 1}, ${what}`,
        { shop: { place }, shipping: { Placed: ship }, billing: { Placed: bill } },
        {
          "all or nothing": (view) =>
            JSON.stringify(sorted(view.db.shop)) === JSON.stringify(sorted(view.db.shipping)) &&
            JSON.stringify(sorted(view.db.shop)) === JSON.stringify(sorted(view.db.billing)),
        },
        {
          services: { shop: { exceptionsAllowed: true } },
          queues: { Placed: { from: "shop", to: ["shipping", "billing"], order: "fifo" } },
          clients: { user: [request("shop", "place", "a")] },
          faults,
        },
      ),
    ),
  );
}

/** Messages that cannot be handled. */
function deadLetters(): Model[] {
  const variants: readonly (readonly [string, Handler])[] = [
    [
      "parks poison",
      async (ctx, n) => {
        if (n === 1) await ctx.deadLetter("poison");
        else await ctx.db.add("handled", 1);
      },
    ],
    [
      "gives poison back",
      async (ctx, n) => {
        if (n === 1) await ctx.nack();
        else await ctx.db.add("handled", 1);
      },
    ],
    [
      "counts before it parks",
      async (ctx, n) => {
        await ctx.db.add("handled", 1);
        if (n === 1) await ctx.deadLetter("poison");
      },
    ],
  ];
  const sizes = [
    { order: "fifo", maxAttempts: 2, redrive: 0, faults: {} },
    { order: "unordered", maxAttempts: 2, redrive: 0, faults: {} },
    { order: "fifo", maxAttempts: 1, redrive: 1, faults: {} },
    { order: "unordered", maxAttempts: 2, redrive: 1, faults: { crash: 1 } },
  ] as const;
  return variants.flatMap(([what, handle]) =>
    sizes.map(({ order, maxAttempts, redrive, faults }, index) =>
      model(
        `dead letters ${index + 1}, ${what}`,
        {
          source: { save: (ctx, n) => ctx.publish("Saved", n) },
          one: { Saved: handle },
          two: { Saved: async (ctx) => ctx.db.add("handled", 1) },
        },
        {
          "one handled, one parked": (view) =>
            view.db.one?.handled === 1 && (view.deadLetters.one?.length ?? 0) === 1 && view.db.two?.handled === 2,
        },
        {
          services: { source: { atomic: true } },
          queues: { Saved: { from: "source", to: ["one", "two"], order, maxAttempts, redrive } },
          clients: { user: saves("source", 2) },
          faults,
        },
      ),
    ),
  );
}

/** Effects that happen once, or not. */
function ledgers(): Model[] {
  const variants: readonly (readonly [string, Handler])[] = [
    [
      "one transaction",
      async (ctx, id) => {
        await ctx.tx((t) => {
          if (t.has(id)) return;
          t.put(id, true);
          t.put("balance", ((t.get("balance") as number | undefined) ?? 0) + 10);
        });
      },
    ],
    [
      "marks first",
      async (ctx, id) => {
        if (await ctx.db.has(id)) return;
        await ctx.db.put(id, true);
        await ctx.db.add("balance", 10);
      },
    ],
    [
      "remembers in memory",
      async (ctx, id) => {
        if (ctx.mem.get(id) === true) return;
        await ctx.db.add("balance", 10);
        ctx.mem.put(id, true);
      },
    ],
  ];
  const budgets = [{}, { duplicate: 1 }, { crash: 1 }, { duplicate: 1, crash: 1 }] as const;
  return variants.flatMap(([what, apply]) =>
    budgets.map((faults, index) =>
      model(
        `ledger ${index + 1}, ${what}`,
        {
          psp: { capture: (ctx, id) => ctx.publish("Captured", id) },
          ledger: { Captured: apply },
          audit: { Captured: async (ctx, id) => ctx.db.put(id, true) },
        },
        { "applied once": (view) => view.db.ledger?.balance === 20 && view.db.audit?.b === true },
        {
          services: { psp: { atomic: true } },
          queues: { Captured: { from: "psp", to: ["ledger", "audit"], order: "unordered" } },
          clients: { shop: ["a", "b"].map((id) => request("psp", "capture", id)) },
          faults,
        },
      ),
    ),
  );
}

export const models: readonly Model[] = [
  ...broadcasts(),
  ...chains(),
  ...gossip(),
  ...requests(),
  ...outboxes(),
  ...deadLetters(),
  ...ledgers(),
];
