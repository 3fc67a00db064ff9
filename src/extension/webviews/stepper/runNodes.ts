/** The stepper as a tree: what can happen next, what is held, what has happened. */
import { foldsOf } from "../../../core/check/folds.ts";
import type { Step } from "../../../core/simulation/model.ts";
import type { Cell } from "../../../protocol/practice/runView.ts";
import type { OfferView, StepperView } from "../../../protocol/stepper.ts";
import { choiceText, foldText } from "../../../text/choices.ts";
import type { Translate } from "../../../text/translate.ts";

/** What a node of the tree does when it is chosen; the argument of an internal command. */
export type RunTreeAct =
  | { readonly act: "take"; readonly label: string }
  | { readonly act: "goTo"; readonly index: number }
  | { readonly act: "branch"; readonly moment: number };

export interface RunNode {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  readonly act?: RunTreeAct;
  readonly inside?: readonly RunNode[];
  /** Open from the beginning. */
  readonly open?: boolean;
}

/** `steps` are the line's, the first one being step 1. */
export function runNodes(t: Translate, view: StepperView, steps: readonly Step[]): readonly RunNode[] {
  return withOwnIds([
    { id: "next", label: t("Next"), open: true, inside: next(t, view) },
    { id: "state", label: t("State"), description: view.position, open: true, inside: state(t, view) },
    { id: "steps", label: t("Steps"), inside: taken(t, view, steps) },
  ]);
}

/**
 * VS Code wants each id once in the whole tree. What has one name, as all dead letters of a queue, is
 * counted: the first keeps its id, and so do the others while more are added behind them.
 */
function withOwnIds(nodes: readonly RunNode[], used = new Set<string>()): readonly RunNode[] {
  return nodes.map((node) => {
    const id = freeId(node.id, used);
    used.add(id);
    return { ...node, id, ...(node.inside === undefined ? {} : { inside: withOwnIds(node.inside, used) }) };
  });
}

function freeId(id: string, used: ReadonlySet<string>): string {
  let free = id;
  for (let count = 2; used.has(free); count++) free = `${id} #${count}`;
  return free;
}

/** What can happen; behind one node what cannot, each with its reason. */
function next(t: Translate, { offers }: StepperView): readonly RunNode[] {
  const enabled = offers.filter(({ refused }) => refused === undefined).map(offerNode);
  const refused = offers.filter((offer) => offer.refused !== undefined).map(offerNode);
  const nothing: RunNode = { id: "nothing", label: t("Nothing more can happen"), icon: "info" };
  const cannot: RunNode = {
    id: "cannot",
    label: t("{0} more that cannot happen now", refused.length),
    inside: refused,
  };
  return [...(enabled.length === 0 ? [nothing] : enabled), ...(refused.length === 0 ? [] : [cannot])];
}

function offerNode({ label, text, operation, fault, refused }: OfferView): RunNode {
  return {
    id: `next ${label}`,
    label: text,
    ...((refused ?? operation) === undefined ? {} : { description: refused ?? operation ?? "" }),
    icon: refused === undefined ? (fault ? "zap" : "arrow-right") : "circle-slash",
    ...(refused === undefined ? { act: { act: "take", label } as const } : {}),
  };
}

function state(
  t: Translate,
  { services, queues, tasks, copies, remarks, did, notice }: StepperView,
): readonly RunNode[] {
  const line = (id: string, label: string, icon: string): RunNode => ({ id, label, icon });
  return [
    ...(notice === undefined ? [] : [line("notice", notice, "warning")]),
    ...did.map((text, index) => line(`did ${index}`, text, "circle-small")),
    ...remarks.map(({ text, tone }, index) => line(`said ${index}`, text, iconOf(tone))),
    ...services.map(({ name, cells, memory, busy }) => ({
      id: `service ${name}`,
      label: name,
      ...(busy === undefined ? {} : { description: busy }),
      icon: "server-process",
      open: true,
      inside: [...cells.map((cell) => held(t, name, "db", cell)), ...memory.map((cell) => held(t, name, "mem", cell))],
    })),
    ...copies.map(({ text }, index) => line(`copy ${index}`, text, "copy")),
    ...tasks.map(({ service, text }, index) => line(`task ${index}`, `${service}: ${text}`, "debug-pause")),
    ...queues.map(({ name, text }) => ({ id: `queue ${name}`, label: name, description: text, icon: "mail" })),
  ];
}

function held(t: Translate, service: string, store: string, { key, value, before, change }: Cell): RunNode {
  const was = before === undefined ? "" : ` (${t("before: {0}", before)})`;
  const icons = { same: "circle-small", new: "diff-added", changed: "diff-modified", removed: "diff-removed" } as const;
  return { id: `${store} ${service} ${key}`, label: key, description: `${value}${was}`, icon: icons[change] };
}

/** Operations of one task that follow each other are one node, with the single ones inside. */
function taken(t: Translate, view: StepperView, steps: readonly Step[]): readonly RunNode[] {
  const names = [t("At the start"), ...steps.map(({ choice }) => choiceText(choice, t))];
  const nodes = names.map((label, index) => stepNode(view, label, index));
  const { at } = view;
  // From the end, so that the places of those before stay what they are.
  for (const fold of foldsOf(steps).toReversed()) {
    const { first, last } = fold;
    const within = first <= at && at <= last;
    const node: RunNode = {
      id: `steps ${first}`,
      label: `${first}–${last}. ${foldText(fold, t)}`,
      ...(within ? { description: t("now at {0} of {1}", at - first + 1, last - first + 1) } : {}),
      icon: within ? "debug-stackframe" : "fold",
      act: { act: "goTo", index: last },
      inside: nodes.slice(first, last + 1),
    };
    nodes.splice(first, last - first + 1, node);
  }
  return nodes;
}

function stepNode({ at, branches }: StepperView, label: string, index: number): RunNode {
  return {
    id: `step ${index}`,
    label: `${index}. ${label}`,
    icon: index === at ? "debug-stackframe" : "circle-small",
    act: { act: "goTo", index },
    inside: branches
      .filter(({ depth }) => depth === index)
      .map(({ moment, text }) => ({
        id: `branch ${moment}`,
        label: text,
        icon: "git-branch",
        act: { act: "branch", moment } as const,
      })),
  };
}

function iconOf(tone: StepperView["remarks"][number]["tone"]): string {
  return { bad: "error", good: "pass", plain: "info" }[tone];
}
