// The manifest and the code name the same things.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commandIds, viewIds } from "../../src/extension/platform/commandIds.ts";

interface Manifest {
  readonly keywords?: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
  };
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Manifest;

describe("the manifest", () => {
  it("contributes exactly the commands of the table", () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual([...contributed].sort(), Object.values(commandIds).sort());
  });

  it("puts only commands of the table into menus", () => {
    const known = new Set<string>(Object.values(commandIds));
    const named = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.flatMap(({ command }) => command ?? []),
    );
    assert.notEqual(named.length, 0);
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });

  it("contributes the view and its container", () => {
    const views = manifest.contributes.views[viewIds.container] ?? [];
    assert.ok(views.some(({ id }) => id === viewIds.packs));
  });

  it("is typed against the oldest VS Code that it admits", () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
  });

  it("has no more keywords than the Marketplace takes", () => {
    assert.ok((manifest.keywords ?? []).length <= 30);
  });
});
