/**
 * Every situation seen so far as a row of a few words, told apart exactly: open addressing over whole rows. In the table
 * each row stands beside its index and the rank of the best way to it, so that a situation, be it new or, which most are,
 * met again, costs one wait for memory and no more.
 */
import { allocate, exhaust, release } from "./memory";
import { repack } from "./slots";

/** Of all places in the table, at most so many of four are taken. */
const fullAt: u64 = 3;

/** A small table grows to eight times its size, a large one only to twice, because memory counts then. */
const small: u32 = 1 << 17;
const large: u32 = 1 << 20;

/** Situations by index stand in blocks of so many. */
const blockBits: u32 = 12;
const blockSize: u32 = 1 << blockBits;
/** There are never more situations than can be told from each other and their slots in 32 bits. */
const mostBlocks: usize = 1 << (26 - blockBits);

/** Of a situation, behind its row: the index, plus 1, of the one before it, and in the highest bit whether it was visited. */
const visitedBit: u32 = 0x80000000;

/** Words of a row. */
export let words: i32 = 1;
export let count: u32 = 0;

/** Bytes from one place of the table to the next. */
let apart: usize = 12;
/** In each place the row, behind it the rank plus 1, which is 0 where the place is free, and the index. */
let table: usize = 0;
let places: u32 = 0;
let blocks: usize = 0;

/** An empty table for rows of so many words. */
export function empty(rowWords: i32): void {
  words = rowWords;
  apart = placeBytes(rowWords);
  places = 1024;
  table = emptyTable(places, apart);
  blocks = allocate(mostBlocks * 4);
}

/** The row, its rank and its index. */
function placeBytes(rowWords: i32): usize {
  return (rowWords + 2) << 2;
}

function emptyTable(size: u32, each: usize): usize {
  // More bytes than there are addresses must not come out as a few.
  if (<u64>size * each > u32.MAX_VALUE) exhaust();
  const bytes = size * each;
  const block = allocate(bytes);
  memory.fill(block, 0, bytes);
  return block;
}

function placeAt(place: u32): usize {
  return table + place * apart;
}

/** Where the row of a situation begins. */
export function rowOf(index: u32): usize {
  return recordIn(blocks, words, index);
}

function recordIn(all: usize, rowWords: i32, index: u32): usize {
  const block = load<usize>(all + ((index >>> blockBits) << 2));
  return block + (index & (blockSize - 1)) * ((rowWords + 1) << 2);
}

function parentAt(index: u32): usize {
  return rowOf(index) + (words << 2);
}

/** The situation before this one on the best way to it; -1 of the first. */
export function parentOf(index: u32): i32 {
  return <i32>(load<u32>(parentAt(index)) & ~visitedBit) - 1;
}

export function setParent(index: u32, parent: i32): void {
  const at = parentAt(index);
  store<u32>(at, (load<u32>(at) & visitedBit) | (parent + 1));
}

/** Whether a situation has not been visited before; it has been from now on. */
export function visit(index: u32): bool {
  const at = parentAt(index);
  const bits = load<u32>(at);
  store<u32>(at, bits | visitedBit);
  return (bits & visitedBit) === 0;
}

/** 32 bits. */
export function hash(row: usize): u32 {
  let value = load<u32>(row) * 0x85ebca6b;
  value ^= value >>> 15;
  for (let i = 1; i < words; i++) {
    value = (value ^ load<u32>(row + (i << 2))) * 0x85ebca6b;
    value ^= value >>> 15;
  }
  value *= 0xc2b2ae35;
  return value ^ (value >>> 16);
}

function same(a: usize, b: usize): bool {
  if (load<u32>(a) !== load<u32>(b)) return false;
  for (let i = 1; i < words; i++) {
    const at = i << 2;
    if (load<u32>(a + at) !== load<u32>(b + at)) return false;
  }
  return true;
}

/** Makes the processor fetch the place where a row with this hash belongs. */
export function touch(hashed: u32): u32 {
  return load<u32>(placeAt(hashed & (places - 1)));
}

/**
 * A way of this rank leads to a row. Where it is the first or a better one to its situation, the index of that, else -1.
 * There has to be room for one more ({@link reserve}).
 */
export function meet(row: usize, hashed: u32, rank: u32): i32 {
  const low = places - 1;
  const rankAt = words << 2;
  let at = placeAt(hashed & low);
  let best = load<u32>(at + rankAt);
  for (let place = hashed & low; best !== 0 && !same(at, row); best = load<u32>(at + rankAt)) {
    place = (place + 1) & low;
    at = placeAt(place);
  }
  if (best === 0) return put(at, row, rank);
  if (best <= rank + 1) return -1;
  store<u32>(at + rankAt, rank + 1);
  return load<i32>(at + rankAt, 4);
}

