// Progress on a real disk, under the real VS Code API: what is written stays, whoever else writes and whatever is in the log.
import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { createProgressStore } from "../../src/extension/platform/progressStore.ts";
import type { ProgressStore } from "../../src/extension/platform/progress.ts";
import { UserError } from "../../src/extension/platform/userError.ts";
import { eventually } from "./support/exercise.ts";

/** The two parts of a context that the store uses. */
function contextAt(folder: string, state = new Map<string, unknown>()): vscode.ExtensionContext {
  const globalState = {
    get: (key: string) => state.get(key),
    update: async (key: string, value: unknown) => void state.set(key, value),
    setKeysForSync: () => undefined,
    keys: () => [...state.keys()],
  };
  return { globalStorageUri: vscode.Uri.file(folder), globalState } as unknown as vscode.ExtensionContext;
}

describe("progress on disk", () => {
  const a = { pack: "p", item: "a" };
  const b = { pack: "p", item: "b" };
  let folder: string;
  let log: vscode.LogOutputChannel;
  const open: ProgressStore[] = [];

  async function store(context = contextAt(folder)): Promise<ProgressStore> {
    const one = createProgressStore(context, log);
    open.push(one);
    await one.ready;
    return one;
  }
  const logFile = (): string => join(folder, "progress", "log.jsonl");

  before(() => {
    log = vscode.window.createOutputChannel("Eventually progress test", { log: true });
  });
  after(() => log.dispose());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "eventually-progress-"));
  });

  afterEach(() => {
    for (const one of open.splice(0)) one.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("creates nothing before there is something to write", async () => {
    assert.equal((await store()).read(a).state, "new");
    assert.equal(existsSync(logFile()), false);
  });

  it("appends events and reads them back in the next window", async () => {
    const first = await store();
    await first.record({ type: "started", ...a });
    const before = readFileSync(logFile(), "utf8");
    await first.record({ type: "hint", ...a, number: 2 });
    assert.ok(readFileSync(logFile(), "utf8").startsWith(before), "what was there is untouched");
    const second = await store();
    assert.deepEqual([second.read(a).state, second.read(a).hintsOpened], ["started", 2]);
  });

  it("reads past a line that a crash cut off, and writes after it", async () => {
    await (await store()).record({ type: "answered", ...a, chosen: [1], right: true });
    appendFileSync(logFile(), '\n{"type":"answered","pack":"p","it');
    const after = await store();
    assert.equal(after.read(a).state, "passed");
    await after.record({ type: "started", ...b });
    const later = await store();
    assert.deepEqual([later.read(a).state, later.read(b).state], ["passed", "started"]);
    assert.match(readFileSync(logFile(), "utf8"), /\n\{"type":"answered","pack":"p","it\n/);
  });

  it("loses nothing when two windows write at once", async () => {
    const [one, two] = await Promise.all([store(), store()]);
    const items = Array.from({ length: 40 }, (_, index) => ({ pack: "p", item: `i${index}` }));
    await Promise.all(items.map((item, index) => (index % 2 === 0 ? one : two).record({ type: "started", ...item })));
    const third = await store();
    assert.deepEqual(
      items.filter((item) => third.read(item).state !== "started"),
      [],
    );
  });

  it("takes in what another window wrote", async () => {
    const one = await store();
    await one.record({ type: "started", ...b });
    const two = await store();
    // Watching begins some time after it was asked for, so the other window goes on working.
    await eventually("the other window's event", async () => {
      await one.record({ type: "answered", ...a, chosen: [0], right: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
      return two.read(a).state === "passed" ? true : undefined;
    });
  });

  it("says that it cannot write, keeps the event in sight, and writes it with the next one", async () => {
    mkdirSync(folder, { recursive: true });
    const obstacle = join(folder, "progress");
    const one = await store();
    writeFileSync(obstacle, "");
    const changes: unknown[] = [];
    one.onDidChange((key) => changes.push(key));
    await assert.rejects(one.record({ type: "answered", ...a, chosen: [2], right: true }), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^Your progress could not be saved/);
      return true;
    });
    assert.equal(one.read(a).state, "passed");
    assert.ok(changes.length > 0);
    rmSync(obstacle);
    await one.record({ type: "started", ...b });
    const next = await store();
    assert.deepEqual([next.read(a).state, next.read(b).state], ["passed", "started"]);
  });

  it("merges what another machine knew, the later state first", async () => {
    const summary = (t: number) => ({
      v: 1,
      items: { "p/a": { s: "passed", h: 1, t }, "p/b": { s: "passed", h: 0, t: 1 } },
    });
    const state = new Map<string, unknown>([["eventually.summary", summary(Date.now() + 3_600_000)]]);
    const one = await store(contextAt(folder, state));
    assert.equal(one.read(a).state, "passed");
    await one.record({ type: "hint", ...a, number: 3 });
    await one.record({ type: "answered", ...b, chosen: [0], right: false });
    assert.deepEqual([one.read(a).state, one.read(a).hintsOpened, one.read(b).state], ["passed", 3, "again"]);
    const synced = state.get("eventually.summary") as ReturnType<typeof summary>;
    assert.deepEqual([synced.items["p/a"].s, synced.items["p/a"].h, synced.items["p/b"].s], ["passed", 3, "again"]);
  });

  it("starts empty over a synced value that it does not understand", async () => {
    const one = await store(contextAt(folder, new Map([["eventually.summary", { v: 9, items: 3 }]])));
    assert.equal(one.read(a).state, "new");
  });
});
