/** A price saved twice, copied to a search that can be overtaken: what tests of stepping step through. */
import type { Stepping } from "../../../../src/core/check/model.ts";
import { Stepper } from "../../../../src/core/check/stepper.ts";
import { SteppingSession } from "../../../../src/core/check/steppingSession.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { type Checks, FakeOracle, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";

const handlers: Handlers = {
  catalog: {
    save: async (ctx, price) => {
      await ctx.db.put("lamp", price);
      await ctx.publish("PriceChanged", price);
    },
  },
  search: { PriceChanged: async (ctx, price) => ctx.db.put("lamp", price) },
};

export async function stepping(
  rest: Pick<NonNullable<Parameters<typeof specOf>[1]>, "faults" | "checks">,
  checks: Checks = {},
): Promise<Stepping> {
  const spec = specOf(handlers, {
    services: { catalog: {}, search: {} },
    queues: { PriceChanged: { from: "catalog", to: ["search"], order: "unordered" } },
    clients: { admin: [request("catalog", "save", 20), request("catalog", "save", 30)] },
    ...rest,
  });
  const stepper = new Stepper(spec, new AnswerMemo(new FakeOracle(handlers, checks)));
  return {
    start: await stepper.begin(),
    take: (from, label) => stepper.take(from, label),
    run: (from, goal, limit) => stepper.run(from, goal, limit),
    dispose: () => undefined,
  };
}

export async function stepped(
  rest: Parameters<typeof stepping>[0],
  mayVisit?: ConstructorParameters<typeof SteppingSession>[1],
): Promise<SteppingSession> {
  return new SteppingSession(await stepping(rest), mayVisit);
}
