// Starts the local VS Code server: the same workbench and extension host as the desktop's, shown in a browser.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hostFolder } from "../setup/host.mjs";

export interface ServerOptions {
  /** Settings, extension state and logs of this server; made if absent. */
  readonly dataFolder: string;
  readonly extensionsFolder?: string;
  /** User settings, written before the start. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** User settings, written only where there are none yet: from then on they are the person's. */
  readonly firstSettings?: Readonly<Record<string, unknown>>;
  /**
   * For windows that a program drives: they show no notifications, offer their services to the page, and load an
   * extension from its working tree.
   */
  readonly driven?: boolean;
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
  /** An extension loaded from its working tree; only a driven server heeds it. */
  readonly developmentPath?: string;
  /** A CommonJS file whose exported `run` the extension host calls. */
  readonly testsPath?: string;
  readonly token?: string;
}

/** Installs a packed extension into the profile, or puts it in the place of the one that is there. */
export function installExtension(dataFolder: string, vsix: string): void {
  const args = ["out/server-main.js", `--server-data-dir=${resolve(dataFolder)}`, "--accept-server-license-terms"];
  // Its output is shown only where it failed: the server complains about native parts that nothing here needs.
  execFileSync(process.execPath, [...args, "--install-extension", resolve(vsix), "--force"], {
    cwd: hostFolder,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts a server on 127.0.0.1 and resolves once it listens. Rejects with its last output where it does not. */
export async function startServer(options: ServerOptions): Promise<Server> {
  writeSettings(options);
  const child = spawn(process.execPath, ["out/server-main.js", ...serverArguments(options)], {
    cwd: hostFolder,
    env: options.environment ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
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

export function serverArguments(options: ServerOptions): string[] {
  return [
    "--host=127.0.0.1",
    `--port=${options.port ?? 0}`,
    options.token === undefined ? "--without-connection-token" : `--connection-token=${options.token}`,
    "--accept-server-license-terms",
    "--telemetry-level=off",
    ...(options.driven === true ? ["--enable-smoke-test-driver"] : []),
    ...(options.workspaceTrust === "off" ? ["--disable-workspace-trust"] : []),
    `--server-data-dir=${resolve(options.dataFolder)}`,
    ...(options.extensionsFolder === undefined ? [] : [`--extensions-dir=${resolve(options.extensionsFolder)}`]),
  ];
}

export function writeSettings({ dataFolder, settings, firstSettings }: ServerOptions): void {
  const folder = join(dataFolder, "data", "User");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "settings.json");
  const wanted = settings ?? (existsSync(file) ? undefined : firstSettings);
  if (wanted !== undefined) writeFileSync(file, JSON.stringify(wanted, undefined, 2));
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
