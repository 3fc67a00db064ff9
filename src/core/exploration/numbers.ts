/** Arrays of numbers that grow: there may be millions of them. */

/** The same numbers with as much room again behind them. */
export function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(16, array.length * 2));
  grown.set(array);
  return grown;
}
