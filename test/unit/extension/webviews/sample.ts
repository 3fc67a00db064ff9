/** A small exercise, a question and verdicts, made by hand: what the panel's tests show. */
import type { Verdict } from "../../../../src/core/check/model.ts";
import type { Located } from "../../../../src/core/exercise/model.ts";
import type { ExerciseItem, Pack, QuizItem } from "../../../../src/core/pack/model.ts";
import type { ItemProgress } from "../../../../src/core/progress/model.ts";
import type { Choice, Effect, Run, Snapshot, Step } from "../../../../src/core/simulation/model.ts";
import type { ExerciseState, FoundItem, LoadedPack } from "../../../../src/extension/platform/practice.ts";

const span = { start: 0, end: 0 };

export const exercise: ExerciseItem = {
  kind: "exercise",
  id: "compare",
  path: "compare",
  title: "Compare the copy with the source",
  level: "hard",
  concepts: ["convergence", "reconciliation"],
  attempts: 3,
  prompt:
    "Once a night, when the queue is empty, `search` compares its copies with the `catalog` and files a report.\n\nFill both blanks so that each report says what the two prices show.",
  source: {
    blanks: [
      {
        id: "condition",
        number: 1,
        kind: "expression",
        answer: "local === source",
        hole: "____",
        sourceSpan: span,
        starterSpan: span,
      },
      {
        id: "otherwise",
        number: 2,
        kind: "expression",
        answer: '"inconsistent"',
        hole: "____",
        sourceSpan: span,
        starterSpan: span,
      },
    ],
    starter: "if (____) return 1;\nreturn ____;\n",
    solution: 'if (local === source) return 1;\nreturn "inconsistent";\n',
  },
  blanks: [
    {
      id: "condition",
      question: 'When may the function answer `"consistent"`?',
      variants: [
        {
          verdict: "wrong",
          name: "The condition is inverted",
          code: "local !== source",
          why: "Both reports come out the wrong way round: the lamp (20 and 20) is called inconsistent and the chair (40 and 45) consistent.",
          position: { line: 1, column: 1 },
        },
      ],
    },
    { id: "otherwise", variants: [] },
  ],
  options: [
    { letter: "a", code: "local !== source", blanks: ["condition"] },
    { letter: "b", code: '"inconsistent"', blanks: ["otherwise"] },
    { letter: "c", code: "local === source", blanks: ["condition"] },
    { letter: "d", code: '"consistent"', blanks: ["condition", "otherwise"] },
  ],
  hints: [
    "Go through the function twice by hand: once with 20 and 20, once with 40 and 45.",
    "The first `return` is fixed.",
    "The second one says so.",
  ],
  steps: [
    "Understand: the function has two ways out.",
    "Apply: `local === source` lets 20 and 20 through.",
    "Rule out: `!==` swaps the two ways.",
  ],
  mistakes: ["Comparing while messages are on their way.", "Comparing objects with `===`."],
  scenario: "",
};

export const question: QuizItem = {
  kind: "quiz",
  id: "missed",
  path: "missed.quiz.md",
  title: "Service B sometimes misses events: what helps best?",
  level: "medium",
  concepts: ["retries"],
  details:
    'A publishes every change:\n\n```ts\nawait ctx.publish("Changed", change);\n```\n\nAt times the handler of B fails.',
  question:
    'A publishes every change:\n\n```ts\nawait ctx.publish("Changed", change);\n```\n\nAt times the handler of B fails.',
  options: [
    {
      text: "Replace the events by synchronous calls.",
      right: false,
      why: "The failure has moved, and A depends on B being up.",
    },
    {
      text: "Have failed deliveries **retried** and parked in a dead-letter queue.",
      right: true,
      why: "Retries get over short failures; the rest is kept.",
    },
    {
      text: "Leave it; `eventual` consistency will bring the copy up to date.",
      right: false,
      why: "It promises agreement only if the messages get through.",
    },
  ],
  multiple: false,
  steps: ["Understand: some events are gone after one failure.", "Apply: retrying restores it."],
  quickCheck: "Where is the event after its last failed delivery?",
  remember: "Retry what may pass, park what does not.",
  mistakes: ["Retrying without a limit."],
};

export const secondQuestion: QuizItem = {
  ...question,
  id: "both",
  title: "Which of these hold?",
  multiple: true,
  options: question.options.map((option, index) => ({ ...option, right: index < 2 })),
};

const pack: Pack = {
  id: "sample",
  title: "Sample pack",
  description: "",
  version: "1.0.0",
  modules: [
    { id: "one", title: "One", summary: "", items: [question, exercise] },
    { id: "two", title: "Two", summary: "", items: [secondQuestion] },
  ],
};

/** `folder` is the only thing here that only VS Code could make; no view looks at it. */
const loaded = {
  id: "sample",
  folder: undefined as unknown as LoadedPack["folder"],
  origin: "bundled",
  reading: { pack, title: pack.title, problems: [] },
  problemText: ({ detail }) => detail.code,
} as const satisfies LoadedPack;

