// The extension comes up in a real extension host and keeps what its manifest promises.
import assert from "node:assert/strict";
import * as vscode from "vscode";

const id = "eventually-practice.eventually";

describe("activation", () => {
  it("activates without an error", async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed in this host`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command that the manifest contributes", async () => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.notEqual(contributed.length, 0);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});
