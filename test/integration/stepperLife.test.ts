// What happens to the stepper's panel while something is awaited: it is closed, or another exercise is stepped through.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { RunReply } from "../../src/core/check/model.ts";
import type { ItemKey } from "../../src/core/progress/model.ts";
import type { FoundItem, OpenedStepping, Practice } from "../../src/extension/platform/practice.ts";
import type { PanelServices } from "../../src/extension/webviews/practicePanel.ts";
import type { RunNode } from "../../src/extension/webviews/stepper/runNodes.ts";
import { StepperLife } from "../../src/extension/webviews/stepper/start.ts";
import { stepping } from "../unit/core/check/twoPrices.ts";
import * as sample from "../unit/extension/webviews/sample.ts";
import { eventually, replaceAll } from "./support/exercise.ts";
import { stepperTabs } from "./support/stepper.ts";

/** Something that is under way until the test lets it end. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

const keyOf = (item: string): ItemKey => ({ pack: "p", item });

/** Two exercises, a and b, in files of their own; what is asked about them waits where a test says so. */
class FakePractice {
  readonly folder = mkdtempSync(join(tmpdir(), "eventually-stepped-"));
  readonly ready = new Gate();
  readonly loading = new Map<string, Gate>();
  readonly seeking = new Gate();
  readonly asked: string[] = [];
  /** Sessions that were opened and not ended. */
  open = 0;
  /** Cancels what is loaded. */
  cancels = false;
  readonly #state = new vscode.EventEmitter<ItemKey | undefined>();
  readonly #names = new Map([
    ["a", "a.txt"],
    ["b", "b.txt"],
  ]);

  constructor() {
    for (const item of ["a", "b"]) writeFileSync(this.#file(item), item);
  }

  get practice(): Practice {
    const library: Partial<Practice["library"]> = {
      whenFound: () => this.ready.opened,
      find: (key: ItemKey) => this.#found(key),
    };
    const used: Partial<Practice> = {
      library: library as Practice["library"],
      onDidChangeState: this.#state.event,
      exercise: () => undefined,
      exerciseAt: ({ fsPath }: vscode.Uri) => ["a", "b"].filter((item) => this.#file(item) === fsPath).map(keyOf)[0],
      open: () => Promise.resolve(undefined),
      step: (key: ItemKey) => this.#step(key),
      seek: (key: ItemKey) => this.#seek(key),
    };
    return used as Practice;
  }

  document(item: string): Thenable<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(this.#file(item));
  }

  async change(item: string): Promise<void> {
    const document = await this.document(item);
    await replaceAll(document, "changed");
    await document.save();
  }

  async rename(item: string, name: string): Promise<void> {
    const before = vscode.Uri.file(this.#file(item));
    this.#names.set(item, name);
    const change = new vscode.WorkspaceEdit();
    change.renameFile(before, vscode.Uri.file(this.#file(item)));
    assert.ok(await vscode.workspace.applyEdit(change));
    this.#state.fire(keyOf(item));
  }

  dispose(): void {
    this.#state.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #file(item: string): string {
    return join(this.folder, this.#names.get(item) ?? assert.fail(item));
  }

  #found(key: ItemKey): FoundItem {
    return { ...sample.found(sample.exercise), key, item: { ...sample.exercise, id: key.item, title: key.item } };
  }

  async #step({ item }: ItemKey): Promise<OpenedStepping> {
    this.asked.push(`step ${item}`);
    const document = await this.document(item);
    const text = document.getText();
    const session = await stepping({});
    await this.loading.get(item)?.opened;
    const failed = { kind: "failed", failure: { code: "cancelled" } } as const;
    if (this.cancels) return { reply: failed, document, text };
    this.open++;
    const dispose = (): void => void this.open--;
    return { reply: { kind: "open", stepping: { ...session, dispose } }, document, text };
  }

  /** The way that is found has one step: the first choice there is. */
  async #seek({ item }: ItemKey): Promise<RunReply> {
    this.asked.push(`seek ${item}`);
    await this.seeking.opened;
    const session = await stepping({});
    const { start } = session;
    const taken = await session.take(start.id, start.offers[0]?.label ?? assert.fail());
    assert.equal(taken.kind, "taken");
    return {
      kind: "ran",
      run: { start: start.snapshot, steps: [taken.step], drained: false },
      broken: [{ check: "goal", kind: "always", step: 0 }],
      coverage: { kind: "one-run", choices: 1 },
      counters: {},
    };
  }
}

class FakeMemento {
  kept: unknown;
  readonly keys = (): readonly string[] => [];
  readonly get = (): undefined => this.kept as undefined;
  readonly update = (_key: string, value: unknown): Promise<void> => {
    this.kept = value;
    return Promise.resolve();
  };
}

type Tree = vscode.TreeDataProvider<RunNode>;

/** A life beside the extension's own, which keeps the Run view; and what it would show there. */
function lifeWith(
  fake: FakePractice,
  workspaceState: FakeMemento,
): { readonly life: StepperLife; readonly tree: Tree } {
  const { createTreeView } = vscode.window;
  const trees: Tree[] = [];
  Object.assign(vscode.window, {
    createTreeView: (_id: string, { treeDataProvider }: vscode.TreeViewOptions<RunNode>) => {
      trees.push(treeDataProvider);
      return { dispose: () => undefined };
    },
  });
  try {
    const extension = vscode.extensions.getExtension("eventually-practice.eventually") ?? assert.fail();
    const context = { extension, extensionUri: extension.extensionUri, workspaceState };
    const log = { warn: () => undefined, info: () => undefined, error: (text: string) => assert.fail(text) };
    const services = { practice: fake.practice, context, log } as unknown as PanelServices;
    const life = new StepperLife(services);
    return { life, tree: trees[0] ?? assert.fail() };
  } finally {
    Object.assign(vscode.window, { createTreeView });
  }
}

/** A panel as VS Code brings it back after a reload. */
function broughtBack(): { readonly panel: vscode.WebviewPanel; readonly closed: AbortSignal } {
  const panel = vscode.window.createWebviewPanel("eventually.stepper", "Loading…", vscode.ViewColumn.Beside, {});
  const closed = new AbortController();
  panel.onDidDispose(() => closed.abort());
  return { panel, closed: closed.signal };
}

const noTab = (): Promise<true> =>
  eventually("no stepper is open", () => (stepperTabs().length === 0 ? true : undefined));

/** Long enough for a panel to be shown. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

describe("the stepper's panel", () => {
  let fake: FakePractice;
  let memento: FakeMemento;
  let life: StepperLife;
  let tree: Tree;

  beforeEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fake = new FakePractice();
    memento = new FakeMemento();
    memento.kept = { trace: { format: 1, ...keyOf("a"), version: "", steps: [] }, at: 0 };
    ({ life, tree } = lifeWith(fake, memento));
  });

  afterEach(async () => {
    life.dispose();
    await vscode.window.tabGroups.close(stepperTabs());
    fake.dispose();
  });

  const asked = (what: string): Promise<true> => eventually(what, () => (fake.asked.includes(what) ? true : undefined));

  it("stays closed when it is closed while its run is brought back", async () => {
    const loading = new Gate();
    fake.loading.set("a", loading);
    fake.ready.open();
    const { panel, closed } = broughtBack();
    const restoring = life.restore(panel, closed);
    await asked("step a");
    panel.dispose();
    loading.open();
    await restoring;
    await aMoment();
    await noTab();
    assert.equal(fake.open, 0);
    assert.equal(memento.kept, undefined);
  });

  it("stays closed, and troubles nobody, when it is closed before the packs are read", async () => {
    const { panel, closed } = broughtBack();
    const restoring = life.restore(panel, closed);
    panel.dispose();
    fake.ready.open();
    await restoring;
    await noTab();
    assert.deepEqual(fake.asked, []);
    assert.equal(memento.kept, undefined);
  });

  it("stays closed when it is closed while the session begins again", async () => {
    await life.stepThrough(keyOf("a"));
    await fake.change("a");
    const loading = new Gate();
    fake.loading.set("a", loading);
    fake.asked.length = 0;
    const restarting = life.panel.restart();
    await asked("step a");
    life.panel.panel.dispose();
    loading.open();
    await restarting;
    await aMoment();
    await noTab();
    assert.equal(fake.open, 0);
  });

  it("comes back with its run where nobody closes it", async () => {
    fake.ready.open();
    const { panel, closed } = broughtBack();
    await life.restore(panel, closed);
    assert.equal(life.panel.panel, panel);
    assert.equal(fake.open, 1);
  });

  const notices = async (): Promise<readonly string[]> => {
    const nodes = (await tree.getChildren()) ?? [];
    const inside = nodes.flatMap((node) => node.inside ?? []);
    return inside.filter(({ id }) => id === "notice").map(({ label }) => label);
  };

  it("says that the code changed since, also after the file was renamed", async () => {
    await life.stepThrough(keyOf("a"));
    await vscode.window.showTextDocument(await fake.document("a"), vscode.ViewColumn.One);
    await fake.rename("a", "renamed.txt");
    assert.deepEqual(await notices(), []);
    await fake.change("a");
    const said = await eventually("a notice", async () => {
      const all = await notices();
      return all.length > 0 ? all : undefined;
    });
    assert.match(said.join(), /^The code changed since this run began\./);
  });

  it("does not take what was sought in one exercise for a run of another", async () => {
    await life.stepThrough(keyOf("a"));
    const seeking = life.panel.seek("inFlight == 1");
    await asked("seek a");
    await life.stepThrough(keyOf("b"));
    fake.seeking.open();
    await seeking;
    assert.equal(life.panel.key.item, "b");
    assert.equal(life.panel.session.history.line().length, 1);
  });

  it("goes where the search leads while it is of the same exercise, begun again where its code changed", async () => {
    await life.stepThrough(keyOf("a"));
    await fake.change("a");
    fake.seeking.open();
    await life.panel.seek("inFlight == 1");
    assert.deepEqual(fake.asked, ["step a", "step a", "seek a"]);
    assert.equal(life.panel.session.history.line().length, 2);
  });

  it("does not search where the session was to begin again and that was cancelled", async () => {
    await life.stepThrough(keyOf("a"));
    await fake.change("a");
    fake.cancels = true;
    fake.seeking.open();
    await life.panel.seek("inFlight == 1");
    assert.deepEqual(fake.asked, ["step a", "step a"]);
  });
});
