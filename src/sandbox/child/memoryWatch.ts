/** How full the heap is: a search that keeps much should end by saying how far it got, not by ending the process. */
import * as v8 from "node:v8";
import * as vm from "node:vm";

/** Of the limit, so much may be kept; the rest is for what is worked out at the end of a search. */
const mostKept = 0.7;

/** Of the limit, as much as may be put on top of what is kept before it is looked again at what is. */
const lookAgain = 0.1;

const limit = /^--max-old-space-size=(\d+)$/;

/** Says whether what is really kept nearly fills the heap: what only looks full is collected first. */
export function memoryWatch(): () => boolean {
  const collect = collector();
  const megabytes = process.execArgv.map((option) => Number(limit.exec(option)?.[1])).find(Number.isFinite);
  const all = megabytes === undefined ? v8.getHeapStatistics().heap_size_limit : megabytes * 2 ** 20;
  const used = (): number => v8.getHeapStatistics().used_heap_size;
  let enough = mostKept * all;
  return () => {
    if (used() <= enough) return false;
    collect();
    const kept = used();
    enough = Math.max(mostKept * all, kept + lookAgain * all);
    return kept > mostKept * all;
  };
}

/** What collects the heap; nothing, where the engine hands that out to nobody: then garbage counts as kept. */
function collector(): () => void {
  try {
    // A context that was made before does not get the function, so that no other code finds it.
    v8.setFlagsFromString("--expose-gc");
    return vm.runInNewContext("gc") as () => void;
  } catch {
    return () => undefined;
  } finally {
    v8.setFlagsFromString("--no-expose-gc");
  }
}
