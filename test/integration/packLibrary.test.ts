// What can be practised while the folders of a workspace are still searched, which in a huge one takes minutes.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { targetOf } from "../../src/extension/platform/commandTarget.ts";
import { WorkspacePackLibrary } from "../../src/extension/platform/packLibrary.ts";
import type { Practice } from "../../src/extension/platform/practice.ts";
import * as exercise from "./support/exercise.ts";

const own = { pack: "leads-own", item: exercise.publish.item };

/** Two workspace folders, and a search of each that ends when it is told to. */
class SlowWorkspace implements vscode.Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "eventually-slow-"));
  readonly searched: string[] = [];
  readonly #ends = new Map<string, { readonly found: (uris: vscode.Uri[]) => void; readonly failed: () => void }>();
  readonly #folders = Object.getOwnPropertyDescriptor(vscode.workspace, "workspaceFolders");
  readonly #findFiles = vscode.workspace.findFiles;

  constructor() {
    const folders = ["one", "two"].map((name, index) => ({ uri: vscode.Uri.file(this.#at(name)), name, index }));
    Object.defineProperty(vscode.workspace, "workspaceFolders", { configurable: true, get: () => folders });
    const search = ({ baseUri }: vscode.RelativePattern): Promise<vscode.Uri[]> => {
      const name = baseUri.path.slice(baseUri.path.lastIndexOf("/") + 1);
      this.searched.push(name);
      return new Promise((found, reject) => {
        this.#ends.set(name, { found, failed: () => reject(new Error("no search here")) });
      });
    };
    Object.assign(vscode.workspace, { findFiles: search });
  }

  /** A copy of the bundled pack under this id, in one of the folders. */
  add(path: string, id: string): void {
    const manifest = join(this.#at(path), "pack.json");
    cpSync(vscode.Uri.joinPath(extensionUri(), "exercises", "eventual-consistency").fsPath, this.#at(path), {
      recursive: true,
    });
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"id": "eventual-consistency"/, `"id": "${id}"`));
  }

  /** The search of this folder ends with the packs at these paths. */
  async end(name: string, paths: readonly string[]): Promise<void> {
    const { found } = await exercise.eventually(`${name} is searched`, () => this.#ends.get(name));
    found(paths.map((path) => vscode.Uri.file(join(this.#at(path), "pack.json"))));
  }

  async fail(name: string): Promise<void> {
    const { failed } = await exercise.eventually(`${name} is searched`, () => this.#ends.get(name));
    failed();
  }

  dispose(): void {
    if (this.#folders !== undefined) Object.defineProperty(vscode.workspace, "workspaceFolders", this.#folders);
    Object.assign(vscode.workspace, { findFiles: this.#findFiles });
    rmSync(this.folder, { recursive: true, force: true });
  }

  #at(path: string): string {
    return join(this.folder, path);
  }
}

function extensionUri(): vscode.Uri {
  const extension = vscode.extensions.getExtension("eventually-practice.eventually");
  assert.ok(extension);
  return extension.extensionUri;
}

/** Whether it has settled, once all that is at work has had its turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), 200));
  return (await Promise.race([promise, late])) !== "late";
}

describe("the packs, while a workspace is searched", () => {
  let workspace: SlowWorkspace;
  let library: WorkspacePackLibrary;
  let log: vscode.LogOutputChannel;

  beforeEach(() => {
    workspace = new SlowWorkspace();
    log = vscode.window.createOutputChannel("Eventually, searched", { log: true });
    const globalState = { get: (_key: string, otherwise: unknown) => otherwise };
    const context = { extensionUri: extensionUri(), globalState } as unknown as vscode.ExtensionContext;
    library = new WorkspacePackLibrary(context, log);
  });

  afterEach(() => {
    library.dispose();
    log.dispose();
    workspace.dispose();
  });

  const origins = (): readonly string[] => library.packs.map(({ origin }) => origin);

  it("are the bundled ones; what is in these can be worked on", async () => {
    let told = 0;
    library.onDidChange(() => told++);
    await library.ready;
    assert.equal(told, 1);
    assert.deepEqual(new Set(origins()), new Set(["bundled"]));
    const practice = { library, active: undefined } as unknown as Practice;
    assert.deepEqual(await targetOf(practice, exercise.publish), exercise.publish);
    assert.equal(library.find(exercise.publish)?.loaded.origin, "bundled");
    assert.equal(await isSettled(library.complete), false);
  });

  it("are waited for by what is in none of those found so far", async () => {
    workspace.add("one/pack", own.pack);
    await library.ready;
    const target = targetOf({ library, active: undefined } as unknown as Practice, own);
    const nowhere = library.whenFound({ pack: "nowhere", item: "nothing" });
    assert.equal(await isSettled(target), false);
    await workspace.end("one", ["one/pack"]);
    await workspace.end("two", []);
    assert.deepEqual(await target, own);
    assert.equal(library.find(own)?.loaded.origin, "workspace");
    await nowhere;
  });

  it("come in the order of the folders and keep their ids, whichever search ends first", async () => {
    workspace.add("one/pack", own.pack);
    workspace.add("two/copy", own.pack);
    workspace.add("two/impostor", exercise.publish.pack);
    await exercise.eventually("both are searched at once", () => workspace.searched.length === 2 || undefined);
    await workspace.end("two", ["two/copy", "two/impostor"]);
    assert.equal(await isSettled(library.complete), false);
    await workspace.end("one", ["one/pack"]);
    await library.complete;
    const [one, ...two] = library.packs.filter(({ origin }) => origin === "workspace");
    assert.ok(origins().indexOf("workspace") > origins().lastIndexOf("bundled"));
    assert.match(one?.folder.path ?? "", /\/one\/pack$/);
    assert.equal(library.find(own)?.loaded, one);
    assert.deepEqual(
      two.map(({ reading }) => [reading.pack, reading.problems.at(-1)?.detail.code]),
      [
        [undefined, "duplicate-pack"],
        [undefined, "duplicate-pack"],
      ],
    );
    assert.equal(library.find(exercise.publish)?.loaded.origin, "bundled");
  });

  it("stay where a search fails", async () => {
    await workspace.fail("one");
    await library.complete;
    await library.ready;
    assert.ok(library.find(exercise.publish) !== undefined);
  });
});
