/** Constructs everything once and gives each surface what it needs. Wiring only. */
import * as vscode from "vscode";
import { createProcessRunner } from "../sandbox/processRunner.ts";
import { registerCommands } from "./commands/register.ts";
import { isConfiguration } from "./debug/configuration.ts";
import { registerDebug } from "./debug/register.ts";
import { registerEditor } from "./editor/register.ts";
import { givenKey } from "./platform/commandTarget.ts";
import { registerExerciseContext } from "./platform/exerciseContext.ts";
import { registerExerciseDocuments } from "./platform/exerciseDocuments.ts";
import { LimitedRunner } from "./platform/limitedRunner.ts";
import { registerPackDiagnostics } from "./platform/packDiagnostics.ts";
import { WorkspacePackLibrary } from "./platform/packLibrary.ts";
import { defaultPracticeFolder } from "./platform/ourDocuments.ts";
import { PracticeRoots } from "./platform/practiceRoots.ts";
import { PracticeService } from "./platform/practiceService.ts";
import { createProgressStore } from "./platform/progressStore.ts";
import { practiceFolder } from "./platform/settings.ts";
import { Workbook } from "./platform/workbook.ts";
import { registerQuiz } from "./quiz/register.ts";
import { registerViews } from "./views/register.ts";
import { registerWebviews } from "./webviews/register.ts";
import { registerStepper } from "./webviews/stepper/register.ts";

export interface Started extends vscode.Disposable {
  /** Settles when the bundled packs and the progress have been read once. Never rejects. */
  readonly ready: Promise<unknown>;
  /** Fills a Practice panel that VS Code brought back after a reload. */
  restorePanel(panel: vscode.WebviewPanel, state: unknown, closed: AbortSignal): Thenable<void>;
  /** The same for the stepper, with the run that was in it. `closed` is aborted when the panel is closed. */
  restoreStepper(panel: vscode.WebviewPanel, closed: AbortSignal): Promise<void>;
  /** Opens a run that somebody sent, after asking. */
  openLink(uri: vscode.Uri): Promise<void>;
  /** A launch configuration without an exercise is about the one in front. */
  completeLaunch(configuration: vscode.DebugConfiguration): vscode.DebugConfiguration;
}

export function start(context: vscode.ExtensionContext): Started {
  const log = vscode.window.createOutputChannel("Eventually", { log: true });
  const childPath = context.asAbsolutePath("dist/sandbox.cjs");
  const library = new WorkspacePackLibrary(context, log);
  const declarations = vscode.Uri.joinPath(context.extensionUri, "types", "eventually.d.ts");
  const roots = new PracticeRoots(defaultPracticeFolder(context.globalStorageUri), () => practiceFolder(context));
  const workbook = new Workbook(roots, declarations, log);
  const progress = createProgressStore(context, log);
  const runner = new LimitedRunner(({ timeMs, memoryMb }) =>
    createProcessRunner({ childPath, timeMs, heapMb: memoryMb, log: (line) => log.warn(line) }),
  );
  const practice = new PracticeService({ library, workbook, progress, runner, log });
  const services = { context, practice, log };
  const webviews = registerWebviews(services);
  const stepper = registerStepper(services);
  const all = vscode.Disposable.from(
    registerQuiz(services),
    registerViews(services),
    registerEditor(services),
    registerCommands(services),
    registerDebug(services),
    webviews,
    stepper,
    registerExerciseContext(practice),
    registerExerciseDocuments(practice),
    registerPackDiagnostics(library),
    practice,
    runner,
    progress,
    workbook,
    library,
    log,
  );
  return {
    dispose: () => void all.dispose(),
    ready: Promise.all([library.ready, progress.ready]),
    restorePanel: async (panel, state, closed) => {
      const key = givenKey(practice, state);
      if (key !== undefined) await library.whenFound(key);
      await webviews.restore(panel, state, closed);
    },
    restoreStepper: (panel, closed) => stepper.restore(panel, closed),
    openLink: (uri) => stepper.openLink(uri),
    completeLaunch: (configuration) =>
      isConfiguration(configuration) || practice.active === undefined
        ? configuration
        : { ...configuration, ...practice.active },
  };
}
