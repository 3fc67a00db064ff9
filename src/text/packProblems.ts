/** One plain sentence or two for each problem of a pack: what is wrong, and what to do. */
import { assertNever } from "../base/assertNever.ts";
import type { JsonExpectation, PackProblemDetail } from "../core/pack/model.ts";
import { closest } from "./didYouMean.ts";
import { exerciseProblemText } from "./exerciseProblems.ts";
import type { Translate } from "./translate.ts";

export function packProblemText(detail: PackProblemDetail, t: Translate): string {
  switch (detail.code) {
    case "pack-not-found":
      return t("This folder has no readable `pack.json`. Add one, or remove the folder from the packs.");
    case "json-syntax":
      return syntaxText(detail.what, t);
    case "json-duplicate-key":
      return t("`{0}` stands here twice. Keep one of them.", detail.key);
    case "json-unknown-key":
      return withSuggestion(t("`{0}` is not a key that is known here.", detail.key), detail.key, detail.known, t);
    case "json-missing-key":
      return t("The key `{0}` is missing. Add it to this object.", detail.key);
    case "json-invalid-value":
      return detail.path === ""
        ? t("The file must be {0}.", expectationText(detail.expected, t))
        : t("`{0}` must be {1}.", detail.path, expectationText(detail.expected, t));
    case "format-too-new":
      return t(
        "This pack is written in format {0}; this version of Eventually reads formats up to {1}. Update Eventually.",
        detail.found,
        detail.supported,
      );
    case "duplicate-id":
      return detail.of === "module"
        ? t("Another module has the id `{0}` already. Give this one an id of its own.", detail.id)
        : t("Another item has the id `{0}` already. Rename this one, or give it an `id` of its own.", detail.id);
    case "duplicate-pack":
      return t(
        "The pack `{0}` is used from {1}; the one in {2} is left out. Give it an id of its own to use both.",
        detail.id,
        detail.used,
        detail.folder,
      );
    case "path-outside-pack":
      return t(
        "`{0}` leads out of the pack's folder. Use a path inside it, with `/` between its parts and without `..`; no link may lead out either.",
        detail.path,
      );
    case "file-missing":
      return t("`{0}` is missing or cannot be read. Add the file, or correct the path.", detail.path);
    case "file-unlisted":
      return t("`{0}` is not listed. Add it to a module's `items`, or move it out of the pack.", detail.path);
    case "file-too-large":
      return t(
        "`{0}` is larger than {1} kB, the most that is read. Shorten it.",
        detail.path,
        Math.floor(detail.limit / 1024),
      );
    case "nesting-too-deep":
      return t("This is nested more than {0} levels deep. Use fewer levels.", detail.limit);
    case "heading-missing":
      return detail.heading === "#"
        ? t("The file must begin with its title: a line that starts with `# `.")
        : t("The heading `{0}` is missing. Add it with its content.", detail.heading);
    case "heading-unknown":
      return unknownHeadingText(detail.heading, detail.known, t);
    case "heading-repeated":
      return detail.heading === "#"
        ? t("The file has a title already. Make this a heading of a lower level, or remove it.")
        : t("`{0}` was there before. Join the two, or remove one.", detail.heading);
    case "section-empty":
      return detail.heading === "#"
        ? t("The title is empty. Write it after the `#`.")
        : t("There is nothing under or after `{0}`. Write the content, or remove this.", detail.heading);
    case "blank-unknown":
      return withSuggestion(
        t("`exercise.ts` has no blank `{0}`. Correct the name, or mark the blank there.", detail.blank),
        detail.blank,
        detail.known,
        t,
      );
    case "blank-undescribed":
      return t("The blank `{0}` is not described. Add `## Blank: {0}` to `exercise.md`.", detail.blank);
    case "variant-without-code":
      return t("`{0}` shows no code. Put the fragment into a fenced `ts` block under this heading.", detail.name);
    case "variant-without-why":
      return t("`{0}` does not say why. Write the reason under its code.", detail.name);
    case "variant-repeats":
      return detail.other === undefined
        ? t("`{0}` is the same code as this blank's answer in `exercise.ts`. Change it, or remove it.", detail.name)
        : t("`{0}` is the same code as `{1}`. Keep one of them.", detail.name, detail.other);
    case "list-expected":
      return detail.heading === "## Solution" || detail.heading === "## Steps"
        ? t("Under `{0}` only one numbered list may stand: lines that start with `1. `.", detail.heading)
        : t("Under `{0}` only one list may stand: lines that start with `- `.", detail.heading);
    case "quiz-options-missing":
      return t(
        "The question has no options. Write them as a list of `- [x] right` and `- [ ] wrong` under the question.",
      );
    case "quiz-too-few-options":
      return t("A question needs at least 2 options; this one has {0}. Add one.", detail.found);
    case "quiz-no-right-option":
      return t("No option is marked as right. Put an `x` into the box of at least one: `- [x]`.");
    case "quiz-no-wrong-option":
      return t("Every option is marked as right. Leave the box of at least one empty: `- [ ]`.");
    case "quiz-option-without-box":
      return t(
        "The option `{0}` has no box. Start it with `- [x] ` if it is right and with `- [ ] ` if it is wrong.",
        detail.option,
      );
    case "quiz-option-without-why":
      return t(
        "The option `{0}` does not say why it is right or wrong. Leave a line empty below it and write the reason, indented by two spaces.",
        detail.option,
      );
    default:
      return exerciseProblemText(detail, t);
  }
}