/** A new situation, whose place in the table begins at `at`. */
function put(at: usize, row: usize, rank: u32): i32 {
  const index = count;
  if ((index & (blockSize - 1)) === 0) addBlock(blocks, words, index);
  // Not before there is room for it: where there is none, the others can still be read.
  count++;
  const record = rowOf(index);
  const end = words << 2;
  for (let i = 0; i < end; i += 4) {
    const word = load<u32>(row + i);
    store<u32>(record + i, word);
    store<u32>(at + i, word);
  }
  store<u32>(record + end, 0);
  store<u32>(at + end, rank + 1);
  store<u32>(at + end, index, 4);
  return index;
}

/** Room for a situation and those behind it, the first of a block. */
function addBlock(all: usize, rowWords: i32, index: u32): void {
  store<usize>(all + ((index >>> blockBits) << 2), allocate(blockBytes(rowWords)));
}

function blockBytes(rowWords: i32): usize {
  return blockSize * ((rowWords + 1) << 2);
}

/** The index of a row, or -1. */
export function find(row: usize): i32 {
  const at = placeOf(row);
  const end = words << 2;
  return load<u32>(at + end) === 0 ? -1 : load<i32>(at + end, 4);
}

/** The rank of the best way to a situation. Not for the inner loop. */
export function rankOf(index: u32): u32 {
  return load<u32>(placeOf(rowOf(index)) + (words << 2)) - 1;
}

function placeOf(row: usize): usize {
  const low = places - 1;
  let place = hash(row) & low;
  while (true) {
    const at = placeAt(place);
    if (load<u32>(at + (words << 2)) === 0 || same(at, row)) return at;
    place = (place + 1) & low;
  }
}

/** Room for so many situations more. */
export function reserve(more: u32): void {
  while (<u64>(count + more) * 4 > <u64>places * fullAt) grow();
}

function grow(): void {
  const before = table;
  const beforeBytes = places * apart;
  const after = places * (places < small ? 8 : places < large ? 4 : 2);
  table = emptyTable(after, apart);
  places = after;
  const low = places - 1;
  const rankAt = words << 2;
  for (let old = before; old < before + beforeBytes; old += apart) {
    if (load<u32>(old + rankAt) === 0) continue;
    // No two rows are the same: the first free place will do.
    let place = hash(old) & low;
    while (load<u32>(placeAt(place) + rankAt) !== 0) place = (place + 1) & low;
    memory.copy(placeAt(place), old, apart);
  }
  release(before, beforeBytes);
}

// What is being written with other rows: the situations as they were.
let wordsBefore: i32 = 0;
let tableBefore: usize = 0;
let blocksBefore: usize = 0;
let rewritten: u32 = 0;

/**
 * Begins to write all rows again, with so many words; {@link rewriteSome} has to be called to its end before all else.
 * Where there is no memory for that, the rows that there are can still be read.
 */
export function beginRewriting(rowWords: i32): void {
  const after = emptyTable(places, placeBytes(rowWords));
  const blocksAfter = allocate(mostBlocks * 4);
  for (let index: u32 = 0; index < count; index += blockSize) addBlock(blocksAfter, rowWords, index);
  wordsBefore = words;
  tableBefore = table;
  blocksBefore = blocks;
  rewritten = 0;
  words = rowWords;
  apart = placeBytes(rowWords);
  table = after;
  blocks = blocksAfter;
}

/** Looks at so many places more of the table. False: it was the last time. */
export function rewriteSome(some: u32): bool {
  const end = min(rewritten + some, places);
  const apartBefore = placeBytes(wordsBefore);
  const rankBefore = wordsBefore << 2;
  for (; rewritten < end; rewritten++) {
    const before = tableBefore + rewritten * apartBefore;
    const rank = load<u32>(before + rankBefore);
    if (rank === 0) continue;
    const index = load<u32>(before + rankBefore, 4);
    const row = rowOf(index);
    repack(before, row, words);
    store<u32>(row + (words << 2), load<u32>(recordIn(blocksBefore, wordsBefore, index) + rankBefore));
    const at = placeOf(row);
    memory.copy(at, row, words << 2);
    store<u32>(at + (words << 2), rank);
    store<u32>(at + (words << 2), index, 4);
  }
  if (rewritten < places) return true;
  release(tableBefore, places * apartBefore);
  for (let index: u32 = 0; index < count; index += blockSize) {
    release(load<usize>(blocksBefore + ((index >>> blockBits) << 2)), blockBytes(wordsBefore));
  }
  release(blocksBefore, mostBlocks * 4);
  return false;
}
