/** The Run view: VS Code wants each id once in a tree, whatever is held and has happened. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type RunNode, runNodes } from "../../../../../src/extension/webviews/stepper/runNodes.ts";
import { stepperView } from "../../../../../src/extension/webviews/stepper/stepperView.ts";
import type { StepperView } from "../../../../../src/protocol/stepper.ts";
import { english } from "../../../../../src/text/translate.ts";
import { type Stepped, stepAround } from "../../../core/check/steppedHistory.ts";
import { anyPicks, anyScenario } from "../../../core/simulation/anyScenario.ts";

const all = (nodes: readonly RunNode[]): RunNode[] => nodes.flatMap((node) => [node, ...all(node.inside ?? [])]);

function nodesOf({ history }: Pick<Stepped, "history">, change: Partial<StepperView> = {}): RunNode[] {
  const key = { pack: "p", item: "i" };
  const view = stepperView(english, { key, title: "T", history, notice: undefined, busy: false });
  const steps = history.line().flatMap(({ step }) => (step === undefined ? [] : [step]));
  return all(runNodes(english, { ...view, ...change }, steps));
}

function twice(nodes: readonly RunNode[]): readonly string[] {
  const ids = nodes.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

describe("the Run view", () => {
  it("has an id of its own for each thing, whatever happened", async () => {
    let mostLetters = 0;
    await fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        await stepAround(scenario, picks, ({ history }) => {
          const nodes = nodesOf({ history });
          assert.deepEqual(twice(nodes), []);
          const letters = nodes.filter(({ label }) => label.startsWith("dead letters of "));
          mostLetters = Math.max(mostLetters, letters.length - new Set(letters.map(({ label }) => label)).size);
        });
      }),
      { numRuns: 100 },
    );
    assert.ok(mostLetters > 0, "no queue had more than one dead letter");
  });

  it("keeps the id of a dead letter while others come behind it", async () => {
    const { history } = await stepAround(fc.sample(anyScenario, { numRuns: 1, seed: 1 })[0] ?? assert.fail(), []);
    const letter = (text: string): StepperView["queues"][number] => ({
      name: "dead letters of prices",
      text,
      change: "same",
    });
    const idOf = (text: string, ...letters: readonly string[]): string | undefined =>
      nodesOf({ history }, { queues: letters.map(letter) }).find(({ description }) => description === text)?.id;
    const [first, second] = [idOf("a", "a"), idOf("b", "a", "b")];
    assert.notEqual(first, second);
    assert.equal(idOf("a", "a", "b", "c"), first);
    assert.equal(idOf("b", "a", "b", "c"), second);
  });
});
