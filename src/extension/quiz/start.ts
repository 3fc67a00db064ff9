/** A row of questions as quick picks, by keyboard alone. */
import * as vscode from "vscode";
import type { QuizItem } from "../../core/pack/model.ts";
import { isRight } from "../../core/pack/quizOrder.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { itemId } from "../../core/progress/fold.ts";
import { commandIds } from "../platform/commandIds.ts";
import { givenKey, packsToChooseFrom } from "../platform/commandTarget.ts";
import { guarded, inBackground } from "../platform/guarded.ts";
import type { FoundItem, LoadedPack, Practice } from "../platform/practice.ts";
import { showScreen } from "./quizPick.ts";
import {
  feedbackScreen,
  questionScreen,
  solutionScreen,
  summaryScreen,
  type Progress,
  type QuizScreen,
} from "./quizScreens.ts";
import {
  answerQuestion,
  beginQuiz,
  canGoBack,
  currentQuestion,
  goBack,
  nextQuestion,
  type QuizSession,
  retryWrong,
  showSolution,
} from "./quizSession.ts";

export interface QuizServices {
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}

/** What the command does, given a question or a pack to begin with, or nothing. */
export function quizStarter({ practice, log }: QuizServices): (given?: unknown) => Promise<void> {
  /** Where each pack's quiz was left by Escape, until the window closes. */
  const left = new Map<string, QuizSession>();

  const start = async (given?: unknown): Promise<void> => {
    const key = await questionKey(practice, given);
    const loaded = key === undefined ? await choosePack(practice) : practice.library.find(key)?.loaded;
    if (loaded === undefined) return;
    const questions = questionsOf(practice, loaded);
    const ids = [...questions.keys()];
    const kept = left.get(loaded.id);
    const resumed = key === undefined && kept !== undefined && kept.questions.every((id) => questions.has(id));
    const first = key === undefined ? firstOpen(practice, questions) : itemId(key);
    left.delete(loaded.id);
    const rest = await run(resumed ? kept : beginQuiz(ids, first), questions);
    if (rest !== undefined) left.set(loaded.id, rest);
  };

  /** Shows screen after screen. Resolves with the session where it was left, or undefined when it was finished. */
  const run = async (begun: QuizSession, questions: Questions): Promise<QuizSession | undefined> => {
    let session = begun;
    for (;;) {
      const choice = await showScreen(screenOf(session, questions), canGoBack(session));
      const found = questions.get(currentQuestion(session) ?? "");
      switch (choice.kind) {
        case "closed":
          return session.screen.kind === "summary" ? undefined : session;
        case "back":
          session = goBack(session);
          break;
        case "answered": {
          if (found === undefined) break;
          const right = isRight(found.item, choice.options);
          session = answerQuestion(session, { chosen: choice.options, right });
          inBackground(log, guarded(log, () => practice.answerQuiz(found, choice.options, right))());
          break;
        }
        case "action":
          if (choice.action === "done") return undefined;
          if (choice.action === "panel") {
            await vscode.commands.executeCommand(commandIds.showPractice, found?.key);
            return session;
          }
          session =
            choice.action === "next"
              ? nextQuestion(session)
              : choice.action === "again"
                ? retryWrong(session)
                : showSolution(session);
          break;
      }
    }
  };

  return start;
}

/** The question that a tree element or a key stands for. Anything else, such as a focused exercise, asks for a pack. */
async function questionKey(practice: Practice, given: unknown): Promise<ItemKey | undefined> {
  const key = givenKey(practice, given);
  if (key !== undefined) await practice.library.whenFound(key);
  return key !== undefined && practice.library.find(key)?.item.kind === "quiz" ? key : undefined;
}

type Questions = ReadonlyMap<string, FoundItem<QuizItem>>;

function questionsOf(practice: Practice, loaded: LoadedPack): Questions {
  const questions = new Map<string, FoundItem<QuizItem>>();
  const pack = loaded.reading.pack;
  for (const item of pack?.modules.flatMap((module) => module.items) ?? []) {
    const found = item.kind === "quiz" ? practice.library.find({ pack: loaded.id, item: item.id }) : undefined;
    if (found?.item.kind === "quiz") questions.set(itemId(found.key), found as FoundItem<QuizItem>);
  }
  return questions;
}

function firstOpen(practice: Practice, questions: Questions): string | undefined {
  return [...questions].find(([, found]) => practice.progress(found.key).state !== "passed")?.[0];
}

/** The one pack with questions, or the learner's choice among several. */
async function choosePack(practice: Practice): Promise<LoadedPack | undefined> {
  const packs = (await packsToChooseFrom(practice)).filter((loaded) => questionsOf(practice, loaded).size > 0);
  if (packs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No pack here has questions. Add a folder with a pack by "Eventually: Add Pack Folder…".'),
    );
  }
  if (packs.length <= 1) return packs[0];
  const items = packs.map((loaded) => ({
    label: loaded.reading.title,
    description: vscode.l10n.t("{0} questions", questionsOf(practice, loaded).size),
    loaded,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Start Quiz"),
    placeHolder: vscode.l10n.t("Choose a pack"),
  });
  return chosen?.loaded;
}

function screenOf(session: QuizSession, questions: Questions): QuizScreen {
  const id = currentQuestion(session);
  const found = id === undefined ? undefined : questions.get(id);
  if (id === undefined || found === undefined || session.screen.kind === "summary") {
    return summaryScreen(
      session.questions.flatMap((question) => {
        const item = questions.get(question)?.item;
        return item === undefined ? [] : [{ item, answer: session.answers[question] }];
      }),
    );
  }
  const progress: Progress = {
    number: session.screen.index + 1,
    of: session.questions.length,
  };
  const answer = session.answers[id];
  if (session.screen.kind === "question" || answer === undefined) return questionScreen(found.item, progress);
  const last = session.questions.every((question) => session.answers[question] !== undefined);
  return session.screen.kind === "feedback"
    ? feedbackScreen(found.item, answer, progress, last)
    : solutionScreen(found.item, progress, last);
}
