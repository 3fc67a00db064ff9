// The manifest and the code name the same things.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commandIds, contextKeys, viewIds } from "../../src/extension/platform/commandIds.ts";

interface Manifest {
  readonly icon: string;
  readonly keywords?: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly walkthroughs: readonly { readonly steps: readonly { readonly completionEvents: readonly string[] }[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly viewsWelcome: readonly { readonly when?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly when?: string }[]>>;
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

  it("puts buttons and context menus only on editors of exercises", () => {
    const { menus } = manifest.contributes;
    const items = [...(menus["editor/title"] ?? []), ...(menus["editor/context"] ?? [])];
    assert.notEqual(items.length, 0);
    for (const { command, when } of items)
      assert.match(when ?? "", new RegExp(`^resourcePath in ${contextKeys.exercisePaths}\\b`), command);
  });

  it("goes only by context keys that are kept", () => {
    const { menus, commands, viewsWelcome, walkthroughs } = manifest.contributes;
    const clauses = [...Object.values(menus).flat(), ...viewsWelcome].map(({ when }) =>
      (when ?? "").replace(/view == \S+|viewItem =~ \S+/g, ""),
    );
    const events = walkthroughs
      .flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
      .filter((event) => event.startsWith("onContext:"));
    const text = [...clauses, ...commands.map(({ enablement }) => enablement), ...events].join(" ");
    const used = new Set([...text.matchAll(/\beventually\.\w+/g)].map(([key]) => key));
    const kept = new Set<string>(Object.values(contextKeys));
    assert.deepEqual(
      [...used].filter((key) => !kept.has(key)),
      [],
    );
    for (const key of kept) assert.ok(text.includes(key), `${key} is kept for nothing`);
  });

  it("lets no untrusted workspace say how long code runs, or where files go", () => {
    const { configuration } = manifest.contributes;
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const powerful = Object.entries(configuration.properties).filter(([, { scope }]) => scope?.startsWith("machine"));
    assert.ok(powerful.length >= 5);
    assert.deepEqual(
      powerful.map(([name]) => name).filter((name) => !restricted.includes(name)),
      [],
    );
  });

  it("has an icon of the Marketplace's size, and files for what it names", () => {
    const icon = readFileSync(new URL(`../../${manifest.icon}`, import.meta.url));
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128);
    for (const { url } of manifest.contributes.jsonValidation)
      assert.doesNotThrow(() => JSON.parse(readFileSync(new URL(`../../${url}`, import.meta.url), "utf8")) as unknown);
  });

  it("has no more keywords than the Marketplace takes", () => {
    assert.ok((manifest.keywords ?? []).length <= 30);
  });
});
