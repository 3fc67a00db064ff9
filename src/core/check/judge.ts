/** Is this answer right? Decided by running the learner's whole file, never by how the answer is spelt. */
import type { CancelSignal } from "../../base/cancellation.ts";
import type { Located } from "../exercise/model.ts";
import { sameCode } from "../exercise/sameCode.ts";
import type { ExerciseItem, Variant } from "../pack/model.ts";
import type { Judged, ListedAnswer, Runner, RunReply, SearchProgress, SearchSettings, Verdict } from "./model.ts";

export interface JudgeRequest {
  readonly item: ExerciseItem;
  /** The learner's whole file. */
  readonly text: string;
  /** Where the blanks are in `text`. */
  readonly located: Located;
  readonly runner: Runner;
  readonly search?: SearchSettings;
  readonly onProgress?: SearchProgress;
}

/**
 * `incomplete` without running anything while a blank is empty or missing. What the author listed never decides: it
 * only names an answer that broke, or tells an answer that holds but costs more.
 */
export async function judge(
  { item, text, located, runner, search, onProgress }: JudgeRequest,
  signal?: CancelSignal,
): Promise<Verdict> {
  const missing = located.blanks.filter(({ state }) => state === "missing").map(({ id }) => id);
  const unfilled = located.blanks.filter((blank) => blank.state === "found" && !blank.filled).map(({ id }) => id);
  if (missing.length > 0 || unfilled.length > 0) return { kind: "incomplete", unfilled, missing };

  const reply = await runner.run(
    { exercise: text, scenario: item.scenario, ...(search === undefined ? {} : { search }) },
    signal,
    onProgress,
  );
  if (reply.kind === "failed") return { kind: "error", failure: reply.failure };
  const { broken } = reply;
  const judged = judgedBy(reply);
  if (broken.length > 0) return { kind: "wrong", ...judged, broken, listed: listedAnswers(item, located, "wrong") };
  const [worse] = listedAnswers(item, located, "worse");
  return worse === undefined ? { kind: "right", ...judged } : { kind: "worse", ...judged, listed: worse };
}

/** What a verdict says of a run, whichever it is. */
export function judgedBy({ run, coverage, counters, idle }: RunReply & { readonly kind: "ran" }): Judged {
  return { run, coverage, counters, ...(idle === undefined ? {} : { idle }) };
}

/** Blanks whose text is, token by token, a fragment that the author listed under this verdict. */
function listedAnswers(item: ExerciseItem, located: Located, verdict: Variant["verdict"]): ListedAnswer[] {
  return located.blanks.flatMap((blank) => {
    if (blank.state !== "found") return [];
    const variants = item.blanks.find(({ id }) => id === blank.id)?.variants ?? [];
    const match = variants.find((variant) => variant.verdict === verdict && sameCode(variant.code, blank.text));
    return match === undefined ? [] : [{ blank: blank.id, name: match.name, why: match.why }];
  });
}
