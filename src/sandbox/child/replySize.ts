/** Keeps a reply small enough to be sent: the record of a run that never ends may be cut, a verdict never changes. */
import type { RunReply } from "../../core/check/model.ts";
import { encode } from "../wire.ts";

/**
 * The reply itself where it has at most `limit` characters. A run that broke a check is cut after the steps that fit,
 * as long as a broken check remains that can be shown on them. Undefined where nothing sensible is left.
 */
export function fitReply(reply: RunReply, limit: number): RunReply | undefined {
  if (reply.kind === "failed") return encode(reply).length <= limit ? reply : undefined;
  const { run } = reply;
  let left = limit - encode({ ...reply, run: { ...run, steps: [] } }).length;
  let fitting = 0;
  for (const step of run.steps) {
    // Each step is measured alone: the whole as one text might not fit into the memory there is.
    left -= encode(step).length + 1;
    if (left < 0) break;
    fitting += 1;
  }
  if (left >= 0) return reply;
  const broken = reply.broken.flatMap((one) => {
    // That a run does not end is seen at any of its steps, everything else at its own.
    if (one.kind === "drains") return [{ ...one, step: fitting }];
    return one.step < fitting ? [one] : [];
  });
  if (broken.length === 0 || fitting === 0) return undefined;
  return { ...reply, run: { ...run, steps: run.steps.slice(0, fitting) }, broken };
}
