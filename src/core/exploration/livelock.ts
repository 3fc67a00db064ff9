/** Situations from which no run comes to an end, seen in the whole graph. */

/**
 * @param edges the successors of every situation, faults left out: nobody may count on one to get out of a loop.
 * @param ends situations in which nothing more has to happen.
 */
export function doomed(edges: readonly (readonly number[])[], ends: ReadonlySet<number>): ReadonlySet<number> {
  const before: number[][] = edges.map(() => []);
  edges.forEach((targets, from) => {
    for (const to of targets) before[to]?.push(from);
  });
  const saved = new Set(ends);
  const waiting = [...ends];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const from of before[node] ?? []) {
      if (saved.has(from)) continue;
      saved.add(from);
      waiting.push(from);
    }
  }
  return new Set([...edges.keys()].filter((node) => !saved.has(node)));
}

/** Whether something can come back to itself. @param edges what follows each number */
export function hasCycle(edges: readonly (readonly number[])[]): boolean {
  const before = edges.map(() => 0);
  for (const targets of edges) for (const to of targets) before[to] = (before[to] ?? 0) + 1;
  const free = [...edges.keys()].filter((node) => before[node] === 0);
  let removed = 0;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    removed += 1;
    for (const to of edges[node] ?? []) {
      before[to] = (before[to] ?? 0) - 1;
      if (before[to] === 0) free.push(to);
    }
  }
  return removed < edges.length;
}
