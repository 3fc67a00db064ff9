// A mocha reporter: the usual report for people, and a record for the program that counts.
import Mocha from "mocha";
import { recordVariable, writeLine } from "./record.ts";

const { EVENT_RUN_BEGIN, EVENT_RUN_END, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_TEST_RETRY } =
  Mocha.Runner.constants;

export default class RecordingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    // What a test failed with at first would not be known otherwise, and often tells more than what came after it.
    runner.on(EVENT_TEST_RETRY, (test, error: Error) => {
      console.log(`    tried again: ${test.title}\n${(error.stack ?? String(error)).replace(/^/gm, "      ")}`);
    });
    const file = process.env[recordVariable];
    if (file === undefined) return;
    const record = (outcome: "passed" | "failed" | "skipped", test: Mocha.Test, error?: Error): void =>
      writeLine(file, {
        event: "test",
        outcome,
        title: test.fullTitle(),
        file: test.file ?? "",
        milliseconds: test.duration ?? 0,
        ...(error === undefined ? {} : { error: error.stack ?? String(error) }),
      });
    runner.once(EVENT_RUN_BEGIN, () => writeLine(file, { event: "start", declared: runner.total }));
    runner.on(EVENT_TEST_PASS, (test) => record("passed", test));
    runner.on(EVENT_TEST_FAIL, (test, error: Error) => record("failed", test, error));
    runner.on(EVENT_TEST_PENDING, (test) => record("skipped", test));
    runner.once(EVENT_RUN_END, () => writeLine(file, { event: "end" }));
  }
}
