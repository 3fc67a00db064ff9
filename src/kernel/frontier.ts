/**
 * Situations that wait to be visited: fewest faults first, then fewest choices, then in the order in which they came. A
 * step spends one fault at most and is one choice at most, so nothing waits beyond the next number of faults.
 */
import { allocate, doubled } from "./memory";

/** A line is a chain of blocks: in each the address of the next, then entries. */
const blockBytes: usize = 4096;

// Of each line: its first block, its last block, and where the next entry goes there.
const lastAt: usize = 4;
const endAt: usize = 8;
const lineBytes: usize = 12;

/** Faults and choices as one number that orders them: a rank. Choices are its low bits. */
const choiceBits: u32 = 20;
const mostChoices: i32 = (1 << choiceBits) - 1;
const mostFaults: i32 = (1 << (30 - choiceBits)) - 1;

/** Of the situations that are being visited. */
let faults: i32 = 0;
export let choices: i32 = 0;

/** Some way is longer than ranks can count; where it leads stands in the present line, so that it is not lost. */
export let tooLong: bool = false;

// Lines by choices, of the present number of faults and of the next: where they are, how many, and room for how many.
let present: usize = 0;
let presentCount: i32 = 0;
let presentRoom: i32 = 0;
let next: usize = 0;
let nextCount: i32 = 0;
let nextRoom: i32 = 0;

/** Where the next entry is taken from: a block, and the place in it. */
let takenBlock: usize = 0;
let takenAt: usize = 0;

/** Blocks that are empty, one behind the other. */
let spare: usize = 0;

/** There is nothing in it. */
export function begin(): void {
  presentRoom = 64;
  present = allocate(presentRoom * lineBytes);
  nextRoom = 64;
  next = allocate(nextRoom * lineBytes);
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
  const line = lineOf(at);
  let end = load<usize>(line, endAt);
  if (end === load<usize>(line, lastAt) + blockBytes) {
    const block = emptyBlock();
    store<usize>(load<usize>(line, lastAt), block);
    store<usize>(line, block, lastAt);
    end = block + 4;
  }
  store<i32>(end, entry);
  store<usize>(line, end + 4, endAt);
}

function lineOf(at: u32): usize {
  const wanted = <i32>(at & mostChoices);
  if (<i32>(at >>> choiceBits) === faults) {
    while (wanted >= presentRoom) {
      present = doubled(present, presentRoom * lineBytes);
      presentRoom *= 2;
    }
    for (; presentCount <= wanted; presentCount++) emptyLine(present + presentCount * lineBytes);
    return present + wanted * lineBytes;
  }
  while (wanted >= nextRoom) {
    next = doubled(next, nextRoom * lineBytes);
    nextRoom *= 2;
  }
  for (; nextCount <= wanted; nextCount++) emptyLine(next + nextCount * lineBytes);
  return next + wanted * lineBytes;
}

function emptyLine(line: usize): void {
  const block = emptyBlock();
  store<usize>(line, block);
  store<usize>(line, block, lastAt);
  store<usize>(line, block + 4, endAt);
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
  if (choices >= presentCount) return -2;
  const line = present + choices * lineBytes;
  if (takenBlock === 0) {
    takenBlock = load<usize>(line);
    takenAt = takenBlock + 4;
  }
  if (takenAt === load<usize>(line, endAt)) return -2;
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
  if (choices < presentCount) giveBack(load<usize>(present + choices * lineBytes, lastAt));
  takenBlock = 0;
  choices += 1;
  if (choices < presentCount) return true;
  faults += 1;
  choices = 0;
  const before = present;
  const roomBefore = presentRoom;
  present = next;
  presentRoom = nextRoom;
  presentCount = nextCount;
  next = before;
  nextRoom = roomBefore;
  nextCount = 0;
  return presentCount > 0;
}
