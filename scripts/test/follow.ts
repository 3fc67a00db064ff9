// Prints a record while it is written, for runs whose own console cannot be seen.
import { existsSync, readFileSync } from "node:fs";
import type { RecordLine } from "./record.ts";

/** Begins to print the tests recorded in `file`; the function returned prints the rest and ends it. */
export function follow(file: string): () => void {
  let printed = 0;
  const print = (): void => {
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    const whole = text.slice(printed, text.lastIndexOf("\n") + 1);
    printed += whole.length;
    for (const line of whole.split("\n").slice(0, -1)) show(JSON.parse(line) as RecordLine);
  };
  const timer = setInterval(print, 200);
  return () => {
    clearInterval(timer);
    print();
  };
}

function show(line: RecordLine): void {
  if (line.event !== "test") return;
  console.log(`  ${line.outcome}: ${line.title} (${line.milliseconds} ms)`);
  if (line.error !== undefined) console.log(line.error.replaceAll(/^/gm, "    "));
}
