/** A runner with the sandbox as it is bundled, for the tests of one `describe`. */
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { buildSandbox, temporaryFolder } from "../cli/builtCli.ts";

type OwnRunner = ReturnType<typeof createProcessRunner>;

/** Starts it before the tests of this `describe` and ends it after them. The function returned gives it. */
export function useRunner(): () => OwnRunner {
  let runner: OwnRunner | undefined;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>> | undefined;

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
  });

  after(async () => {
    runner?.dispose();
    await temporary?.dispose();
  });

  return () => {
    if (runner === undefined) throw new Error("No test is running");
    return runner;
  };
}
