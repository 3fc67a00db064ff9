// The naive peer, written first and left alone: the reference family by plain objects, `structuredClone` for each
// successor, `JSON.stringify` keys in a `Set`. `node bench/peers/naiveExplorer.ts K R D X` prints states and transitions.

interface Record {
  readonly version: number;
  copies: number;
  lost: number;
  duplicated: number;
  dropped: number;
}

interface State {
  published: number;
  readonly replicas: { value: number; inbox: Record[] }[];
}

const [versions = 2, replicas = 2, duplicates = 1, drops = 1] = process.argv.slice(2).map(Number);

function successors(state: State): State[] {
  const next: State[] = [];
  const change = (apply: (copy: State) => void): void => {
    const copy = structuredClone(state);
    apply(copy);
    next.push(copy);
  };
  if (state.published < versions) {
    change((copy) => {
      const version = ++copy.published;
      for (const { inbox } of copy.replicas) inbox.push({ version, copies: 1, lost: 0, duplicated: 0, dropped: 0 });
    });
  }
  state.replicas.forEach(({ inbox }, r) => {
    inbox.forEach(({ copies, lost, duplicated, dropped }, m) => {
      const at = (apply: (record: Record, copy: State["replicas"][number]) => void): void =>
        change((copy) => {
          const replica = copy.replicas[r];
          const record = replica?.inbox[m];
          if (replica !== undefined && record !== undefined) apply(record, replica);
        });
      if (copies > 0) {
        at((record, replica) => {
          replica.value = Math.max(replica.value, record.version);
          record.copies--;
          if (record.copies + record.lost === 0) replica.inbox.splice(m, 1);
        });
        if (duplicated < duplicates) {
          at((record) => {
            record.copies++;
            record.duplicated++;
          });
        }
        if (dropped < drops) {
          at((record) => {
            record.copies--;
            record.lost++;
            record.dropped++;
          });
        }
      }
      if (lost > 0) {
        at((record) => {
          record.lost--;
          record.copies++;
        });
      }
    });
  });
  return next;
}

const start: State = {
  published: 0,
  replicas: Array.from({ length: replicas }, () => ({ value: 0, inbox: [] })),
};
const seen = new Set([JSON.stringify(start)]);
const queue = [start];
let transitions = 0;
let holds = true;
for (let at = 0; at < queue.length; at++) {
  const state = queue[at];
  if (state === undefined) break;
  const next = successors(state);
  transitions += next.length;
  if (next.length === 0) holds &&= state.replicas.every(({ value }) => value === versions);
  for (const one of next) {
    const key = JSON.stringify(one);
    if (!seen.has(key)) {
      seen.add(key);
      queue.push(one);
    }
  }
}
console.log(JSON.stringify({ states: seen.size, transitions, verdict: holds ? "holds" : "broken" }));
