/** One or two plain sentences for each way in which code cannot be judged: what happened, and what to look at. */
import { assertNever } from "../base/assertNever.ts";
import type { During, RunFailure, ScenarioFault } from "../core/check/model.ts";
import { coverageText, searchingText } from "./coverage.ts";
import type { Translate } from "./translate.ts";

type Failure<Code extends RunFailure["code"]> = Extract<RunFailure, { code: Code }>;

/** The place is not part of the text: whoever shows it marks the line or adds it. */
export function runFailureText(failure: RunFailure, t: Translate): string {
  switch (failure.code) {
    case "syntax":
      return t("This is not valid TypeScript: {0}. Correct it and check again.", withoutFullStop(failure.message));
    case "forbidden":
      return forbiddenText(failure.what, t);
    case "import-unknown":
      return t('"{0}" cannot be imported here. Exercises import only from "eventually".', failure.module);
    case "threw-while-loading":
      return t(
        "The file threw an error while it was loaded, before any message arrived: {0}: {1}",
        failure.error.name,
        failure.error.message,
      );
    case "goal-invalid":
      return t("This cannot be tried: {0}", failure.message);
    case "hole-left":
      return t("A blank is still empty. Replace ____ and check again.");
    case "too-slow":
      return tooSlowText(failure, t);
    case "too-much-memory":
      return t(
        "{0} used more than {1} MB of memory. Look for something that keeps growing.",
        subject(failure.during, t),
        failure.limitMb,
      );
    case "state-outside-ctx":
      return t(
        "{0} does not do the same each time it is run with the same data: something is kept outside ctx. Keep durable data in ctx.db and volatile data in ctx.mem.",
        subject(failure.during, t),
      );
    case "not-atomic":
      return t(
        "{0} has to run in one step, but waits for another service or for ever. The scenario declares its service as atomic.",
        subject(failure.during, t),
      );
    case "never-settles":
      return t(
        "{0} neither returned nor waits for anything on ctx. Look for an await on a promise that nothing resolves.",
        subject(failure.during, t),
      );
    case "not-plain-data":
      return t(
        "{0} tried to store, send or return {1}. Only plain data can be: null, booleans, numbers, texts, arrays and plain objects.",
        subject(failure.during, t),
        notPlainText(failure.what, t),
      );
    case "unknown-target":
      return unknownTargetText(failure, t);
    case "too-many-steps":
      return t(
        "The run was not over after {0} steps. Look for a message or a retry that causes itself again.",
        failure.limit,
      );
    case "scenario-invalid":
      return scenarioText(failure.reason, t);
    case "check-threw":
      return checkThrewText(failure, t);
    case "not-all":
      return t(
        "{0} There is no verdict. The limits of the search are in the settings.",
        coverageText(failure.coverage, t),
      );
    case "cancelled":
      return failure.soFar === undefined
        ? t("The check was cancelled.")
        : t("The check was cancelled: {0}. There is no verdict.", searchingText(failure.soFar, t));
    case "sandbox-died":
      return t("The process that runs the code ended unexpectedly; the log says more. Check again.");
    default:
      return assertNever(failure);
  }
}

function tooSlowText({ during, limitMs }: Failure<"too-slow">, t: Translate): string {
  const seconds = limitMs / 1000;
  return seconds === 1
    ? t("{0} did not finish within 1 second. Look for a loop that never ends.", subject(during, t))
    : t("{0} did not finish within {1} seconds. Look for a loop that never ends.", subject(during, t), seconds);
}

function unknownTargetText({ during, what, name }: Failure<"unknown-target">, t: Translate): string {
  switch (what) {
    case "service":
      return t("{0} calls the service {1}, which this exercise does not have.", subject(during, t), name);
    case "queue":
      return t("{0} publishes {1}, but no queue of this exercise carries it.", subject(during, t), name);
    case "publisher":
      return t(
        "{0} publishes {1}, but the scenario names another service as its publisher. Publish it there, or correct from under queues.",
        subject(during, t),
        name,
      );
    case "method":
      return t("{0} calls {1}, which that service does not handle.", subject(during, t), name);
    default:
      return assertNever(what);
  }
}

