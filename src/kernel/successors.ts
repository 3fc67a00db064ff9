/** What can follow the situations that were visited last, as rows one behind the other. */
import { allocate, doubled, release } from "./memory";
import { rowOf, words } from "./situations";
import {
  changedAt,
  endAt,
  harmlessEndAt,
  movesOf,
  numberAt,
  receptionOf,
  shiftAt,
  slotAt,
  slotBytes,
  slots,
  unpack,
  width,
  wordAt,
} from "./slots";

// Bits of a kind: what a step costs, and whether it throws. Above them, of a step that sends nothing, its slot plus 1.
export const costs: i32 = 1;
export const isFault: i32 = 2;
const throwsUncaught: i32 = 4;
export const kindBits: i32 = 3;

/** Slots that a step can be said to be of: their number plus 1 has to fit above the bits of its kind. */
const mostSlots: i32 = 30;

// Of a part's actions: how many send nothing, how many of those are no faults, whether one of them throws, and how many
// send; then, of the first, pairs: the bits in which the next part differs from this one, and the kind; of the others
// where each begins.
const harmlessAt: usize = 4;
const throwsAt: usize = 8;
const sendingAt: usize = 12;
const movesHead: usize = 16;

// Of an action that sends: the next part, the kind, 1 plus its number among all where it was only put off, and how many
// it sends; then pairs: slot and envelope. Of a reception the same.
const kindAt: usize = 4;
const deferredAt: usize = 8;
const sendsAt: usize = 12;
const actionHead: usize = 16;

/** In place of a reception: the part refuses. */
const refused: usize = 1;
const refusedKind: i32 = -1;

/** Something has to be learnt first: of which slot and part, and of which envelope or deferred action. */
export const nothing: i32 = 0;
const needsMoves: i32 = 1;
const needsDeferred: i32 = 2;
const needsReception: i32 = 3;
let missing: i32 = nothing;
export let missingSlot: i32 = 0;
export let missingPart: i32 = 0;
export let missingDetail: i32 = 0;

/** Of all situations whose successors wait to be looked up; behind those, of the one that is being visited. */
export let waiting: i32 = 0;
export let enabled: i32 = 0;
/** How many steps are possible in it, whether they are among these or not; and how many of them are no faults. */
export let possible: i32 = 0;
export let harmless: i32 = 0;
/** Whether an exception that nobody can catch is thrown in one of them. */
export let throwing: bool = false;

export let rows: usize = 0;
export let kinds: usize = 0;
/** A word for each row, for whoever looks them up. */
export let hashes: usize = 0;
let room: i32 = 0;

/** The situations that these follow, and where the successors of each end. */
export let parents: usize = 0;
export let ends: usize = 0;
let parentsRoom: i32 = 0;
let visited: i32 = 0;

/** Room for so many of so many words each, to begin with; those that waited are forgotten. */
export function makeRoomFor(some: i32, rowWords: i32): void {
  clear();
  release(rows, (room * words) << 2);
  release(kinds, room << 2);
  release(hashes, room << 2);
  release(parents, parentsRoom << 2);
  release(ends, parentsRoom << 2);
  room = some;
  rows = allocate((some * rowWords) << 2);
  kinds = allocate(some << 2);
  hashes = allocate(some << 2);
  parentsRoom = some;
  parents = allocate(some << 2);
  ends = allocate(some << 2);
}

function enlarge(): void {
  rows = doubled(rows, (room * words) << 2);
  kinds = doubled(kinds, room << 2);
  hashes = doubled(hashes, room << 2);
  room *= 2;
}

/**
 * Finds everything that can follow a situation. Returns what is missing, if anything is. Of slots before `first`, steps
 * that send nothing are only counted.
 */
export function findSteps(node: u32, first: i32): i32 {
  const from = rowOf(node);
  unpack(from);
  let at = waiting;
  let withoutFault = 0;
  let leftOut = 0;
  let throws = 0;
  for (let slot = 0; slot < width; slot++) {
    const which = slotAt(slot);
    const part = load<i32>(which, numberAt);
    const moves = movesOf(which, part);
    if (moves === 0) return need(needsMoves, slot, part, 0);
    let silent = load<i32>(moves);
    const sending = load<i32>(moves, sendingAt);
    let code = moves + movesHead;
    withoutFault += load<i32>(moves, harmlessAt);
    const throwsHere = load<i32>(moves, throwsAt);
    throws |= throwsHere;
    if (slot < first && throwsHere === 0) {
      leftOut += silent;
      code += silent << 3;
      silent = 0;
    }
    while (at + silent + sending > room) enlarge();
    const by = slot < mostSlots ? (slot + 1) << kindBits : 0;
    addSilent(which, from, at, code, silent, by);
    at += silent;
    if (sending > 0) {
      const end = addSending(slot, code + (silent << 3), sending, from, at);
      if (end < 0) return missing;
      for (; at < end; at++) {
        const kind = load<i32>(kinds + (at << 2));
        if ((kind & isFault) === 0) withoutFault++;
        throws |= kind & throwsUncaught;
      }
    }
    store<i32>(which, at - waiting, endAt);
    store<i32>(which, withoutFault, harmlessEndAt);
  }
  enabled = at - waiting;
  possible = enabled + leftOut;
  harmless = withoutFault;
  throwing = throws !== 0;
  return nothing;
}

