/** An exercise's state as the panel draws it. Pure: the same state always gives the same view. */
import type { Verdict } from "../../core/check/model.ts";
import { markdownHtml } from "../../core/pack/markdownHtml.ts";
import type { BlankView, ExerciseView, NoticeView } from "../../protocol/practice/exerciseView.ts";
import { attemptsText } from "../../text/explanation.ts";
import { levelText, stateText } from "../../text/levels.ts";
import type { Translate } from "../../text/translate.ts";
import { outdatedText } from "../../text/verdicts.ts";
import type { ExerciseState, FoundItem } from "../platform/practice.ts";
import type { ItemLink } from "./navigation.ts";
import { resultView } from "./resultViewModel.ts";
import { runView } from "./runViewModel.ts";

export interface ExerciseSurroundings {
  /** Whether code of packs that do not come with the extension may run. */
  readonly trusted: boolean;
  /** The item after this one in its pack. */
  readonly next: ItemLink | undefined;
}

export function exerciseView(
  t: Translate,
  state: ExerciseState,
  { trusted, next }: ExerciseSurroundings,
): ExerciseView {
  const { found, progress, located, checked } = state;
  const { item } = found;
  const passed = progress.state === "passed";
  const mayRun = trusted || found.loaded.origin === "bundled";
  const verdict = checked?.verdict;
  const hints = passed ? item.hints : item.hints.slice(0, progress.hintsOpened);
  const run = verdict === undefined ? undefined : runView(t, verdict);
  return {
    kind: "exercise",
    key: found.key,
    title: item.title,
    about: aboutItem(t, found),
    attempts: attemptsText(state.attemptsLeft, t),
    state: { kind: progress.state, label: stateText(progress.state, t) },
    opened: located !== undefined,
    prompt: markdownHtml(item.prompt),
    blanks: blankViews(state, checked?.current === true ? verdict : undefined),
    options: item.options.map(({ letter, code }) => ({ letter, code })),
    notices: notices(t, state, mayRun),
    hints: {
      opened: hints.map((hint) => markdownHtml(hint)),
      ...(hints.length < item.hints.length && { next: t("Hint {0} of {1}", hints.length + 1, item.hints.length) }),
    },
    checking: state.checking,
    canCheck: mayRun,
    hasKeptCopies: state.hasKeptCopies,
    ...(checked !== undefined && { result: resultView(t, checked, state.attemptsLeft) }),
    ...(run !== undefined && { run }),
    ...((passed || progress.solutionSeen) && {
      solution: {
        steps: item.steps.map((step) => markdownHtml(step)),
        mistakes: item.mistakes.map((mistake) => markdownHtml(mistake)),
      },
    }),
    ...(next !== undefined && { next }),
  };
}

/** "medium · asynchronous messaging". */
export function aboutItem(t: Translate, { item }: FoundItem): string {
  return [levelText(item.level, t), ...item.concepts].join(" · ");
}

function blankViews({ found, located }: ExerciseState, verdict: Verdict | undefined): BlankView[] {
  const listed = listedIn(verdict);
  return found.item.source.blanks.map(({ id, number }) => {
    const place = located?.blanks.find((blank) => blank.id === id);
    const question = found.item.blanks.find((blank) => blank.id === id)?.question;
    const said = listed.find(({ blank }) => blank === id);
    const filled = place?.state === "found" && place.filled;
    return {
      id,
      number,
      state: place === undefined ? "unknown" : place.state === "missing" ? "missing" : filled ? "filled" : "empty",
      code: filled ? withoutCommonIndent(place.text) : "",
      ...(question !== undefined && { question: markdownHtml(question) }),
      ...(said !== undefined && {
        listed: {
          tone: verdict?.kind === "worse" ? "worse" : "wrong",
          title: said.name,
          why: markdownHtml(said.why),
        },
      }),
    };
  });
}

function listedIn(verdict: Verdict | undefined) {
  if (verdict?.kind === "wrong") return verdict.listed;
  return verdict?.kind === "worse" ? [verdict.listed] : [];
}

/** Several lines are shown as they stand in the file, moved to the left edge together; the first has no indent of its own. */
export function withoutCommonIndent(code: string): string {
  const [first = "", ...rest] = code.split(/\r\n|\r|\n/);
  const indents = rest.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return [first, ...rest.map((line) => line.slice(common))].join("\n");
}

function notices(t: Translate, state: ExerciseState, mayRun: boolean): NoticeView[] {
  const all: NoticeView[] = [];
  if (!mayRun) {
    all.push({
      kind: "restricted",
      text: t(
        "This window is in Restricted Mode, so the code of this pack does not run. Reading, filling in and questions work. Trust the workspace to check answers.",
      ),
      action: t("Manage Workspace Trust"),
    });
  }
  if (state.outdated) all.push({ kind: "outdated", text: outdatedText(t), action: t("Reset the Exercise") });
  if ((state.located?.outside.length ?? 0) > 0) {
    all.push({
      kind: "outside",
      text:
        state.located?.blanks.some((blank) => blank.state === "missing") === true
          ? t(
              "The file differs from the exercise outside the blanks, and a blank is missing. Nothing is judged before it is restored.",
            )
          : t("The file differs from the exercise outside the blanks. It is judged as it stands."),
      action: t("Restore"),
    });
  }
  if (state.attemptsLeft === 0 && state.progress.state !== "passed") {
    all.push({
      kind: "attemptsUsedUp",
      // Whether the solution opened by itself, or was asked for, is not known here.
      text: t("All attempts are used. The worked solution shows one way; you can go on checking."),
      action: t("Show Solution"),
    });
  }
  return all;
}
