/**
 * A run as a debug session. Services are threads, a choice is a step, handlers stop at the operations they wait for.
 * Knows the Debug Adapter Protocol and no VS Code.
 */
import { DebugSession, Handles, InitializedEvent, OutputEvent, Source, StoppedEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Moment, Offer } from "../../core/check/model.ts";
import type { SteppingSession } from "../../core/check/steppingSession.ts";
import { choiceText } from "../../text/choices.ts";
import { haltText, refusalText } from "../../text/halts.ts";
import type { Translate } from "../../text/translate.ts";
import { brokenText } from "../../text/verdicts.ts";
import { framesOf, scopesOf, type ShownFrame } from "./serviceState.ts";
import { type ShownValue, valueAt } from "./shownValue.ts";
import { atBreakpoint, focusOf, lineHere, newlyBroken } from "./whereStopped.ts";

/** What is debugged. */
export interface Debugged {
  readonly session: SteppingSession;
  /** The path of the learner's file as the editor names it. */
  readonly path: string;
  readonly name: string;
  /** Its text when the session began. */
  readonly text: string;
  /** A run to follow; the plain run where empty. */
  readonly labels: readonly string[];
}

export interface DebugHost {
  readonly t: Translate;
  /** Loads the code. Rejects with an error whose message is for people. */
  open(configuration: DebugProtocol.LaunchRequestArguments): Promise<Debugged>;
}

/** A choice that the toolbar offers. */
export interface OfferedFault {
  readonly label: string;
  readonly text: string;
  readonly refused?: string;
}

const brokenChecks = "broken-checks";
/** Frames of one thread; there are never more handlers at once. */
const framesEach = 1000;
/** More steps than a run of an exercise has. */
const longestRun = 2000;

type Stop = { readonly reason: "entry" | "step" | "breakpoint" | "exception"; readonly text?: string };

export class SteppingAdapter extends DebugSession {
  readonly #host: DebugHost;
  readonly #values = new Handles<() => readonly ShownValue[]>();
  #configuration: DebugProtocol.LaunchRequestArguments = {};
  #debugged: Debugged | undefined;
  #breakpoints: ReadonlySet<number> = new Set();
  #stopsAtBroken = true;
  #ended = false;

