/** One child process: started with as little power as the platform allows, spoken to in lines, killed at once. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { decode, encode, type ChildMessage, type HostMessage } from "./wire.ts";
import { readChildMessage } from "./messageSchema.ts";

/** How a child ended or was given up. */
export type ChildEnd =
  | {
      readonly kind: "exited";
      readonly reason: string;
      readonly outOfMemory: boolean;
      /** Node did not begin, because it does not know an option that it was given. */
      readonly refusedOption: boolean;
    }
  | { readonly kind: "not-started"; readonly reason: string }
  | { readonly kind: "bad-message"; readonly reason: string };

export interface ChildListener {
  onMessage(message: ChildMessage): void;
  /** Once. The process is gone or being killed. */
  onEnd(end: ChildEnd): void;
}

export interface ChildOptions {
  readonly childPath: string;
  readonly heapMb: number;
  /** Ask Node to deny files, processes and workers; older versions and some hosts do not know how. */
  readonly permission: boolean;
  /** Processor time after which the system ends the child, in seconds; {@link leastCpuSeconds} unless said otherwise. */
  readonly cpuSeconds?: number;
}

const maxLine = 16_000_000;
const maxErrors = 20_000;
/** The exit code with which Node refuses an option. */
const badUsage = 9;

export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #listener: ChildListener;
  #line: string[] = [];
  #lineLength = 0;
  #errors = "";
  #over = false;

  constructor(options: ChildOptions, listener: ChildListener) {
    this.#listener = listener;
    const { command, args } = limited(process.execPath, argumentsFor(options), options.cpuSeconds ?? leastCpuSeconds);
    this.#process = spawn(command, args, {
      env: environment(),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#process;
    stdout?.setEncoding("utf8").on("data", (chunk: string) => this.#read(chunk));
    stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#errors = (this.#errors + chunk).slice(-maxErrors);
    });
    // A child that died cannot be written to; its end is reported by its exit.
    stdin?.on("error", () => undefined);
    this.#process.on("error", (error) => this.#end({ kind: "not-started", reason: error.message }));
    // `close` comes after everything the child wrote has been read, `exit` before.
    this.#process.on("close", (code, signal) => this.#end(this.#exited(code, signal)));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  send(message: HostMessage): void {
    this.#process.stdin?.write(`${encode(message)}\n`);
  }

  /** At once, whatever it is doing. The listener hears nothing more. */
  kill(): void {
    this.#over = true;
    this.#process.kill("SIGKILL");
  }

  #read(chunk: string): void {
    const [first = "", ...rest] = chunk.split("\n");
    this.#line.push(first);
    this.#lineLength += first.length;
    for (const next of rest) {
      const line = this.#line.join("");
      this.#line = [next];
      this.#lineLength = next.length;
      if (this.#over) return;
      this.#receive(line);
    }
    if (this.#lineLength > maxLine) this.#refuse("a message of more than 16 MB");
  }

  #receive(line: string): void {
    let message: ChildMessage | undefined;
    try {
      message = readChildMessage(decode(line));
    } catch {
      // No JSON at all, or nested deeper than can be read: refused below like any other message that does not fit.
    }
    if (message === undefined) this.#refuse(`an unreadable message: ${line.slice(0, 200)}`);
    else this.#listener.onMessage(message);
  }

  #refuse(reason: string): void {
    this.#end({ kind: "bad-message", reason });
    this.kill();
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): ChildEnd {
    const outOfMemory =
      /heap out of memory|Reached heap limit|invalid table size|invalid array length Allocation failed|allocation failed/i.test(
        this.#errors,
      );
    const refusedOption = code === badUsage && /bad option/.test(this.#errors);
    const how = signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`;
    return { kind: "exited", reason: `${how}${firstLine(this.#errors)}`, outOfMemory, refusedOption };
  }

  #end(end: ChildEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#listener.onEnd(end);
  }
}

/** Whether this Node or Electron knows the permission flag at all. */
export function knowsPermission(): boolean {
  return process.allowedNodeEnvironmentFlags.has("--permission");
}

/**
 * Megabytes of each half of the young generation. By default it grows until, with a small limit on the old one, V8
 * collects all of the heap without a break: ten times as slow.
 */
const youngMb = 8;

/**
 * Megabytes below which all of the heap is not collected, where the limit is at least twice that. What is learnt for a
 * search is kept to its end: V8 would look through it all at every few megabytes and find nothing. A quarter less
 * processor time for a small search.
 */
const firstHeapMb = 64;

/**
 * A check is short: V8's middle compiler costs it more than it brings, and several threads that collect a heap this small
 * cost more than one.
 */
const compilation = ["--no-maglev", "--single-threaded-gc"];

function argumentsFor({ childPath, heapMb, permission }: ChildOptions): readonly string[] {
  // A setting may be any number; V8 takes whole ones.
  return [
    `--max-old-space-size=${Math.floor(heapMb)}`,
    `--max-semi-space-size=${youngMb}`,
    `--initial-heap-size=${Math.floor(Math.min(heapMb / 2, firstHeapMb))}`,
    ...compilation,
    "--no-warnings",
    ...(permission ? ["--permission", `--allow-fs-read=${childPath}`] : []),
    childPath,
  ];
}

/**
 * Processor time after which the system ends a child whatever it does: one that loops outlives a host that was killed,
 * and nobody else would stop it. Whoever asks for more work than fits into this says so when the child is started.
 */
export const leastCpuSeconds = 300;
const shell = "/bin/sh";

/** The command under a limit of processor time where there is a POSIX shell to set one; the process stays the same. */
function limited(
  command: string,
  args: readonly string[],
  cpuSeconds: number,
): { readonly command: string; readonly args: string[] } {
  if (process.platform === "win32" || !existsSync(shell)) return { command, args: [...args] };
  return { command: shell, args: ["-c", `ulimit -t ${cpuSeconds}; exec "$0" "$@"`, command, ...args] };
}

/** Nothing of the host's environment but what Windows needs to start a process. */
function environment(): NodeJS.ProcessEnv {
  const root = process.env.SystemRoot;
  return { ELECTRON_RUN_AS_NODE: "1", ...(process.platform === "win32" && root ? { SystemRoot: root } : {}) };
}

function firstLine(errors: string): string {
  const line = errors.split("\n").find((one) => one.trim() !== "");
  return line === undefined ? "" : `: ${line.trim().slice(0, 200)}`;
}
