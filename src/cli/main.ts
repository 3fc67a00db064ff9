/** The command line's entry: arguments in, exit code out. Bundled into one file, with the sandbox's bundle beside it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, Option } from "commander";
import { checkCommand, type CheckOptions, type ExitCode } from "./checkCommand.ts";

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
  return program;
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