function syntaxText(what: string, t: Translate): string {
  switch (what) {
    case "CommaExpected":
      return t("A comma is missing before this.");
    case "ColonExpected":
      return t("A colon is missing after the key.");
    case "PropertyNameExpected":
      return t("A key in double quotes belongs here.");
    case "ValueExpected":
      return t("A value is missing here.");
    case "CloseBraceExpected":
      return t("A closing brace `}` is missing.");
    case "CloseBracketExpected":
      return t("A closing bracket `]` is missing.");
    case "EndOfFileExpected":
      return t("The file should end before this. Remove what follows the last brace.");
    case "UnexpectedEndOfString":
      return t("A text is not closed. Add the double quote at its end; a text stays on one line.");
    case "UnexpectedEndOfComment":
      return t("A comment is not closed. Add `*/` at its end.");
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return t("This is not a number as JSON writes it.");
    case "InvalidUnicode":
    case "InvalidEscapeCharacter":
      return t("This escape is not known. A backslash itself is written `\\\\`.");
    case "InvalidCharacter":
      return t("This character may not stand in a text. Write a tab as `\\t` and a line end as `\\n`.");
    default:
      return t("This is not JSON: a key or text needs double quotes, and nothing else may stand here.");
  }
}

function expectationText(expected: JsonExpectation, t: Translate): string {
  switch (expected) {
    case "object":
      return t("an object in braces `{ }`");
    case "text":
      return t("a text in double quotes that is not empty");
    case "list":
      return t("a list in brackets `[ ]`");
    case "non-empty-list":
      return t("a list in brackets `[ ]` with at least one entry");
    case "kebab-id":
      return t("lower-case words and digits joined by hyphens, such as `first-steps`");
    case "version":
      return t("a version such as `1.0.0`");
    case "format-number":
      return t("the number 1");
    case "level":
      return t("`easy`, `medium` or `hard`");
    case "attempts":
      return t("a whole number from 1 to 99");
    case "item-path":
      return t(
        "an exercise's folder or a file that ends in `.quiz.md`, such as `first-steps` or `first-steps.quiz.md`",
      );
    case "item-path-with-id":
      return t(
        "named in lower-case words and digits joined by hyphens, such as `first-steps`; rename it, or give the item an `id`",
      );
    case "item-path-not-reserved":
      return t("a path without the names that Windows keeps for devices, such as `con`, `aux` or `nul`");
    default:
      return assertNever(expected);
  }
}

function unknownHeadingText(heading: string, known: readonly string[], t: Translate): string {
  if (heading === "Breaks:") return t("Only a wrong fragment can have a `Breaks:` line. Remove it.");
  const colon = heading.indexOf(":");
  const kind = colon < 0 ? heading : heading.slice(0, colon + 1);
  const meant = closest(kind, known) ?? closest(`${kind}:`, known);
  if (meant === kind && meant.endsWith(":")) return t("`{0}` needs a name after the colon.", heading);
  return withSuggestion(t("The heading `{0}` is not known here.", heading), meant ?? "", known, t);
}

/** Adds the closest known word, or all of them where none is close. */
function withSuggestion(sentence: string, word: string, known: readonly string[], t: Translate): string {
  const meant = closest(word, known);
  if (meant !== undefined) return `${sentence} ${t("Did you mean `{0}`?", meant)}`;
  if (known.length === 0) return sentence;
  return `${sentence} ${t("Known here: {0}.", known.map((name) => `\`${name}\``).join(", "))}`;
}
