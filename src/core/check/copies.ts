/** How the copies of one fact compare: the same key in the stores of several services. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { Effect } from "../simulation/model.ts";
import type { World } from "../simulation/world.ts";
import type { CopyState } from "./model.ts";

/** For each key, the service that stored it first and everything it held there since, oldest first. */
export type Sources = ReadonlyMap<string, { readonly service: string; readonly values: readonly string[] }>;

/** The sources before anything happened: what scenarios put into stores. The first service named is the source. */
export function startSources(world: World): Sources {
  const sources = new Map<string, { service: string; values: string[] }>();
  for (const [service, { db }] of Object.entries(world.services)) {
    for (const [key, value] of Object.entries(db)) {
      if (!sources.has(key)) sources.set(key, { service, values: [canonicalKey(value)] });
    }
  }
  return sources;
}

export function nextSources(sources: Sources, effects: readonly Effect[]): Sources {
  let next: Map<string, { service: string; values: readonly string[] }> | undefined;
  for (const effect of effects) {
    if (effect.kind !== "stored" && effect.kind !== "deleted") continue;
    const { service, key } = effect;
    const source = (next ?? sources).get(key);
    if (source !== undefined && source.service !== service) continue;
    const value: Plain = effect.kind === "stored" ? effect.value : undefined;
    next ??= new Map(sources);
    next.set(key, { service, values: [...(source?.values ?? []), canonicalKey(value)] });
  }
  return next ?? sources;
}

/** One row for each holder of a key that more than one service holds, or that its source had first. */
export function copiesOf(world: World, sources: Sources): readonly CopyState[] {
  const services = Object.entries(world.services);
  return [...sources].flatMap(([key, source]): CopyState[] => {
    const holders = services.filter(([name, { db }]) => name !== source.service && Object.hasOwn(db, key));
    if (holders.length === 0) return [];
    const copies = holders.map(([service, { db }]) => compared(key, service, canonicalKey(db[key]), source.values));
    return [{ key, service: source.service, state: "source" }, ...copies];
  });
}

function compared(key: string, service: string, value: string, values: readonly string[]): CopyState {
  const at = values.lastIndexOf(value);
  if (at < 0) return { key, service, state: "diverged" };
  const behind = values.length - 1 - at;
  return behind === 0 ? { key, service, state: "equal" } : { key, service, state: "stale", behind };
}
