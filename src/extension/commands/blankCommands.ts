/** Commands about one blank of an exercise. */
import * as vscode from "vscode";
import type { LocatedBlank } from "../../core/exercise/model.ts";
import type { ExerciseItem } from "../../core/pack/model.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { markdownText } from "../../core/pack/markdownText.ts";
import { commandIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { orSayRefused } from "../platform/refusedEdit.ts";
import { UserError } from "../platform/userError.ts";
import type { Handlers } from "./register.ts";

export function blankCommands(practice: Practice, target: (given: unknown) => Promise<ItemKey | undefined>): Handlers {
  return {
    [commandIds.fillBlank]: async (given, blank) => {
      const key = await target(given);
      if (key !== undefined) await fill(practice, key, blank);
    },
    [commandIds.useOption]: async (given, blank, code) => {
      const key = await target(given);
      if (key === undefined || typeof blank !== "string" || typeof code !== "string") return;
      await orSayRefused(practice.fill(key, blank, code));
    },
    [commandIds.resetBlank]: async (given, blank) => {
      const key = await target(given);
      const id = key && (await blankOf(practice, key, blank, (one) => one.state === "found" && one.filled));
      if (key !== undefined && id !== undefined) await orSayRefused(practice.reset(key, id));
    },
    [commandIds.restoreBlank]: async (given, blank) => {
      const key = await target(given);
      const id = key && (await blankOf(practice, key, blank, (one) => one.state === "missing"));
      if (key !== undefined && id !== undefined) await orSayRefused(practice.restoreBlank(key, id));
    },
    [commandIds.restoreOutside]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await orSayRefused(practice.restoreOutside(key));
    },
  };
}

interface OptionPick extends vscode.QuickPickItem {
  readonly code?: string;
}

/** Blank, then option, both as quick picks; code of one's own can be typed in the second. */
async function fill(practice: Practice, key: ItemKey, given: unknown): Promise<void> {
  const id = await blankOf(practice, key, given, () => true);
  const item = practice.exercise(key)?.found.item;
  if (id === undefined || item === undefined) return;
  const prose = item.blanks.find((blank) => blank.id === id);
  const own: OptionPick = { label: vscode.l10n.t("$(edit) Type code of my own…"), alwaysShow: true };
  const options = item.options
    .filter((option) => option.blanks.includes(id))
    .map((option): OptionPick => ({ label: option.code, description: option.letter, code: option.code }));
  const chosen = await vscode.window.showQuickPick([...options, own], {
    title: titleOf(item, id),
    placeHolder: prose?.question === undefined ? vscode.l10n.t("Choose an option") : markdownText(prose.question),
  });
  if (chosen === undefined) return;
  const code = chosen === own ? await vscode.window.showInputBox({ title: titleOf(item, id) }) : chosen.code;
  if (code === undefined || code.trim() === "") return;
  await orSayRefused(practice.fill(key, id, code));
}

function titleOf(item: ExerciseItem, blank: string): string {
  const number = item.source.blanks.find(({ id }) => id === blank)?.number ?? 0;
  return vscode.l10n.t("{0}: blank {1}", item.title, number);
}

interface BlankPick extends vscode.QuickPickItem {
  readonly id: string;
}

/** The given blank, else the one at the cursor, else the only one that fits, else the learner's choice. */
async function blankOf(
  practice: Practice,
  key: ItemKey,
  given: unknown,
  fits: (blank: LocatedBlank) => boolean,
): Promise<string | undefined> {
  if (typeof given === "string") return given;
  if (practice.exercise(key)?.located === undefined) await practice.open(key);
  const state = practice.exercise(key);
  const blanks = (state?.located?.blanks ?? []).filter(fits);
  const atCursor = blanks.find((blank) => holdsCursor(blank, state?.uri));
  if (atCursor !== undefined) return atCursor.id;
  if (blanks.length === 0) throw new UserError(vscode.l10n.t("No blank of this exercise needs that now."));
  if (blanks.length === 1) return blanks[0]?.id;
  const picks = blanks.map((blank): BlankPick => {
    const label = vscode.l10n.t("Blank {0}", blank.number);
    const description = blank.state === "missing" ? vscode.l10n.t("missing") : blank.text.replace(/\s+/g, " ");
    const question = state?.found.item.blanks.find(({ id }) => id === blank.id)?.question;
    return { id: blank.id, label, description, ...(question === undefined ? {} : { detail: markdownText(question) }) };
  });
  const chosen = await vscode.window.showQuickPick(picks, {
    title: state?.found.item.title ?? "",
    placeHolder: vscode.l10n.t("Choose a blank"),
  });
  return chosen?.id;
}

function holdsCursor(blank: LocatedBlank, uri: vscode.Uri | undefined): boolean {
  const editor = vscode.window.activeTextEditor;
  if (blank.state !== "found" || editor === undefined || editor.document.uri.toString() !== uri?.toString())
    return false;
  const cursor = editor.document.offsetAt(editor.selection.active);
  return blank.span.start <= cursor && cursor <= blank.span.end;
}
