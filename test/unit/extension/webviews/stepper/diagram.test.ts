/** The diagram tells what the snapshots tell: what waits in a queue is a way that is still open, in its lane. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { diagramOf } from "../../../../../src/extension/webviews/stepper/diagram.ts";
import { diagramSvg } from "../../../../../src/extension/webviews/stepper/diagramSvg.ts";
import { type Diagram, DiagramSchema } from "../../../../../src/protocol/stepper/diagram.ts";
import { english } from "../../../../../src/text/translate.ts";
import { stepAround } from "../../../core/check/steppedHistory.ts";
import { anyPicks, anyScenario } from "../../../core/simulation/anyScenario.ts";

const openWays = ({ legs }: Diagram): number => legs.filter(({ end }) => end === "waiting").length;

const unmarked = { broke: new Set<number>() };

describe("the diagram of a run", () => {
  it("holds, in each queue's lane, as many open ways as messages wait there", () => {
    const met = new Set<string>();
    return fc
      .assert(
        fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
          const { history } = await stepAround(scenario, picks);
          const line = history.line();
          const diagram = diagramOf(english, line, unmarked);
          for (const { mark } of diagram.columns) met.add(mark);
          for (const { end, again } of diagram.legs) met.add(`${end}${again ? " again" : ""}`);
          const { queues } = line.at(-1)?.moment.snapshot ?? { queues: [] };
          for (const { queue, to, waiting } of queues) {
            const lane = diagram.lanes.findIndex(({ name }) => name === `${queue} → ${to}`);
            const open = diagram.legs.filter(({ via, end }) => via === lane && end === "waiting");
            assert.equal(open.length, waiting.length, `${queue} → ${to}`);
          }
        }),
        { numRuns: 200 },
      )
      .then(() => {
        const all = [
          "client",
          "deliver",
          "operation",
          "end",
          "fault",
          "crash",
          "delivered",
          "waiting",
          "waiting again",
        ];
        for (const one of [...all, "delivered again", "lost", "parked again"]) assert.ok(met.has(one), one);
      });
  });

  it("is a picture that is well-formed XML, whatever things are called", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, fc.string({ unit: "binary" }), async (scenario, picks, name) => {
        const { history } = await stepAround(scenario, picks);
        const diagram = diagramOf(english, history.line(), { broke: new Set([1]), noReturn: 1 });
        const { svg } = diagramSvg(name, {
          ...diagram,
          lanes: diagram.lanes.map((lane) => ({ ...lane, label: name })),
        });
        const open: string[] = [];
        for (const [, end, tag = "", rest = ""] of svg.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
          if (end === "/") assert.equal(open.pop(), tag);
          else if (!rest.endsWith("/")) open.push(tag);
        }
        assert.deepEqual(open, []);
        assert.equal(svg.replace(/<\/?[a-z]+[^<>]*>/g, "").match(/[<>]|&(?!amp;|lt;|gt;|quot;)/), null);
        assert.equal(svg.match(/<circle class="rest"/g)?.length ?? 0, openWays(diagram));
      }),
      { numRuns: 50 },
    ));

  it("draws forwards in time, in lanes and columns that exist, one column for each step", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const { history } = await stepAround(scenario, picks);
        const diagram = diagramOf(english, history.line(), unmarked);
        assert.equal(diagram.columns.length, history.line().length);
        assert.ok(DiagramSchema.safeParse(diagram).success);
        const lanes = diagram.lanes.length;
        const columns = diagram.columns.length;
        for (const { from, to, via } of diagram.legs) {
          assert.ok(from.lane < lanes && (via ?? 0) < lanes && from.column < columns);
          if (to !== undefined) assert.ok(to.column >= from.column && to.column < columns && to.lane < lanes);
        }
        for (const { first, last } of diagram.folds) assert.ok(first > 0 && last > first && last < columns);
        for (const { lane, from, to } of diagram.spans) assert.ok(lane < lanes && (to ?? columns) >= from);
      }),
      { numRuns: 100 },
    ));

  it("marks handlers in progress as stretches that are still open, and only those", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const { history } = await stepAround(scenario, picks);
        const line = history.line();
        const { spans } = diagramOf(english, line, unmarked);
        const open = spans.filter(({ kind, to }) => kind === "handling" && to === undefined).length;
        const running = Object.values(line.at(-1)?.moment.snapshot.services ?? {});
        assert.equal(open, running.flatMap(({ tasks = [] }) => tasks).length);
      }),
      { numRuns: 100 },
    ));
});