function need(what: i32, slot: i32, part: i32, detail: i32): i32 {
  missing = what;
  missingSlot = slot;
  missingPart = part;
  missingDetail = detail;
  return what;
}

/** An action that sends nothing changes the bits of one slot. */
function addSilent(slot: usize, from: usize, at: i32, first: usize, silent: i32, by: i32): void {
  const shift = load<i32>(slot, shiftAt);
  const end = first + (silent << 3);
  let kind = kinds + (at << 2);
  if (words === 1) {
    const row = load<u32>(from);
    let to = rows + (at << 2);
    for (let code = first; code < end; code += 8, to += 4, kind += 4) {
      store<u32>(to, row ^ (load<u32>(code) << shift));
      store<i32>(kind, load<i32>(code, 4) | by);
    }
    return;
  }
  const bytes = words << 2;
  const word = load<usize>(slot, wordAt);
  let to = rows + at * bytes;
  for (let code = first; code < end; code += 8, to += bytes, kind += 4) {
    copyRow(to, from);
    store<u32>(to + word, load<u32>(to + word) ^ (load<u32>(code) << shift));
    store<i32>(kind, load<i32>(code, 4) | by);
  }
}

function copyRow(to: usize, from: usize): void {
  for (let i = 0; i < words; i++) store<u32>(to + (i << 2), load<u32>(from + (i << 2)));
}

/** What the actions that send lead to, behind the first `at` rows; returns how many rows there are then, or -1. */
function addSending(slot: i32, first: usize, count: i32, from: usize, at: i32): i32 {
  let end = at;
  for (let code = first; code < first + (count << 2); code += 4) {
    const action = load<usize>(code);
    const to = rows + ((end * words) << 2);
    copyRow(to, from);
    for (let other = slots, last = slotAt(width); other < last; other += slotBytes) {
      store<i32>(other, load<i32>(other, numberAt), changedAt);
    }
    change(slotAt(slot), load<i32>(action), to);
    const kind = deliver(action, load<i32>(action, kindAt), to);
    if (kind === refusedKind) continue;
    if (kind < 0) return -1;
    const deferred = load<i32>(action, deferredAt);
    if (deferred > 0) {
      need(needsDeferred, slot, load<i32>(slotAt(slot), numberAt), deferred - 1);
      return -1;
    }
    store<i32>(kinds + (end << 2), kind);
    end++;
  }
  return end;
}

/**
 * Depth first, as a step of the whole world hands envelopes on: what a part sends on is received before what was sent with
 * it. Returns the kind of the step; {@link refusedKind} where a part refuses an envelope, or -2 where something is missing.
 */
function deliver(sender: usize, kind: i32, to: usize): i32 {
  let kinds = kind;
  const end = sender + actionHead + (load<i32>(sender, sendsAt) << 3);
  for (let send = sender + actionHead; send < end; send += 8) {
    const target = load<i32>(send);
    const slot = slotAt(target);
    const part = load<i32>(slot, changedAt);
    const envelope = load<i32>(send, 4);
    const reception = receptionOf(slot, part, envelope);
    if (reception === refused) return refusedKind;
    if (reception === 0) {
      need(needsReception, target, part, envelope);
      return -2;
    }
    change(slot, load<i32>(reception), to);
    kinds |= load<i32>(reception, kindAt);
    if (load<i32>(reception, sendsAt) === 0) continue;
    kinds = deliver(reception, kinds, to);
    if (kinds < 0) return kinds;
  }
  return kinds;
}

/** Of the row that is being written. */
function change(slot: usize, part: i32, to: usize): void {
  const at = to + load<usize>(slot, wordAt);
  store<u32>(at, load<u32>(at) ^ ((load<i32>(slot, changedAt) ^ part) << load<u32>(slot, shiftAt)));
  store<i32>(slot, part, changedAt);
}

/** Where the row of an enabled one begins. */
export function enabledRow(step: i32): usize {
  return rows + (((waiting + step) * words) << 2);
}

export function enabledKind(step: i32): i32 {
  return load<i32>(kinds + ((waiting + step) << 2));
}

/** Leaves of the enabled ones only those of some slots, given as bits. */
export function keep(wanted: i32): void {
  let to = waiting;
  let from = waiting;
  for (let slot = 0; slot < width; slot++) {
    const end = waiting + load<i32>(slotAt(slot), endAt);
    if ((wanted & (1 << slot)) !== 0) {
      memory.copy(rows + ((to * words) << 2), rows + ((from * words) << 2), ((end - from) * words) << 2);
      memory.copy(kinds + (to << 2), kinds + (from << 2), (end - from) << 2);
      to += end - from;
    }
    from = end;
  }
  enabled = to - waiting;
}

/** The enabled ones wait from now on, as what follows `parent`. */
export function letWait(parent: u32): void {
  waiting += enabled;
  enabled = 0;
  if (visited === parentsRoom) {
    parents = doubled(parents, parentsRoom << 2);
    ends = doubled(ends, parentsRoom << 2);
    parentsRoom *= 2;
  }
  store<u32>(parents + (visited << 2), parent);
  store<i32>(ends + (visited << 2), waiting);
  visited++;
}

/** They have been looked up; or nobody is going to. */
export function clear(): void {
  waiting = 0;
  enabled = 0;
  visited = 0;
}
