// Waiting for a value that no locator can wait for.
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again until the answer is neither undefined nor false.
 * @param what completes the sentence "... did not happen within n s"
 */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  milliseconds = 15_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${milliseconds / 1000} s`);
    await sleep(50);
  }
}
