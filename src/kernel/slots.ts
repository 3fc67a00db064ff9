/** What is known of each slot of the world: where its number lies in a row, and what its parts do. */
import { allocate, doubled, release } from "./memory";

// Of each slot, at these bytes:
/** Its word, in bytes from the beginning of a row, its lowest bit there, and as many ones as it has bits. */
export const wordAt: usize = 0;
export const shiftAt: usize = 4;
const maskAt: usize = 8;
/** The same in rows that are to be written. */
const nextWordAt: usize = 12;
const nextShiftAt: usize = 16;
/** The number of its part: in the situation that is visited, and what the present step has made of it so far. */
export const numberAt: usize = 20;
export const changedAt: usize = 24;
/** How many steps of it and of those before it are possible, and how many of those are no faults. */
export const endAt: usize = 28;
export const harmlessEndAt: usize = 32;
/** By part, where its actions begin, or 0; and for how many parts there is room. */
const movesAt: usize = 36;
const movesRoomAt: usize = 40;
/** Open addressing: its places, how many of them there are, and how many are taken. */
const receptionsAt: usize = 44;
const receptionsRoomAt: usize = 48;
const receptionsCountAt: usize = 52;
export const slotBytes: usize = 64;

// Of each place of a table of receptions: part, envelope, what becomes of them ({@link receptionOf}).
const placeBytes: usize = 12;

export let width: i32 = 0;
export let slots: usize = 0;

/** So many slots, of which nothing is known yet. */
export function setWidth(count: i32): usize {
  width = count;
  const bytes = count * slotBytes;
  slots = allocate(bytes);
  memory.fill(slots, 0, bytes);
  for (let slot = 0; slot < count; slot++) {
    const at = slotAt(slot);
    store<usize>(at, emptied(16 * 4), movesAt);
    store<i32>(at, 16, movesRoomAt);
    store<usize>(at, emptied(16 * placeBytes), receptionsAt);
    store<i32>(at, 16, receptionsRoomAt);
  }
  return slots;
}

export function slotAt(slot: i32): usize {
  return slots + slot * slotBytes;
}

/** Reads the numbers of all parts out of a row. */
export function unpack(row: usize): void {
  const end = slotAt(width);
  for (let slot = slots; slot < end; slot += slotBytes) store<i32>(slot, numberIn(row, slot), numberAt);
}

function numberIn(row: usize, slot: usize): u32 {
  return (load<u32>(row + load<usize>(slot, wordAt)) >>> load<u32>(slot, shiftAt)) & load<u32>(slot, maskAt);
}

/** Writes the row as it has to be from now on, with so many words. */
export function repack(from: usize, to: usize, words: i32): void {
  memory.fill(to, 0, words << 2);
  const end = slotAt(width);
  for (let slot = slots; slot < end; slot += slotBytes) {
    const at = to + load<usize>(slot, nextWordAt);
    store<u32>(at, load<u32>(at) | (numberIn(from, slot) << load<u32>(slot, nextShiftAt)));
  }
}

/** Where a part's actions begin; 0: they are not known yet. */
export function movesOf(slot: usize, part: i32): usize {
  return part < load<i32>(slot, movesRoomAt) ? load<usize>(load<usize>(slot, movesAt) + (part << 2)) : 0;
}

export function setMoves(slot: i32, part: i32, moves: usize): void {
  const at = slotAt(slot);
  while (part >= load<i32>(at, movesRoomAt)) {
    const room = load<i32>(at, movesRoomAt);
    const all = doubled(load<usize>(at, movesAt), room * 4);
    memory.fill(all + room * 4, 0, room * 4);
    store<usize>(at, all, movesAt);
    store<i32>(at, 2 * room, movesRoomAt);
  }
  store<usize>(load<usize>(at, movesAt) + (part << 2), moves);
}

/**
 * What a part makes of an envelope: where the next part begins, what else is thrown and sent on; 1 where it is refused, 0
 * where that is not known yet.
 */
export function receptionOf(slot: usize, part: i32, envelope: i32): usize {
  return load<usize>(placeOf(slot, part, envelope), 8);
}

export function setReception(slot: i32, part: i32, envelope: i32, reception: usize): void {
  const at = slotAt(slot);
  const room = load<i32>(at, receptionsRoomAt);
  const count = load<i32>(at, receptionsCountAt) + 1;
  if (count * 2 > room) growReceptions(at, room);
  store<i32>(at, count, receptionsCountAt);
  put(at, part, envelope, reception);
}

function put(slot: usize, part: i32, envelope: i32, reception: usize): void {
  const place = placeOf(slot, part, envelope);
  store<i32>(place, part);
  store<i32>(place, envelope, 4);
  store<usize>(place, reception, 8);
}

/** The place of these two, or the free one where they belong. */
function placeOf(slot: usize, part: i32, envelope: i32): usize {
  const places = load<usize>(slot, receptionsAt);
  const low = load<i32>(slot, receptionsRoomAt) - 1;
  let mixed = (part * 0x9e3779b1) ^ (envelope * 0x85ebca6b);
  mixed ^= mixed >>> 15;
  let place = mixed & low;
  while (true) {
    const at = places + place * placeBytes;
    if (load<usize>(at, 8) === 0 || (load<i32>(at) === part && load<i32>(at, 4) === envelope)) return at;
    place = (place + 1) & low;
  }
}

function growReceptions(slot: usize, room: i32): void {
  const before = load<usize>(slot, receptionsAt);
  const end = before + room * placeBytes;
  store<usize>(slot, emptied(2 * room * placeBytes), receptionsAt);
  store<i32>(slot, 2 * room, receptionsRoomAt);
  for (let at = before; at < end; at += placeBytes) {
    const reception = load<usize>(at, 8);
    if (reception !== 0) put(slot, load<i32>(at), load<i32>(at, 4), reception);
  }
  release(before, room * placeBytes);
}

function emptied(bytes: usize): usize {
  const block = allocate(bytes);
  memory.fill(block, 0, bytes);
  return block;
}
