/** A person who steps at random, goes back at random, and chooses otherwise: for properties over histories. */
import { SteppingHistory } from "../../../../src/core/check/history.ts";
import { Stepper } from "../../../../src/core/check/stepper.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import type { AnyScenario } from "../simulation/anyScenario.ts";
import { FakeOracle } from "../simulation/fakeOracle.ts";

export interface Stepped {
  readonly history: SteppingHistory;
  readonly stepper: Stepper;
}

/** Every seventh pick goes back instead; calls `see` after each pick. */
export async function stepAround(
  { spec, handlers }: AnyScenario,
  picks: readonly number[],
  see: (stepped: Stepped) => void = () => undefined,
): Promise<Stepped> {
  const stepper = new Stepper(spec, new AnswerMemo(new FakeOracle(handlers)));
  const history = new SteppingHistory(await stepper.begin());
  for (const pick of picks) {
    const { moment } = history.current;
    const offers = moment.offers.filter(({ refused }) => refused === undefined);
    const offer = offers[pick % offers.length];
    if (pick % 7 === 0) history.back();
    else if (offer !== undefined) {
      const taken = await stepper.take(moment.id, offer.label);
      if (taken.kind !== "taken") throw new Error(JSON.stringify(taken));
      history.visit(taken);
    }
    see({ history, stepper });
  }
  return { history, stepper };
}
