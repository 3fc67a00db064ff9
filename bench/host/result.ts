// How a measurement inside the extension host gives its result back: in the file named by EVENTUALLY_BENCH_RESULT.
import { writeFileSync } from "node:fs";

/** A failure is part of the result: an exception here would end the window without a word. */
export async function writeResult(measure: (said: string[]) => Promise<object>): Promise<void> {
  const said: string[] = [];
  const result = await measure(said).catch((error: unknown) => ({ failed: String(error) }));
  writeFileSync(process.env["EVENTUALLY_BENCH_RESULT"] ?? "", JSON.stringify({ ...result, said }));
}
