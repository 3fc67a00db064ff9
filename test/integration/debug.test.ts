// A debug session of an exercise in a real VS Code: threads, stepping both ways, a breakpoint, the toolbar's faults.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path: string };
}

class Session {
  readonly session: vscode.DebugSession;

  constructor(session: vscode.DebugSession) {
    this.session = session;
  }

  async threads(): Promise<readonly { readonly id: number; readonly name: string }[]> {
    return (await this.session.customRequest("threads")).threads;
  }

  async frames(threadId: number): Promise<readonly Frame[]> {
    return (await this.session.customRequest("stackTrace", { threadId })).stackFrames;
  }

  /** What a service has in its database. */
  async database(service: string): Promise<unknown> {
    const thread = (await this.threads()).find(({ name }) => name === service);
    assert.ok(thread !== undefined);
    const [frame] = await this.frames(thread.id);
    const asked = { expression: "db", frameId: frame?.id };
    return JSON.parse((await this.session.customRequest("evaluate", asked)).result);
  }

  /** Where handlers of all services wait. */
  async lines(): Promise<readonly number[]> {
    const found: number[] = [];
    for (const { id } of await this.threads()) {
      for (const { line, source } of await this.frames(id)) if (source !== undefined) found.push(line);
    }
    return found;
  }
}

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly command?: string;
  readonly body?: { readonly reason?: string };
}

/** Hears what the adapter says. */
class Ear implements vscode.DebugAdapterTracker {
  #heard: (() => void) | undefined;
  #hasStopped = false;
  /** How often breakpoints were placed. */
  placed = 0;
  /** Why the session stopped last. */
  reason: string | undefined;

  onDidSendMessage({ type, event, command, body }: Message): void {
    if (type === "event" && event === "stopped") {
      this.#hasStopped = true;
      this.reason = body?.reason;
    }
    if (type === "response" && command === "setBreakpoints") this.placed++;
    if (type !== "response" || command !== "stackTrace" || !this.#hasStopped) return;
    this.#hasStopped = false;
    // VS Code has yet to make something of the answer.
    setTimeout(() => this.#heard?.(), 200);
  }

  /** Does it, and resolves when the session has stopped again and VS Code has asked where. */
  async stopped(act: () => Thenable<unknown>): Promise<void> {
    const stop = new Promise<void>((resolve) => (this.#heard = resolve));
    await act();
    await stop;
  }
}

const ear = new Ear();
const stopped = (act: () => Thenable<unknown>): Promise<void> => ear.stopped(act);

/** The session in front. */
function activeSession(): Session {
  const session = vscode.debug.activeDebugSession;
  assert.ok(session !== undefined);
  return new Session(session);
}

describe("debugging an exercise", () => {
  let debugged: Session;
  let file: vscode.Uri;

  let tracker: vscode.Disposable;

  before(async () => {
    tracker = vscode.debug.registerDebugAdapterTrackerFactory("eventually", { createDebugAdapterTracker: () => ear });
    file = (await exercise.openFresh()).uri;
    await exercise.fill(exercise.right);
    await stopped(() => run("eventually.debug", exercise.publish));
    debugged = activeSession();
  });

  after(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.debug.stopDebugging();
    tracker.dispose();
  });

  it("shows the services as threads, at the start", async () => {
    const names = (await debugged.threads()).map(({ name }) => name);
    assert.ok(names.includes("counting"), names.join());
    assert.deepEqual(await debugged.lines(), []);
  });

  it("steps to the line where the handler waits, and back", async () => {
    await stopped(() => run("workbench.action.debug.stepOver"));
    const [line] = await debugged.lines();
    const document = await vscode.workspace.openTextDocument(file);
    assert.match(document.lineAt((line ?? 1) - 1).text, /ctx/);
    await stopped(() => run("workbench.action.debug.stepBack"));
    assert.deepEqual(await debugged.lines(), []);
  });

  it("stops before the operation on a line with a breakpoint", async () => {
    const document = await vscode.workspace.openTextDocument(file);
    const at = document.positionAt(document.getText().indexOf(exercise.right));
    const { placed } = ear;
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(file, at))]);
    await exercise.eventually("the breakpoint is placed", () => (ear.placed > placed ? true : undefined));
    await stopped(() => run("workbench.action.debug.continue"));
    assert.ok((await debugged.lines()).includes(at.line + 1));
    await stopped(() => run("workbench.action.debug.reverseContinue"));
    assert.deepEqual(await debugged.lines(), []);
  });

  it("begins again on Restart, with the same session", async () => {
    await stopped(() => run("workbench.action.debug.stepOver"));
    await stopped(() => run("workbench.action.debug.restart"));
    assert.equal(vscode.debug.activeDebugSession?.id, debugged.session.id);
    assert.deepEqual(await debugged.lines(), []);
  });

  it("completes a launch configuration that names no exercise by the one in front", async () => {
    await vscode.debug.stopDebugging(debugged.session);
    await vscode.window.showTextDocument(file);
    await stopped(() => vscode.debug.startDebugging(undefined, { type: "eventually", request: "launch", name: "F5" }));
    const session = vscode.debug.activeDebugSession;
    assert.equal(session?.configuration["item"], exercise.publish.item);
    debugged = new Session(session);
  });

  it("ends, and leaves no process behind that would keep the file", async () => {
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.debug.onDidTerminateDebugSession(() => {
        listener.dispose();
        resolve();
      });
    });
    await vscode.debug.stopDebugging(debugged.session);
    await ended;
    assert.equal(vscode.debug.activeDebugSession, undefined);
  });
});

describe("debugging a wrong answer", () => {
  const key = { pack: "message-delivery", item: "save-and-announce" };
  const storeThenPublish = 'await ctx.db.put(order.orderId, order.loaves);\nawait ctx.publish("OrderPlaced", order);';

  let tracker: vscode.Disposable;

  before(async () => {
    tracker = vscode.debug.registerDebugAdapterTrackerFactory("eventually", { createDebugAdapterTracker: () => ear });
    await exercise.openFresh(key);
    await exercise.fill(storeThenPublish, "saving", key);
    await exercise.check(key);
  });

  after(async () => {
    await vscode.debug.stopDebugging();
    tracker.dispose();
    await exercise.openFresh(key);
  });

  it("stops at the broken check where the counterexample ends, not after the rest of the scenario", async () => {
    await stopped(() => run("eventually.debug", key));
    await stopped(() => run("workbench.action.debug.continue"));
    assert.equal(ear.reason, "exception");
    // The client has a second order to place.
    assert.deepEqual(await activeSession().database("orders"), { "o-1": 12 });
  });
});
