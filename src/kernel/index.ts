/**
 * The inner loop of a search, compiled to WebAssembly: numbers only, no objects and no texts. It visits situations in
 * their order and stops for whoever knows more: something has to be learnt, or a situation has to be judged.
 */
import { advance, begin, choices, push, rankAfter, shift } from "./frontier";
import { allocate } from "./memory";
import { beginRewriting, count, empty, find, hash, meet, reserve, setParent, touch, visit, words } from "./situations";
import { setWidth } from "./slots";
import {
  clear,
  costs,
  enabledRow,
  ends,
  findSteps,
  harmless,
  hashes,
  isFault,
  kindBits,
  kinds,
  letWait,
  makeRoomFor,
  nothing,
  parents,
  possible,
  rows,
  throwing,
  waiting,
} from "./successors";

export { allocate, exhausted } from "./memory";
export { rank, rankAfter, tooLong } from "./frontier";
export { count, parentOf, rankOf, rewriteSome, rowOf } from "./situations";
export { setMoves, setReception } from "./slots";
export {
  enabled,
  enabledKind,
  enabledRow,
  harmless,
  keep,
  missingDetail,
  missingPart,
  missingSlot,
  throwing,
} from "./successors";

// What `run` says, beside what is missing.
const all: i32 = 4;
const more: i32 = 5;
const judge: i32 = 6;
const thrown: i32 = 7;

/** Successors that are looked up together. */
const batch: i32 = 1024;

/** Of an entry of the frontier: the slot, plus 1, that the last step is of. */
const slotBits: i32 = 5;

/** In the frontier, in place of a situation: an exception is thrown on a way of this rank. */
const thrownHere: i32 = -1;

/** The situation that is being visited, or -1. */
export let node: i32 = -1;

/**
 * Of that, the slot of the last step of the best way to it, where that step sends nothing. Steps of slots before it that
 * send nothing either are left out: two such steps can change places, and what they lead to together is found by the
 * other order, with as many faults and choices. (Of all last steps of best ways to a situation, the one with the highest
 * slot is never left out; and steps that count for nothing never go round, since each uses up an operation of a task, so
 * that no two situations wait for each other.) Not where other steps are left out too.
 */
let first: i32 = 0;
let whole: bool = false;

/** Every situation has to be judged, not only those in which nothing more can happen. */
let judgesAll: bool = false;

/** Something was found: the search ends with the present rank. */
let lastRank: bool = false;

/** How many situations were visited. */
export let visits: u32 = 0;
export let transitions: f64 = 0;
export let depth: i32 = 0;

// Of each kind of step, by its lowest bits, the rank that it leads to from here.
let ranks: usize = 0;

/** @returns where the slots begin */
export function setUp(slotCount: i32, rowWords: i32, wholeSpace: bool, everySituation: bool): usize {
  whole = wholeSpace;
  judgesAll = everySituation;
  empty(rowWords);
  begin();
  makeRoomFor(batch, rowWords);
  ranks = allocate(20);
  return setWidth(slotCount);
}

/** Adds the situation that everything begins with. Its row stands where the first enabled one would. */
export function start(): void {
  reserve(1);
  const index = meet(rows, hash(rows), 0);
  setParent(index, -1);
  push(index << slotBits, 0);
}

/** Visits until so many situations have been visited, or there are more than `most`. */
export function run(until: u32, most: u32): i32 {
  while (true) {
    if (node < 0) {
      if (visits >= until || count > most) return more;
      const outcome = toNextNode();
      if (outcome !== nothing) return outcome;
    }
    if (waiting > batch / 2) addWaiting();
    const missing = findSteps(node, first);
    if (missing !== nothing) return missing;
    if (judgesAll || harmless === 0 || throwing) return judge;
    commit();
  }
}

/** Leaves what can follow the present situation to be looked up; it has been visited. */
export function commit(): void {
  transitions += <f64>possible;
  letWait(node);
  node = -1;
}

function toNextNode(): i32 {
  while (true) {
    const entry = shift();
    if (entry === thrownHere) return thrown;
    if (entry >= 0) {
      const index = entry >> slotBits;
      // One to which a better way was found stands in line twice.
      if (!visit(index)) continue;
      node = index;
      visits++;
      depth = max(depth, choices);
      first = whole ? (entry & ((1 << slotBits) - 1)) - 1 : 0;
      return nothing;
    }
    if (waiting > 0) addWaiting();
    else if (lastRank || !advance()) return all;
  }
}

/**
 * The order in which situations are visited stays what it would be one by one, since none of these comes before the rest
 * of the present rank, from which all of them follow. Nearly all the time goes into waiting for memory: read in a round of
 * their own, the waits overlap.
 */
function addWaiting(): void {
  reserve(waiting);
  for (let kind = 0; kind <= (costs | isFault); kind++) {
    store<u32>(ranks + (kind << 2), rankAfter((kind & isFault) === 0 ? 0 : 1, kind & costs));
  }
  const rowBytes = words << 2;
  let touched: u32 = 0;
  for (let i = 0, row = rows; i < waiting; i++, row += rowBytes) {
    const hashed = hash(row);
    store<u32>(hashes + (i << 2), hashed);
    touched ^= touch(hashed);
  }
  // Written somewhere, so that nobody leaves out what only reads.
  store<u32>(ranks, touched, 16);
  let from = 0;
  for (let i = 0, row = rows; i < waiting; i++, row += rowBytes) {
    const at = i << 2;
    const kind = load<i32>(kinds + at);
    const rank = load<u32>(ranks + ((kind & (costs | isFault)) << 2));
    const index = meet(row, load<u32>(hashes + at), rank);
    if (index < 0) continue;
    while (load<i32>(ends + (from << 2)) <= i) from++;
    setParent(index, load<i32>(parents + (from << 2)));
    push((index << slotBits) | (kind >> kindBits), rank);
  }
  clear();
}

/** Lets the search end with the present rank. */
export function endWithRank(): void {
  lastRank = true;
}

/** Lets {@link run} stop when it comes to this rank, one that {@link rankAfter} said. */
export function noteThrown(at: u32): void {
  push(thrownHere, at);
}

/** What can follow any situation, whether it was visited or not. Returns what is missing. */
export function enable(index: u32): i32 {
  clear();
  return findSteps(index, 0);
}

/** The index of the situation that an enabled step leads to, or -1. */
export function follow(step: i32): i32 {
  return find(enabledRow(step));
}

/** Begins to write all rows with so many words; `rewriteSome` does it. */
export function rewrite(rowWords: i32): void {
  addWaiting();
  makeRoomFor(batch, rowWords);
  beginRewriting(rowWords);
}