export function found<I extends ExerciseItem | QuizItem>(
  item: I,
  origin: LoadedPack["origin"] = "bundled",
): FoundItem<I> {
  const module = pack.modules.find(({ items }) => items.some(({ id }) => id === item.id));
  if (module === undefined) throw new Error(`The sample pack has no item ${item.id}`);
  return { key: { pack: pack.id, item: item.id }, loaded: { ...loaded, origin }, pack, module, item };
}

export const untouched: ItemProgress = {
  state: "started",
  wrongAnswers: [],
  hintsOpened: 0,
  solutionSeen: false,
  at: 1,
};

/** The learner's file with these texts in its blanks; undefined is a blank that is gone. */
export function locatedWith(first: string | undefined, second: string | undefined): Located {
  return {
    outside: [],
    blanks: [first, second].map((text, index) => {
      const id = index === 0 ? "condition" : "otherwise";
      const number = index + 1;
      if (text === undefined) return { state: "missing", id, number, near: 0 };
      return { state: "found", id, number, span, text, filled: text !== "____" };
    }),
  };
}

export function stateWith(change: Partial<ExerciseState> = {}): ExerciseState {
  return {
    found: found(exercise),
    progress: untouched,
    attemptsLeft: 3,
    located: locatedWith("____", "____"),
    checking: false,
    hasKeptCopies: false,
    outdated: false,
    ...change,
  };
}

const key = "price";

function snapshot(
  catalog: number,
  search: number | undefined,
  waiting: readonly string[],
  unsettled: readonly string[],
): Snapshot {
  return {
    services: {
      catalog: { db: { [key]: catalog }, mem: {}, busyWith: [] },
      search: {
        db: search === undefined ? {} : { [key]: search },
        mem: unsettled.length > 0 ? { seen: 1 } : {},
        busyWith: unsettled,
      },
    },
    queues: [{ queue: "PriceChanged", to: "search", waiting, unsettled }],
    deadLetters: [],
  };
}

function step(choice: Choice, label: string, effects: readonly Effect[], after: Snapshot, line?: number): Step {
  return { choice, label, effects, after, ...(line !== undefined && { at: { file: "exercise.ts", line, column: 3 } }) };
}

const message = { id: "PriceChanged#1", type: "PriceChanged", body: { price: 30 }, from: "catalog" };

export const run: Run = {
  start: snapshot(20, 20, [], []),
  steps: [
    step({ kind: "client", client: "admin" }, "client admin", [], snapshot(20, 20, [], [])),
    step(
      { kind: "step", service: "catalog", tag: "r1", index: 0 },
      "step 1 of r1 in catalog",
      [
        { kind: "stored", service: "catalog", key, before: 20, value: 30 },
        { kind: "published", message, to: ["search"] },
      ],
      snapshot(30, 20, [message.id], []),
      7,
    ),
    step(
      { kind: "deliver", queue: "PriceChanged", to: "search", message: message.id },
      "deliver PriceChanged#1 to search",
      [],
      snapshot(30, 20, [], [message.id]),
      11,
    ),
    step(
      { kind: "step", service: "search", tag: "d1", index: 0 },
      "step 1 of d1 in search",
      [{ kind: "stored", service: "search", key, before: 20, value: 30 }],
      snapshot(30, 30, [], [message.id]),
      12,
    ),
    step(
      { kind: "settle", service: "search", tag: "d1" },
      "settle d1 in search",
      [{ kind: "acknowledged", service: "search", message: message.id }],
      snapshot(30, 30, [], []),
    ),
  ],
  drained: true,
};

const coverage = { kind: "one-run", choices: 3 } as const;

export const right: Verdict = { kind: "right", run, coverage, counters: {} };

export const wrong: Verdict = {
  kind: "wrong",
  run,
  coverage,
  counters: {},
  broken: [
    {
      check: "a copy that matches is reported as consistent",
      kind: "atDrain",
      step: run.steps.length,
      detail: "20 and 20 were called inconsistent",
      at: { file: "exercise.ts", line: 12, column: 5 },
    },
    { check: "every product is reported", kind: "always", step: 1 },
  ],
  listed: [{ blank: "condition", name: "The condition is inverted", why: exercise.blanks[0]?.variants[0]?.why ?? "" }],
};

export const worse: Verdict = {
  kind: "worse",
  run,
  coverage,
  counters: {},
  listed: {
    blank: "condition",
    name: "Asks the owner each time",
    why: "One call for each read, where the copy is at hand.",
  },
};

export const incomplete: Verdict = { kind: "incomplete", unfilled: ["otherwise"], missing: [] };

export const tooSlow: Verdict = {
  kind: "error",
  failure: {
    code: "too-slow",
    limitMs: 5000,
    during: { kind: "handler", service: "search", message: "PriceChanged#1" },
    at: { file: "exercise.ts", line: 9, column: 3 },
  },
};

export function checkedWith(verdict: Verdict, current = true): NonNullable<ExerciseState["checked"]> {
  return { verdict, documentVersion: 1, current, checking: false };
}
