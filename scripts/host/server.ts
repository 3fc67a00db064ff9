// Starts the local VS Code server: the same workbench and extension host as the desktop's, shown in a browser.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hostFolder } from "../setup/host.mjs";

export interface ServerOptions {
  /** Settings, extension state and logs of this server; made if absent. */
  readonly dataFolder: string;
  readonly extensionsFolder?: string;
  /** User settings, written before the start. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** With "ask", folders open in Restricted Mode until trusted, as on a desktop. */
  readonly workspaceTrust: "off" | "ask";
  /** Demanded of every request; without one any program on this machine may connect. */
  readonly token?: string;
  /** A free one by default. */
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Server {
  readonly port: number;
  /** Settles when the process is gone. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** What a window of the workbench is opened with. */
export interface WindowOptions {
  readonly folder?: string;
  /** An extension loaded from its working tree. */
  readonly developmentPath?: string;
  /** A CommonJS file whose exported `run` the extension host calls. */
  readonly testsPath?: string;
  readonly token?: string;
}

/** Starts a server on 127.0.0.1 and resolves once it listens. Rejects with its last output where it does not. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const userFolder = join(options.dataFolder, "data", "User");
  mkdirSync(userFolder, { recursive: true });
  if (options.settings !== undefined) {
    writeFileSync(join(userFolder, "settings.json"), JSON.stringify(options.settings, undefined, 2));
  }
  const child = spawn(
    process.execPath,
    [
      "out/server-main.js",
      "--host=127.0.0.1",
      `--port=${options.port ?? 0}`,
      options.token === undefined ? "--without-connection-token" : `--connection-token=${options.token}`,
      "--accept-server-license-terms",
      "--telemetry-level=off",
      "--enable-smoke-test-driver",
      ...(options.workspaceTrust === "off" ? ["--disable-workspace-trust"] : []),
      `--server-data-dir=${resolve(options.dataFolder)}`,
      ...(options.extensionsFolder === undefined ? [] : [`--extensions-dir=${resolve(options.extensionsFolder)}`]),
    ],
    { cwd: hostFolder, env: options.environment ?? process.env, stdio: ["ignore", "pipe", "pipe"] },
  );
  const log = createWriteStream(join(options.dataFolder, "server.log"), { flags: "a" });
  let output = "";
  const ended = new Promise<void>((done) => {
    child.once("close", () => log.end(done));
    child.once("error", () => done());
  });
  const stop = async (): Promise<void> => {
    child.kill();
    const kill = setTimeout(() => child.kill("SIGKILL"), 3000);
    await ended;
    clearTimeout(kill);
  };
  // A parent that dies without cleaning up must not leave the server behind.
  const killChild = (): void => void child.kill();
  process.once("exit", killChild);
  void ended.then(() => process.off("exit", killChild));
  const port = await new Promise<number>((listening, failed) => {
    const read = (data: Buffer): void => {
      log.write(data);
      if (output.length > 20_000) return;
      output += data.toString();
      const found = /Web UI available at \S+?:(\d+)/.exec(output);
      if (found !== null) listening(Number(found[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", failed);
    child.once("exit", (code) =>
      failed(new Error(`The VS Code server ended (${code}) before it listened.\n${output}`)),
    );
  });
  return { port, ended, stop };
}

/** The address of a window on a server, as a browser opens it. */
export function windowAddress(port: number, options: WindowOptions): string {
  const remote = (path: string): string =>
    `vscode-remote://127.0.0.1:${port}${resolve(path)
      .replaceAll("\\", "/")
      .replace(/^(?!\/)/, "/")}`;
  const payload: [string, string][] = [["skipWelcome", "true"]];
  if (options.developmentPath !== undefined)
    payload.push(["extensionDevelopmentPath", remote(options.developmentPath)]);
  if (options.testsPath !== undefined) payload.push(["extensionTestsPath", remote(options.testsPath)]);
  const query = new URLSearchParams();
  if (options.token !== undefined) query.set("tkn", options.token);
  if (options.folder === undefined) query.set("ew", "true");
  else query.set("folder", resolve(options.folder).replaceAll("\\", "/"));
  query.set("payload", JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}
