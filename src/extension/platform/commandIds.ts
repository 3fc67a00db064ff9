/** Every command of the extension, in one table. The manifest's `contributes.commands` lists the same ids. */

export const commandIds = {
  openExercise: "eventually.openExercise",
  fillBlank: "eventually.fillBlank",
  check: "eventually.check",
  showHint: "eventually.showHint",
  showSolution: "eventually.showSolution",
  reset: "eventually.reset",
  resetBlank: "eventually.resetBlank",
  restoreBlank: "eventually.restoreBlank",
  restoreOutside: "eventually.restoreOutside",
  nextBlank: "eventually.nextBlank",
  previousBlank: "eventually.previousBlank",
  watchItConverge: "eventually.watchItConverge",
  stepThrough: "eventually.stepThrough",
  replay: "eventually.replay",
  step: "eventually.step",
  stepBack: "eventually.stepBack",
  chooseStep: "eventually.chooseStep",
  seekState: "eventually.seekState",
  runUntilShared: "eventually.runUntilShared",
  runUntilDrained: "eventually.runUntilDrained",
  restartStepping: "eventually.restartStepping",
  openTrace: "eventually.openTrace",
  saveTrace: "eventually.saveTrace",
  copyTraceLink: "eventually.copyTraceLink",
  copyTranscript: "eventually.copyTranscript",
  debug: "eventually.debug",
  debugChoose: "eventually.debugChoose",
  debugDuplicate: "eventually.debugDuplicate",
  debugDrop: "eventually.debugDrop",
  debugCrash: "eventually.debugCrash",
  showKeptCopies: "eventually.showKeptCopies",
  startQuiz: "eventually.startQuiz",
  addPackFolder: "eventually.addPackFolder",
  removePackFolder: "eventually.removePackFolder",
  refresh: "eventually.refresh",
  showPractice: "eventually.showPractice",
  showExplanation: "eventually.showExplanation",
  showLog: "eventually.showLog",
  /** Internal, hidden from the palette: (key: ItemKey, blank: string, code: string). */
  useOption: "eventually.useOption",
  goToStep: "eventually.goToStep",
  /** Internal too: what a node of the Run view does. */
  runTreeAct: "eventually.runTreeAct",
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Ids of the view, its container, and the Practice panel, as the manifest has them. */
export const viewIds = {
  container: "eventually",
  packs: "eventually.packs",
  practicePanel: "eventually.practice",
  stepper: "eventually.stepper",
  run: "eventually.run",
} as const;

/** Context keys that `when` clauses in the manifest use. */
export const contextKeys = {
  /** The active editor shows an exercise. */
  exerciseActive: "eventually.exerciseActive",
  /** … whose last check ran and still holds, so that its run can be watched. */
  canWatch: "eventually.canWatch",
  /** … and a check of it is under way. */
  checking: "eventually.checking",
  /** … with a blank that is no longer in the text. */
  blankMissing: "eventually.blankMissing",
  /** … whose text differs from the starter outside the blanks. */
  outsideChanged: "eventually.outsideChanged",
  /** … and a hint is left to open. */
  hintsLeft: "eventually.hintsLeft",
  /** Paths of the open exercises, for `resourcePath in …`: menus of an editor that need not be the active one. */
  exercisePaths: "eventually.exercisePaths",
  /** At least one pack was found, usable or not. */
  hasPacks: "eventually.hasPacks",
  /** At least one pack folder was added by hand. */
  hasAddedPacks: "eventually.hasAddedPacks",
  /** The stepper is open. */
  stepperOpen: "eventually.stepperOpen",
  /** A blank holds something, or held something since the window opened: a step of the walkthrough. */
  hasFilled: "eventually.hasFilled",
  /** An answer was checked since the window opened: another one. */
  hasChecked: "eventually.hasChecked",
  /** The packs have been read once. */
  loaded: "eventually.loaded",
} as const;