  constructor(host: DebugHost) {
    super();
    this.#host = host;
    this.setDebuggerLinesStartAt1(true);
    this.setDebuggerColumnsStartAt1(true);
  }

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    const { t } = this.#host;
    response.body = {
      supportsConfigurationDoneRequest: true,
      supportsStepBack: true,
      supportsRestartRequest: true,
      supportsExceptionInfoRequest: true,
      supportsEvaluateForHovers: false,
      supportsCompletionsRequest: true,
      completionTriggerCharacters: [" "],
      exceptionBreakpointFilters: [{ filter: brokenChecks, label: t("Broken Checks"), default: true }],
    };
    this.sendResponse(response);
  }

  protected override launchRequest(
    response: DebugProtocol.LaunchResponse,
    configuration: DebugProtocol.LaunchRequestArguments,
  ): void {
    this.#configuration = configuration;
    this.#reply(response, async () => {
      await this.#open();
      this.sendResponse(response);
      this.sendEvent(new InitializedEvent());
    });
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.#stopped({ reason: "entry" });
  }

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): void {
    const { t } = this.#host;
    const debugged = this.#debugged;
    if (debugged === undefined || source.path !== debugged.path) {
      const message = t("Only the exercise's own file is stepped through.");
      response.body = { breakpoints: breakpoints.map(() => ({ verified: false, message })) };
    } else {
      const lines = debugged.text.split(/\r\n|[\n\r]/);
      const placed = breakpoints.map(({ line }) => operationLine(lines, line));
      this.#breakpoints = new Set(placed.filter((line) => line !== undefined));
      const message = t("No operation on ctx follows: a run stops at operations only.");
      response.body = {
        breakpoints: placed.map((line) =>
          line === undefined ? { verified: false, message } : { verified: true, line },
        ),
      };
    }
    this.sendResponse(response);
  }

  protected override setExceptionBreakPointsRequest(
    response: DebugProtocol.SetExceptionBreakpointsResponse,
    { filters }: DebugProtocol.SetExceptionBreakpointsArguments,
  ): void {
    this.#stopsAtBroken = filters.includes(brokenChecks);
    this.sendResponse(response);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: this.#services.map((name, index) => ({ id: index + 1, name })) };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(
    response: DebugProtocol.StackTraceResponse,
    { threadId }: DebugProtocol.StackTraceArguments,
  ): void {
    const service = this.#services[threadId - 1] ?? "";
    const frames = framesOf(this.#host.t, this.#moment, service);
    const stackFrames = frames.map((frame, index) => this.#frame(frame, threadId * framesEach + index, service));
    response.body = { stackFrames, totalFrames: stackFrames.length };
    this.sendResponse(response);
  }

  protected override scopesRequest(
    response: DebugProtocol.ScopesResponse,
    { frameId }: DebugProtocol.ScopesArguments,
  ): void {
    const scopes = scopesOf(this.#host.t, this.#moment, this.#serviceOfFrame(frameId));
    response.body = {
      scopes: scopes.map(({ name, values }, index) => ({
        name,
        expensive: index > 2,
        variablesReference: this.#values.create(() => values),
      })),
    };
    this.sendResponse(response);
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { variablesReference }: DebugProtocol.VariablesArguments,
  ): void {
    const values = this.#values.get(variablesReference, () => [])();
    response.body = { variables: values.map((value) => ({ name: value.name, ...this.#shown(value) })) };
    this.sendResponse(response);
  }

  /** A path such as `db.price` in the frame's service; in the console, also a choice to take by its label. */
  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    { expression, frameId, context }: DebugProtocol.EvaluateArguments,
  ): void {
    const path = expression.trim();
    const service = frameId === undefined ? (this.#services[0] ?? "") : this.#serviceOfFrame(frameId);
    const scopes = scopesOf(this.#host.t, this.#moment, service);
    const found = valueAt(
      scopes.flatMap(({ values }) => values),
      path,
    );
    if (found !== undefined) {
      const { value, variablesReference } = this.#shown(found);
      response.body = { result: value, variablesReference };
      this.sendResponse(response);
    } else if (context === "repl") {
      this.#reply(response, async () => {
        await this.#take(path);
        const halt = haltText(this.#host.t, this.#session.halt);
        if (halt !== undefined) throw new Error(halt);
        response.body = { result: this.#did(), variablesReference: 0 };
        this.sendResponse(response);
        this.#stopped(this.#reasonHere());
      });
    } else {
      this.#refuse(response, this.#host.t("“{0}” is nothing this service holds.", path));
    }
  }

  protected override completionsRequest(
    response: DebugProtocol.CompletionsResponse,
    { text }: DebugProtocol.CompletionsArguments,
  ): void {
    const labels = this.#moment.offers.filter(({ refused }) => refused === undefined).map(({ label }) => label);
    response.body = {
      targets: labels
        .filter((label) => label.startsWith(text))
        .map((label) => ({ label, start: 0, length: text.length })),
    };
    this.sendResponse(response);
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.#move(response, (session) => session.step());
  }

  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    this.#move(response, (session) => session.step());
  }

  /** Until something left a service. */
  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    this.#move(response, (session) => session.run("shared"));
  }

  protected override stepBackRequest(response: DebugProtocol.StepBackResponse): void {
    this.#move(response, (session) => session.back());
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    response.body = { allThreadsContinued: true };
    this.#travel(response, (session) => session.step());
  }

  protected override reverseContinueRequest(response: DebugProtocol.ReverseContinueResponse): void {
    this.#travel(response, (session) => session.back());
  }

  protected override restartRequest(response: DebugProtocol.RestartResponse): void {
    this.#reply(response, async () => {
      const before = this.#debugged?.session;
      // Code that cannot be loaded leaves the run as it is.
      await this.#open();
      before?.dispose();
      this.sendResponse(response);
      this.#stopped({ reason: "entry" });
    });
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    const { t } = this.#host;
    const broken = newlyBroken(this.#session.history);
    response.body = {
      exceptionId: broken[0]?.check ?? "",
      description: broken.map((one) => brokenText(one, t)).join("\n"),
      breakMode: "always",
    };
    this.sendResponse(response);
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse): void {
    this.#ended = true;
    this.#debugged?.session.dispose();
    this.sendResponse(response);
  }

  protected override customRequest(command: string, response: DebugProtocol.Response, args: unknown): void {
    if (command === "offers") {
      response.body = this.#offered(args);
      this.sendResponse(response);
    } else if (command === "take") {
      this.#move(response, () => this.#take(String(args)));
    } else {
      super.customRequest(command, response, args);
    }
  }

  async #open(): Promise<void> {
    const opened = await this.#host.open(this.#configuration);
    if (this.#ended) {
      opened.session.dispose();
      throw new Error(this.#host.t("The session has ended."));
    }
    this.#debugged = opened;
    if (opened.labels.length === 0) return;
    await opened.session.replay(opened.labels);
    this.#say(haltText(this.#host.t, opened.session.halt));
    await opened.session.goTo(0);
  }

  get #session(): SteppingSession {
    if (this.#debugged === undefined) throw new Error(this.#host.t("The session has not begun."));
    return this.#debugged.session;
  }

  get #moment(): Moment {
    return this.#session.history.current.moment;
  }

  get #services(): readonly string[] {
    return Object.keys(this.#moment.snapshot.services);
  }

  #take(label: string): Promise<void> {
    return this.#session.take(label);
  }

  #serviceOfFrame(frameId: number): string {
    return this.#services[Math.floor(frameId / framesEach) - 1] ?? "";
  }

  #frame(frame: ShownFrame, id: number, service: string): DebugProtocol.StackFrame {
    const { history } = this.#session;
    const at = frame.at ?? (service === focusOf(history) ? lineHere(history) : undefined);
    if (this.#debugged === undefined || at?.file !== "exercise.ts") {
      return { id, name: frame.name, line: 0, column: 0, presentationHint: "label" };
    }
    const { line, column } = at;
    return { id, name: frame.name, line, column, source: new Source(this.#debugged.name, this.#debugged.path) };
  }

  #shown(value: ShownValue): { value: string; variablesReference: number } {
    const { inside } = value;
    return { value: value.value, variablesReference: inside === undefined ? 0 : this.#values.create(inside) };
  }

  #reasonHere(): Stop {
    if (this.#stopsAtBroken && newlyBroken(this.#session.history).length > 0) return { reason: "exception" };
    return { reason: atBreakpoint(this.#session.history, this.#breakpoints) ? "breakpoint" : "step" };
  }

  #did(): string {
    const { step } = this.#session.history.current;
    return step === undefined ? this.#host.t("At the start") : choiceText(step.choice, this.#host.t);
  }

  /** One movement, and where it led. */
  #move(response: DebugProtocol.Response, act: (session: SteppingSession) => Promise<void>): void {
    this.#go(response, async (session) => {
      const before = this.#moment.id;
      await act(session);
      this.#tellHalt(before);
      return this.#reasonHere();
    });
  }

  /** On in one direction, to a breakpoint, to a check that breaks, or as far as it goes. */
  #travel(response: DebugProtocol.Response, act: (session: SteppingSession) => Promise<void>): void {
    this.#go(response, async (session) => {
      for (let steps = 0; steps < longestRun && !this.#ended; steps++) {
        const before = this.#moment.id;
        await act(session);
        if (this.#moment.id === before || session.halt !== undefined) {
          this.#tellHalt(before);
          break;
        }
        const stop = this.#reasonHere();
        if (stop.reason !== "step") return stop;
      }
      return { reason: "step" };
    });
  }

  /** The answer to a movement comes at once; what it came to is an event, and so is what went wrong on the way. */
  #go(response: DebugProtocol.Response, move: (session: SteppingSession) => Promise<Stop>): void {
    const session = this.#debugged?.session;
    if (session === undefined) {
      this.#refuse(response, this.#host.t("The session has not begun."));
      return;
    }
    this.sendResponse(response);
    move(session)
      .catch((error: unknown): Stop => {
        this.#say(messageOf(error));
        return { reason: "step" };
      })
      .then((stop) => this.#stopped(stop))
      .catch((error: unknown) => this.#say(messageOf(error)));
  }

  #tellHalt(before: number): void {
    const { t } = this.#host;
    const halt = haltText(t, this.#session.halt);
    if (halt !== undefined) this.#say(halt);
    else if (this.#moment.id === before && this.#moment.drained) this.#say(t("Nothing more can happen."));
  }

  #say(text: string | undefined): void {
    if (text !== undefined) this.sendEvent(new OutputEvent(`${text}\n`, "console"));
  }

  #stopped({ reason, text = this.#did() }: Stop): void {
    if (this.#ended) return;
    // References to what was shown before are worth nothing now.
    this.#values.reset();
    const event: DebugProtocol.StoppedEvent = new StoppedEvent(
      reason,
      this.#services.indexOf(focusOf(this.#session.history)) + 1,
    );
    event.body.allThreadsStopped = true;
    event.body.description = reason === "exception" ? this.#host.t("Broken check") : text;
    if (reason === "exception")
      event.body.text = newlyBroken(this.#session.history)
        .map((one) => brokenText(one, this.#host.t))
        .join(" ");
    this.sendEvent(event);
  }

  #offered(kind: unknown): readonly OfferedFault[] {
    const { t } = this.#host;
    const wanted = ({ choice }: Offer): boolean => kind === undefined || choice.kind === kind;
    return this.#moment.offers.filter(wanted).map(({ label, choice, refused }) => ({
      label,
      text: choiceText(choice, t),
      ...(refused === undefined ? {} : { refused: refusalText(t, refused) }),
    }));
  }

  /** Every request gets a reply, also where the work throws. */
  #reply(response: DebugProtocol.Response, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#refuse(response, messageOf(error)));
  }

  #refuse(response: DebugProtocol.Response, text: string): void {
    // As a variable, since braces in a format are read as names; names without the line would be left out as private.
    this.sendErrorResponse(response, { id: 1, format: "{_text}", variables: { _text: text }, showUser: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The line of the next operation on `ctx`, from this line on. Lines start at 1. */
function operationLine(lines: readonly string[], line: number): number | undefined {
  const at = lines.findIndex((text, index) => index >= line - 1 && /\bctx\s*\.|\bctx\s*[,)]/.test(text));
  return at < 0 ? undefined : at + 1;
}
