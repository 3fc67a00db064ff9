/** Where a learner is in a row of questions, as data: which screen is shown, and what was answered so far. */

export interface Answer {
  /** Indices into the question's options. */
  readonly chosen: readonly number[];
  readonly right: boolean;
}

export type Screen =
  | { readonly kind: "question"; readonly index: number }
  | { readonly kind: "feedback"; readonly index: number }
  | { readonly kind: "solution"; readonly index: number }
  | { readonly kind: "summary" };

export interface QuizSession {
  /** Question ids in the order asked. */
  readonly questions: readonly string[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly screen: Screen;
}

/** Begins at `first`, or at the first question where it is not among them. */
export function beginQuiz(questions: readonly string[], first?: string): QuizSession {
  const index = first === undefined ? 0 : Math.max(0, questions.indexOf(first));
  return {
    questions,
    answers: {},
    screen: questions.length === 0 ? { kind: "summary" } : { kind: "question", index },
  };
}

/** The question on screen, or undefined on the summary. */
export function currentQuestion(session: QuizSession): string | undefined {
  return session.screen.kind === "summary" ? undefined : session.questions[session.screen.index];
}

export function answerQuestion(session: QuizSession, answer: Answer): QuizSession {
  const question = currentQuestion(session);
  if (session.screen.kind !== "question" || question === undefined) return session;
  return {
    ...session,
    answers: { ...session.answers, [question]: answer },
    screen: { kind: "feedback", index: session.screen.index },
  };
}

/** On to the next question without an answer yet, in a circle; to the summary when there is none. */
export function nextQuestion(session: QuizSession): QuizSession {
  const at = session.screen.kind === "summary" ? -1 : session.screen.index;
  const count = session.questions.length;
  for (let ahead = 1; ahead <= count; ahead++) {
    const index = (at + ahead + count) % count;
    const question = session.questions[index];
    if (question !== undefined && session.answers[question] === undefined)
      return { ...session, screen: { kind: "question", index } };
  }
  return { ...session, screen: { kind: "summary" } };
}

export function showSolution(session: QuizSession): QuizSession {
  return session.screen.kind === "feedback" ? { ...session, screen: { ...session.screen, kind: "solution" } } : session;
}

/** Whether {@link goBack} leads anywhere. */
export function canGoBack(session: QuizSession): boolean {
  return goBack(session) !== session;
}

/** One screen back: from the solution to the feedback, else to the question before, with its feedback where answered. */
export function goBack(session: QuizSession): QuizSession {
  const { screen } = session;
  if (screen.kind === "solution") return { ...session, screen: { kind: "feedback", index: screen.index } };
  const index = (screen.kind === "summary" ? session.questions.length : screen.index) - 1;
  const question = session.questions[index];
  if (question === undefined) return session;
  return {
    ...session,
    screen: {
      kind: session.answers[question] === undefined ? "question" : "feedback",
      index,
    },
  };
}

/** The questions answered wrong, once more; the right ones keep their answers. */
export function retryWrong(session: QuizSession): QuizSession {
  const wrong = session.questions.filter((question) => session.answers[question]?.right === false);
  return wrong.length === 0 ? session : beginQuiz(wrong);
}

/** How many were answered right, and how many at all. */
export function score(session: QuizSession): {
  readonly right: number;
  readonly answered: number;
} {
  const answers = Object.values(session.answers);
  return {
    right: answers.filter((answer) => answer.right).length,
    answered: answers.length,
  };
}
