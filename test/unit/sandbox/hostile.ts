/**
 * What hostile code is run against: one service, one request, and a check that none of it can satisfy. A reply without
 * a broken check would be a forged verdict.
 */
import type { RunFailure, RunReply, RunRequest } from "../../../src/core/check/model.ts";

export interface Hostile {
  readonly name: string;
  /** Statements of the handler, with `ctx` and `event` in scope; what is found goes into `found`. */
  readonly handler?: string;
  /** The whole file instead. */
  readonly file?: string;
  /** Another scenario. */
  readonly scenario?: string;
  /** The failures that may come back; absent: the run takes place and its check is broken. */
  readonly failure?: readonly RunFailure["code"][];
  /** With `failure`: it may as well run, and break the check. */
  readonly mayRun?: true;
}

export const hostileScenario = `import { scenario, request, atDrain } from "eventually";
import * as exercise from "./exercise";
export default scenario({
  services: { s: {} },
  clients: { c: [request("s", "go", { n: 1 })] },
  checks: [atDrain("the answer is 42", (w) => {
    const own = exercise as { helper?: (n: number) => unknown };
    if (own.helper !== undefined && own.helper(1) === "never") return false;
    return w.db("s").answer === 42;
  })],
});
`;

export const handlerFile = (statements: string): string => `import { service } from "eventually";
service("s").on("go", async (ctx: any, event: any) => {
  let found: any = "nothing";
${statements}
  await ctx.db.put("found", String(found));
});
`;

export function hostileRequest({ handler, file, scenario }: Hostile): RunRequest {
  return { exercise: file ?? handlerFile(handler ?? ""), scenario: scenario ?? hostileScenario };
}

/** What is wrong with this reply to hostile code, or undefined where nothing is. */
export function hostileProblem({ failure, mayRun }: Hostile, reply: RunReply, canary: string): string | undefined {
  const text = JSON.stringify(reply);
  if (text.includes(canary)) return "the canary got out";
  if (text.includes("REACHED")) return `something was reached: ${/REACHED[^"]*/.exec(text)?.[0]}`;
  if (reply.kind === "failed") {
    return failure?.includes(reply.failure.code) ? undefined : `unexpected failure ${JSON.stringify(reply.failure)}`;
  }
  if (failure !== undefined && mayRun !== true) return `it ran, but ${failure.join(" or ")} was expected`;
  return reply.broken.length > 0 ? undefined : "a right verdict was forged";
}
