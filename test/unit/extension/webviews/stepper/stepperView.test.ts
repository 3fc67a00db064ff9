import assert from "node:assert/strict";
import { SteppingHistory } from "../../../../../src/core/check/history.ts";
import { stepperView } from "../../../../../src/extension/webviews/stepper/stepperView.ts";
import { english } from "../../../../../src/text/translate.ts";
import { stepping } from "../../../core/check/twoPrices.ts";

/** The remarks at the end of a run in which “agree” is broken after the steps named, and at no other moment. */
async function remarksAtEnd(brokenAfter: readonly number[]) {
  const steps = await stepping({});
  const history = new SteppingHistory(steps.start);
  for (let depth = 1; !history.current.moment.drained; depth++) {
    const { moment } = history.current;
    const offer = moment.offers.find(({ refused, fault }) => refused === undefined && !fault);
    const taken = offer && (await steps.take(moment.id, offer.label));
    assert.equal(taken?.kind, "taken");
    const broken = brokenAfter.includes(depth)
      ? [{ check: "agree", kind: "always", step: depth - 1 } as const]
      : taken.moment.broken;
    history.visit({ ...taken, moment: { ...taken.moment, broken } });
  }
  const key = { pack: "p", item: "i" };
  return stepperView(english, { key, title: "T", history, notice: undefined, busy: false }).remarks;
}

describe("the end of a run in the stepper", () => {
  it("says that everything holds only where nothing broke on the way", async () => {
    const holds = "Nothing more can happen. Everything that was promised holds.";
    assert.deepEqual(await remarksAtEnd([]), [{ tone: "good", text: holds }]);
    assert.deepEqual(await remarksAtEnd([2, 3]), [
      { tone: "bad", text: "Nothing more can happen. “agree” broke after step 2." },
    ]);
  });

  it("says of a replay how much each client sends, at its start and where nothing more can happen", async () => {
    const steps = await stepping({});
    const history = new SteppingHistory(steps.start);
    const said = (updates?: number): string[] => {
      const shown = { key: { pack: "p", item: "i" }, title: "T", history, notice: undefined, busy: false };
      const { remarks } = stepperView(english, updates === undefined ? shown : { ...shown, updates });
      return remarks.flatMap(({ text }) => (text.startsWith("As in the check") ? [text] : []));
    };
    assert.deepEqual(said(), []);
    assert.deepEqual(said(1), ["As in the check, each client sends at most one request."]);
    const seen: number[] = [];
    for (let depth = 1; !history.current.moment.drained; depth++) {
      const { moment } = history.current;
      const offer = moment.offers.find(({ refused, fault }) => refused === undefined && !fault);
      const taken = offer && (await steps.take(moment.id, offer.label));
      assert.equal(taken?.kind, "taken");
      history.visit(taken);
      if (said(3).length > 0) seen.push(depth);
    }
    assert.deepEqual(said(3), ["As in the check, each client sends at most 3 requests."]);
    assert.deepEqual(seen, [history.depth]);
  });
});
