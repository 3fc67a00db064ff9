/** The command line's entry: arguments in, exit code out. Bundled into one file, with the sandbox's bundle beside it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { checkCommand, type CheckOptions, type ExitCode } from "./checkCommand.ts";
import { exploreCommand, type ExploreOptions } from "./exploreCommand.ts";

// The bundle lies in the package's `dist`.
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const childPath = fileURLToPath(new URL("./sandbox.cjs", import.meta.url));

function createProgram(done: (code: ExitCode) => void): Command {
  const program = new Command("eventually")
    .description("Checks packs of exercises on eventual consistency.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("Run with --help to see what can be given.");
  program
    .command("check")
    .description(
      "Check packs: their files, and whether every solution, starter and listed fragment does what the pack says.",
    )
    .argument("<pack...>", "folders that hold a pack.json")
    .addOption(new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"))
    .option("--no-color", "print without colours")
    .addHelpText(
      "after",
      "\nExit code: 0 no errors, 1 errors, 2 the check could not be made. Warnings do not count as errors.",
    )
    .action(async (packs: string[], options: Pick<CheckOptions, "format" | "color">) => {
      done(await checkCommand(packs, { ...options, childPath }));
    });
  program
    .command("explore")
    .description("Try all schedules of one exercise: on its solution, on other answers to its blanks, or on a file.")
    .argument("<folder>", "the folder of an exercise, with its scenario.ts")
    .option("--blank <id=code>", "what to put into a blank; may be repeated", collect, [])
    .addOption(new Option("--file <path>", "a file to judge instead of the exercise's solution").conflicts("blank"))
    .option("--unreduced", "visit every state, also those that make no difference", false)
    .addOption(new Option("--budget <seconds>", "when to give up").argParser(seconds))
    .addOption(new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExit code: 0 every check holds, 1 a check is broken, 2 there is no verdict.")
    .action(async (folder: string, options: Omit<ExploreOptions, "childPath">) => {
      done(await exploreCommand(folder, { ...options, childPath }));
    });
  return program;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function seconds(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("Give a number of seconds above 0.");
  return number;
}

// Whoever reads the output may stop early (`| head`); that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await createProgram((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`eventually: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  // Help and version end with 0; everything else that Commander refuses is bad usage.
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
}