/** The start of a sentence: what was running. */
function subject(during: During, t: Translate): string {
  switch (during.kind) {
    case "loading":
      return t("Loading {0}", during.file);
    case "handler":
      // `PriceChanged#2` and `save()#1` name one message; the learner wrote a handler for all of them.
      return t("The handler of {0} in {1}", during.message.replace(/(\(\))?#.*$/s, ""), during.service);
    case "check":
      return t('The check "{0}"', during.check);
    default:
      return assertNever(during);
  }
}

function checkThrewText({ check, error }: Failure<"check-threw">, t: Translate): string {
  const { name, message, by, returned = false } = error;
  switch (by) {
    case undefined:
      return t('The check "{0}" threw an error instead of giving an answer: {1}: {2}', check, name, message);
    case "monitor":
      return returned
        ? t('The monitor "{0}" gave {1}, which is no plain data.', check, notPlainText(message, t))
        : t('The monitor "{0}" threw an error instead of giving its value: {1}: {2}', check, name, message);
    case "counter":
      return returned
        ? t('The counter "{0}" gave {1}. It has to give a number from -{2} to {2}.', check, message, mostWeight)
        : t('The counter "{0}" threw an error instead of giving a number: {1}: {2}', check, name, message);
    default:
      return assertNever(by);
  }
}

/** As the sandbox limits a counter. */
const mostWeight = Number.MAX_SAFE_INTEGER;

function forbiddenText(what: Failure<"forbidden">["what"], t: Translate): string {
  switch (what) {
    case "import":
      return t('import.meta is not available here. Exercises import only from "eventually", at the top of the file.');
    case "dynamic-import":
      return t('import() is not available here. Exercises import only from "eventually", at the top of the file.');
    case "html-comment":
      return t(
        "<!-- and --> start a comment in some contexts and are not accepted here. Use // for a comment, or put spaces between the signs.",
      );
    case "eval":
    case "direct-eval":
      return t("eval is not available here. Write the code itself.");
    case "namespace":
      return t("Namespaces are not available here. Write what is in it at the top of the file.");
    default:
      return assertNever(what);
  }
}

/** The sandbox's codes for what is no plain data. */
function notPlainText(what: string, t: Translate): string {
  switch (what) {
    case "function":
      return t("a function");
    case "symbol":
      return t("a symbol");
    case "bigint":
      return t("a bigint");
    case "not-a-number":
      return t("NaN, which is no number");
    case "infinity":
      return t("an infinite number");
    case "promise":
      return t("a promise (is an await missing?)");
    case "cycle":
      return t("an object that contains itself");
    case "accessor":
      return t("an object with a getter or setter");
    case "reserved-key":
      return t("an object with the key __proto__");
    case "too-deep":
      return t("an object nested too deeply");
    case "too-large":
      return t("more data at once than an exercise needs");
    default:
      return t("an instance of {0}", what.replace(/^class /, ""));
  }
}

function scenarioText(reason: ScenarioFault, t: Translate): string {
  switch (reason.kind) {
    case "no-default-export":
      return t("scenario.ts has no default export. Write export default scenario({ … }).");
    case "no-services":
      return t("The scenario names no services. List every service under services.");
    case "no-checks":
      return t("The scenario has no checks, so nothing could be wrong. Add at least one atDrain or always.");
    case "bad-value":
      return reason.path === ""
        ? t("The scenario is not as expected: it must be {0}.", reason.expected)
        : t("{0} in the scenario must be {1}.", reason.path, reason.expected);
    case "unknown-property":
      return t("{0} in the scenario is not known. Known there are {1}.", reason.path, reason.known.join(", "));
    case "unknown-service":
      return t("There is no service {0} in the scenario. Add it under services, or correct the name.", reason.name);
    case "unknown-client":
      return t("There is no client {0} in the scenario. Add it under clients, or correct the name.", reason.name);
    case "unhandled":
      return t(
        'Nothing handles {0} in {1}. The exercise must contain service("{1}").on("{0}", …).',
        reason.message,
        reason.service,
      );
    case "duplicate-check":
      return t('The name "{0}" is given twice. Give each a name of its own.', reason.name);
    case "name-taken":
      return t('A check cannot be named "{0}", because every scenario has a check of that name.', reason.name);
    case "broken-at-start":
      return reason.detail === undefined || reason.detail === ""
        ? t('The check "{0}" does not hold before anything has happened, so no code could pass it.', reason.check)
        : t(
            'The check "{0}" does not hold before anything has happened, so no code could pass it: {1}',
            reason.check,
            reason.detail,
          );
    default:
      return assertNever(reason);
  }
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, "");
}
