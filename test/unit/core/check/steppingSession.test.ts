/** A stepping session: one thing after the other, replays as far as they go, and what stopped it. */
import assert from "node:assert/strict";
import { SteppingSession } from "../../../../src/core/check/steppingSession.ts";
import { stepperView } from "../../../../src/extension/webviews/stepper/stepperView.ts";
import { ToStepperSchema } from "../../../../src/protocol/stepper.ts";
import { english } from "../../../../src/text/translate.ts";
import { stepped } from "./twoPrices.ts";

async function open(
  mayVisit?: ConstructorParameters<typeof SteppingSession>[1],
): Promise<{ session: SteppingSession; fired: () => number }> {
  let fired = 0;
  const session = await stepped({ faults: { crash: 1 } }, mayVisit);
  session.onDidChange(() => void fired++);
  return { session, fired: () => fired };
}

const labels = (session: SteppingSession): readonly (string | undefined)[] =>
  session.history.line().map(({ step }) => step?.label);

describe("a stepping session", () => {
  it("does what it is asked in that order, however fast it is asked", async () => {
    const { session, fired } = await open();
    void session.take("client admin");
    void session.step();
    void session.step();
    assert.equal(session.busy, true);
    await session.back();
    assert.equal(session.busy, false);
    assert.deepEqual(labels(session), [
      undefined,
      "client admin",
      "step 1 of save()#1/1 in catalog",
      "step 2 of save()#1/1 in catalog",
    ]);
    assert.equal(session.history.depth, 2);
    assert.equal(fired(), 4);
  });

  it("asks before it shows a new step, takes none that it may not, and asks no more for one that is known", async () => {
    const asked: string[] = [];
    let allowed = false;
    const { session } = await open(async ({ step }) => {
      asked.push(step.label);
      return allowed;
    });
    await session.take("client admin");
    assert.equal(session.history.depth, 0);
    allowed = true;
    await session.take("client admin");
    await session.step();
    assert.equal(session.history.depth, 2);
    await session.back();
    await session.step();
    assert.deepEqual(asked, ["client admin", "client admin", "step 1 of save()#1/1 in catalog"]);
    assert.equal(session.halt, undefined);
  });

  it("runs until something is sent, and to the end", async () => {
    const { session } = await open();
    await session.run("shared");
    assert.equal(session.history.current.step?.label, "step 2 of save()#1/1 in catalog");
    await session.run("drained");
    assert.equal(session.history.current.moment.drained, true);
    assert.deepEqual(session.history.current.moment.snapshot.services.search?.db, { lamp: 30 });
  });

  it("follows a replay as far as the code allows, and says where and why it stopped", async () => {
    const { session } = await open();
    await session.replay(["client admin", "deliver PriceChanged#1 to search", "client admin"]);
    assert.deepEqual(session.halt, {
      kind: "replay-stopped",
      done: 1,
      of: 3,
      label: "deliver PriceChanged#1 to search",
      reason: "gone",
    });
    assert.equal(session.history.depth, 1);
    await session.step();
    assert.equal(session.halt, undefined);
  });

  it("says why a choice is not possible, and stays where it is", async () => {
    const { session } = await open();
    await session.replay(["client admin", "crash catalog"]);
    assert.equal(session.halt, undefined);
    await session.take("crash catalog");
    assert.deepEqual(session.halt, { kind: "refused", label: "crash catalog", reason: "gone" });
    assert.equal(session.history.depth, 2);
  });

  it("is drawn with what happened, what can happen, what waits where, and the branches", async () => {
    const { session } = await open();
    await session.take("client admin");
    await session.goTo(0);
    await session.run("shared");
    await session.goTo(1);
    await session.take("crash catalog");
    const view = stepperView(english, {
      key: { pack: "p", item: "i" },
      title: "Prices",
      history: session.history,
      notice: undefined,
      busy: false,
    });
    assert.ok(ToStepperSchema.safeParse({ type: "show", view }).success);
    assert.equal(view.position, "Step 2 of 2");
    assert.equal(view.did[0], "crash catalog");
    assert.deepEqual(
      view.branches.map(({ depth, text }) => [depth, text.slice(0, 2)]),
      [[1, "2."]],
    );
    assert.deepEqual(view.services.find(({ name }) => name === "catalog")?.cells, []);
    await session.back();
    const before = stepperView(english, {
      key: { pack: "p", item: "i" },
      title: "",
      history: session.history,
      notice: "n",
      busy: true,
    });
    assert.deepEqual(
      before.tasks.map(({ service, text }) => [service, text]),
      [["catalog", "save()#1 waits at ctx.db.put"]],
    );
    assert.deepEqual(
      before.offers.map(({ operation }) => operation).filter((one) => one !== undefined)[0],
      "ctx.db.put",
    );
  });
});
