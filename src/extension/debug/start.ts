/** What a debug session of ours runs on: the learner's file, and the run of its last check where there is one. */
import * as vscode from "vscode";
import { SteppingSession } from "../../core/check/steppingSession.ts";
import { runFailureText } from "../../text/runFailures.ts";
import type { Translate } from "../../text/translate.ts";
import type { Practice } from "../platform/practice.ts";
import { UserError } from "../platform/userError.ts";
import { debugType, isConfiguration } from "./configuration.ts";
import { lastRun } from "../platform/lastRun.ts";
import { type DebugHost, type OfferedFault, SteppingAdapter } from "./steppingAdapter.ts";

const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);

export function createAdapter(practice: Practice): vscode.DebugAdapterDescriptor {
  const host: DebugHost = {
    t,
    open: async (configuration) => {
      if (!isConfiguration(configuration)) throw new UserError(t("The configuration names no exercise."));
      const { pack, item, steps } = configuration;
      const key = { pack, item };
      await practice.library.whenFound(key);
      // Of older code, the last check's run is followed as far as it goes. A run that was chosen has no bound.
      const last = lastRun(practice.exercise(key)?.checked?.verdict);
      const { labels, updates } = steps === undefined ? last : { labels: steps, updates: undefined };
      const opened = await practice.step(key, updates);
      if (opened === "restricted") throw new UserError(t("Code of this pack runs in trusted workspaces only."));
      const { reply, document } = opened;
      if (reply.kind === "failed") throw new UserError(runFailureText(reply.failure, t));
      const name = practice.library.find(key)?.item.title ?? item;
      const path = document.uri.scheme === "file" ? document.uri.fsPath : String(document.uri);
      return { session: new SteppingSession(reply.stepping), path, name, text: document.getText(), labels };
    },
  };
  return new vscode.DebugAdapterInlineImplementation(new SteppingAdapter(host));
}

/** Lets the person choose among what can happen, of one kind or of all; a single possibility is taken at once. */
export async function chooseOffer(kind: string | undefined): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== debugType) {
    throw new UserError(t("No exercise is being debugged. Begin by “Eventually: Debug Exercise”."));
  }
  const offers = (await session.customRequest("offers", kind)) as readonly OfferedFault[];
  const possible = offers.filter(({ refused }) => refused === undefined);
  if (kind !== undefined && possible.length === 0) {
    const why = offers[0]?.refused;
    throw new UserError(
      why === undefined ? t("There is nothing here that this could happen to.") : t("Not possible here: {0}.", why),
    );
  }
  const label = kind !== undefined && possible.length === 1 ? possible[0]?.label : await pick(offers);
  if (label !== undefined) await session.customRequest("take", label);
}

async function pick(offers: readonly OfferedFault[]): Promise<string | undefined> {
  const items = offers.map(({ label, text, refused }) => ({
    label: `${refused === undefined ? "$(arrow-right)" : "$(circle-slash)"} ${text}`,
    ...(refused === undefined ? {} : { description: refused }),
    choice: label,
  }));
  const title = t("Choose the next step");
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked?.choice;
}
