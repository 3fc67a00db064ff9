/** The memory of a search: one block behind the other. What was given back is given out again. */

/** Bytes of a page; memory grows by whole pages. */
const pageBytes: u64 = 65536;
/** As many pages at once as there are, but not more than these: most searches are small, and a check may make many. */
const pagesAtOnce: i32 = 64;

/** Blocks begin and end at whole lines of the processor's cache, so that a place of a table crosses few of them. */
const line: usize = 64;

let end: usize = (__heap_base + line - 1) & ~(line - 1);

/** Blocks that were given back: in each the address of the next, 0 behind the last, and its own bytes. */
let free: usize = 0;

/** Whether there was no more memory: the trap that ended the last call means that. */
export let exhausted: bool = false;

/** A block whose contents are anything. Traps where there is no more memory. */
export function allocate(bytes: usize): usize {
  const size = (bytes + line - 1) & ~(line - 1);
  let before: usize = 0;
  for (let block = free; block !== 0; before = block, block = load<usize>(block)) {
    const room = load<usize>(block, 4);
    if (room < size) continue;
    let next = load<usize>(block);
    if (room > size) {
      const rest = block + size;
      store<usize>(rest, next);
      store<usize>(rest, room - size, 4);
      next = rest;
    }
    if (before === 0) free = next;
    else store<usize>(before, next);
    return block;
  }
  makeRoom(<u64>end + <u64>size);
  const block = end;
  end += size;
  return block;
}

/** Gives a block of so many bytes back. */
export function release(block: usize, bytes: usize): void {
  if (block === 0) return;
  store<usize>(block, free);
  store<usize>(block, (bytes + line - 1) & ~(line - 1), 4);
  free = block;
}

/** A block of twice as many bytes that begins like this one, which is given back. */
export function doubled(block: usize, bytes: usize): usize {
  const larger = allocate(2 * bytes);
  memory.copy(larger, block, bytes);
  release(block, bytes);
  return larger;
}

function makeRoom(until: u64): void {
  // The end has to be an address, too: behind the last byte of all that 32 bits can address it would be 0.
  if (until > u32.MAX_VALUE) exhaust();
  const pages = <i32>((until + pageBytes - 1) / pageBytes) - memory.size();
  if (pages <= 0) return;
  if (memory.grow(max(pages, min(memory.size(), pagesAtOnce))) >= 0 || memory.grow(pages) >= 0) return;
  exhaust();
}

/** There is not as much memory as somebody wants. */
export function exhaust(): void {
  exhausted = true;
  unreachable();
}
