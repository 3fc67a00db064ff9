/** Arrays of numbers that grow: there may be millions of them. */

/** Node has `transfer` since 21. In an older one SES puts a function in its place that only throws: tried, not asked. */
const canTransfer = ((): boolean => {
  try {
    return new ArrayBuffer(1).transfer(2).byteLength === 2;
  } catch {
    return false;
  }
})();

/** The same numbers with as much room again behind them. The array given must not be used any more. */
export function larger(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const bytes = Math.max(64, array.byteLength * 2);
  // Moves the memory where it can, so that the old array does not wait for the garbage collector.
  if (canTransfer) return new Int32Array(array.buffer.transfer(bytes));
  const grown = new Int32Array(bytes / Int32Array.BYTES_PER_ELEMENT);
  grown.set(array);
  return grown;
}
