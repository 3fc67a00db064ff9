/** `eventually check`: reads and runs packs, prints the result, and says by its exit code how it went. */
import { access, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { createProcessRunner } from "../sandbox/processRunner.ts";
import { jsonOutput } from "./jsonOutput.ts";
import { checkFolder, type PackReport } from "./packReport.ts";
import { isFolder } from "./packFolder.ts";
import { printable } from "./printable.ts";
import { paintFor, textOutput } from "./textOutput.ts";

export interface CheckOptions {
  readonly format: "text" | "json";
  readonly color: boolean;
  /** The sandbox's bundle. */
  readonly childPath: string;
}

/** 0: no errors. 1: errors in a pack, or a verdict that is not the one it states. 2: the check could not be made. */
export type ExitCode = 0 | 1 | 2;

/** `packs` are folders, or the `pack.json` in them. Never rejects for what is in a pack. */
export async function checkCommand(packs: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const folders: string[] = [];
  for (const pack of packs) {
    const folder = await folderOf(pack);
    if (folder === undefined) return refuse(`There is no folder ${pack}. Give the folder that holds the pack.json.`);
    folders.push(folder);
  }
  if (!(await exists(options.childPath))) {
    return refuse(`The sandbox is missing: ${options.childPath}. Build or install Eventually again.`);
  }
  const reports: PackReport[] = [];
  const runner = createProcessRunner({ childPath: options.childPath });
  let interrupted = false;
  // The child leaves Ctrl+C to this process, and must not go on without it.
  const interrupt = (): void => {
    interrupted = true;
    runner.dispose();
  };
  process.once("SIGINT", interrupt);
  try {
    for (const folder of folders) if (!interrupted) reports.push(await checkFolder(folder, runner));
  } finally {
    process.removeListener("SIGINT", interrupt);
    runner.dispose();
  }
  if (interrupted) return refuse("The check was interrupted. Nothing is said of any pack.");
  const text =
    options.format === "json" ? jsonOutput(reports) : textOutput(reports, paintFor(process.stdout, options.color));
  process.stdout.write(text);
  const died = reports.find((report) => report.sandboxDied !== undefined)?.sandboxDied;
  if (died !== undefined) return refuse(`The sandbox could not do its work: ${died}`);
  return reports.some(hasErrors) ? 1 : 0;
}

function refuse(message: string): ExitCode {
  process.stderr.write(`eventually: ${printable(message)}\n`);
  return 2;
}

function hasErrors({ problems, items }: PackReport): boolean {
  return [...problems, ...items.flatMap((item) => item.problems)].some(({ severity }) => severity === "error");
}

async function folderOf(pack: string): Promise<string | undefined> {
  if (await isFolder(pack)) return pack;
  if (basename(pack) === "pack.json" && (await isFile(pack))) return dirname(resolve(pack));
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
