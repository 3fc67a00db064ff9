import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverArguments, writeSettings } from "../../../scripts/host/server.ts";

describe("the local VS Code server", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "eventually-server-"));
  const file = join(dataFolder, "data", "User", "settings.json");
  const settings = (): unknown => JSON.parse(readFileSync(file, "utf8"));
  after(() => rmSync(dataFolder, { recursive: true }));

  it("shows a person notifications, which the driver of the tests suppresses", () => {
    const driver = "--enable-smoke-test-driver";
    assert.ok(!serverArguments({ dataFolder, workspaceTrust: "ask" }).includes(driver));
    assert.ok(serverArguments({ dataFolder, workspaceTrust: "ask", driven: true }).includes(driver));
  });

  it("begins with settings that are the person's own from then on", () => {
    const start = { dataFolder, workspaceTrust: "ask", firstSettings: { a: 1 } } as const;
    writeSettings(start);
    assert.deepEqual(settings(), { a: 1 });
    writeFileSync(file, '{"a":2}');
    writeSettings(start);
    assert.deepEqual(settings(), { a: 2 });
    writeSettings({ ...start, settings: { a: 3 } });
    assert.deepEqual(settings(), { a: 3 });
  });
});
