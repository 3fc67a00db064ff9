/**
 * Situations that wait to be visited: fewest faults first, then fewest choices, then in the order in which they came. A
 * step spends one fault at most and is one choice at most, so nothing waits beyond the next number of faults.
 */
import { allocate, doubled } from "./memory";

/** A line is a chain of blocks: in each the address of the next, then entries. */
const blockBytes: usize = 4096;

// Of each line: its first block, or 0 where nothing was ever put in it; its last block; where the next entry goes there.
const lastAt: usize = 4;
const endAt: usize = 8;
const lineBytes: usize = 12;

// Lines by choices, of one number of faults: where they are, how many, and room for how many.
const countAt: usize = 4;
const roomAt: usize = 8;
const linesBytes: usize = 12;

/** Faults and choices as one number that orders them: a rank. Choices are its low bits. */
const choiceBits: u32 = 20;
const mostChoices: i32 = (1 << choiceBits) - 1;
const mostFaults: i32 = (1 << (30 - choiceBits)) - 1;

/** Of the situations that are being visited. */
let faults: i32 = 0;
export let choices: i32 = 0;

/** Some way is longer than ranks can count; where it leads stands in the present line, so that it is not lost. */
export let tooLong: bool = false;

/** The lines of the present number of faults, and of the next. */
let present: usize = 0;
let next: usize = 0;

/** Where the next entry is taken from: a block, and the place in it. */
let takenBlock: usize = 0;
let takenAt: usize = 0;

/** Blocks that are empty, one behind the other. */
let spare: usize = 0;

/** There is nothing in it. */
export function begin(): void {
  present = emptyLines();
  next = emptyLines();
}

function emptyLines(): usize {
  const lines = allocate(linesBytes);
  store<usize>(lines, allocate(64 * lineBytes));
  store<i32>(lines, 0, countAt);
  store<i32>(lines, 64, roomAt);
  return lines;
}

export function rank(): u32 {
  return rankOf(faults, choices);
}

/** The rank of a way that goes on from here. */
export function rankAfter(fault: i32, choice: i32): u32 {
  if (faults + fault <= mostFaults && choices + choice <= mostChoices) return rankOf(faults + fault, choices + choice);
  tooLong = true;
  return rank();
}

function rankOf(withFaults: i32, withChoices: i32): u32 {
  return (withFaults << choiceBits) | withChoices;
}

/** Puts an entry, which must not be -2, in line at this rank: one that {@link rankAfter} said. */
export function push(entry: i32, at: u32): void {
  const line = lineIn(at >>> choiceBits === faults ? present : next, at & mostChoices);
  let end = load<usize>(line, endAt);
  if (load<usize>(line) === 0 || end === load<usize>(line, lastAt) + blockBytes) {
    const block = emptyBlock();
    store<usize>(load<usize>(line) === 0 ? line : load<usize>(line, lastAt), block);
    store<usize>(line, block, lastAt);
    end = block + 4;
  }
  store<i32>(end, entry);
  store<usize>(line, end + 4, endAt);
}

function lineIn(lines: usize, wanted: i32): usize {
  for (let room = load<i32>(lines, roomAt); wanted >= room; room = load<i32>(lines, roomAt)) {
    store<usize>(lines, doubled(load<usize>(lines), room * lineBytes));
    store<i32>(lines, 2 * room, roomAt);
  }
  const first = load<usize>(lines);
  const count = load<i32>(lines, countAt);
  if (wanted >= count) {
    memory.fill(first + count * lineBytes, 0, (wanted + 1 - count) * lineBytes);
    store<i32>(lines, wanted + 1, countAt);
  }
  return first + wanted * lineBytes;
}

function emptyBlock(): usize {
  if (spare === 0) return allocate(blockBytes);
  const block = spare;
  spare = load<usize>(block);
  return block;
}

function giveBack(block: usize): void {
  store<usize>(block, spare);
  spare = block;
}

/** The next entry of the present rank; -2 at its end. */
export function shift(): i32 {
  if (choices >= load<i32>(present, countAt)) return -2;
  const line = load<usize>(present) + choices * lineBytes;
  if (takenBlock === 0) {
    takenBlock = load<usize>(line);
    takenAt = takenBlock + 4;
  }
  if (takenBlock === 0 || takenAt === load<usize>(line, endAt)) return -2;
  if (takenAt === takenBlock + blockBytes) {
    const before = takenBlock;
    takenBlock = load<usize>(before);
    takenAt = takenBlock + 4;
    giveBack(before);
  }
  const entry = load<i32>(takenAt);
  takenAt += 4;
  return entry;
}

/** Goes on to the next rank, whose line may be empty. False where there is none. */
export function advance(): bool {
  // Of the line that is over, the last block is left.
  if (takenBlock !== 0) giveBack(takenBlock);
  takenBlock = 0;
  choices += 1;
  if (choices < load<i32>(present, countAt)) return true;
  faults += 1;
  choices = 0;
  const before = present;
  present = next;
  next = before;
  store<i32>(next, 0, countAt);
  return load<i32>(present, countAt) > 0;
}
