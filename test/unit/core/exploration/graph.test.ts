/** Loops and ends in a graph, against the plainest way to find them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Graph } from "../../../../src/core/exploration/graph.ts";

const anyGraph = fc.integer({ min: 1, max: 12 }).chain((nodes) => {
  const node = fc.nat({ max: nodes - 1 });
  return fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(fc.tuple(node, node), { maxLength: 30 }),
    ends: fc.uniqueArray(node),
  });
});

type Edges = readonly (readonly [number, number])[];

function graphOf(nodes: number, edges: Edges, sign?: () => void): Graph {
  const graph = new Graph(nodes, sign);
  for (const [from, to] of edges) graph.add(from, to);
  return graph;
}

/** All nodes that one or more edges lead to. */
function reachable(from: number, edges: Edges): ReadonlySet<number> {
  const found = new Set<number>();
  const follow = (node: number): void => {
    for (const [start, to] of edges) {
      if (start !== node || found.has(to)) continue;
      found.add(to);
      follow(to);
    }
  };
  follow(from);
  return found;
}

describe("Graph", () => {
  it("has a cycle where a node can come back to itself", () =>
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const cyclic = Array.from({ length: nodes }, (_, node) => node).some((node) =>
          reachable(node, edges).has(node),
        );
        assert.equal(graphOf(nodes, edges).hasCycle(), cyclic);
      }),
    ));

  it("tells the nodes from which no end can be reached", () =>
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges, ends }) => {
        const lost = Array.from({ length: nodes }, (_, node) => node).filter(
          (node) => !ends.includes(node) && !ends.some((end) => reachable(node, edges).has(end)),
        );
        assert.deepEqual([...graphOf(nodes, edges).without(ends)], lost);
      }),
    ));

  it("gives signs of life while it goes through millions of edges", () => {
    let signs = 0;
    const edges: Edges = Array.from({ length: 1_100_000 }, (_, node) => [node, node + 1]);
    const graph = graphOf(edges.length + 1, edges, () => (signs += 1));
    assert.ok(!graph.hasCycle());
    assert.ok(signs >= 2, `${signs}`);
  });
});
