/** A readable text for every choice, and the choice again from its text. */
import { assertNever } from "../../base/assertNever.ts";
import type { Choice, MessageChoice } from "./model.ts";

/** For example `deliver PriceChanged#2 to search`, or `step 1 of PriceChanged#2/1 in search`. */
export function label(choice: Choice): string {
  switch (choice.kind) {
    case "client":
      return `client ${word(choice.client)}`;
    case "deliver":
    case "redeliver":
    case "redrive":
    case "drop":
    case "duplicate": {
      const copy = "copy" in choice && choice.copy !== undefined ? ` copy ${choice.copy}` : "";
      const from = queueOf(choice.message) === choice.queue ? "" : ` from ${word(choice.queue)}`;
      return `${choice.kind} ${word(choice.message)}${copy}${from} to ${word(choice.to)}`;
    }
    case "step":
    case "timer":
    case "fail":
    case "timeout":
      return `${choice.kind} ${choice.index + 1} of ${word(choice.tag)} in ${word(choice.service)}`;
    case "settle":
      return `settle ${word(choice.tag)} in ${word(choice.service)}`;
    case "relay":
      return `relay outbox of ${word(choice.service)}`;
    case "crash":
      return choice.process === undefined ? `crash ${word(choice.service)}` : `crash relay of ${word(choice.service)}`;
    case "clock":
      return `clock ${word(choice.service)}`;
    case "partition":
    case "heal":
      return `${choice.kind} ${word(choice.from)} to ${word(choice.to)}`;
    default:
      return assertNever(choice);
  }
}

/** The choice that {@link label} gives this text for; undefined for any other text. */
export function parseLabel(text: string): Choice | undefined {
  const choice = read(text);
  if (choice !== undefined && "index" in choice && choice.index < 0) return undefined;
  if (choice !== undefined && "copy" in choice && choice.copy === 0) return undefined;
  // Reading is lenient about white space and fixed words; a label is not.
  return choice !== undefined && label(choice) === text ? choice : undefined;
}

function read(text: string): Choice | undefined {
  const words = split(text);
  if (words === undefined) return undefined;
  const [kind, ...rest] = words;
  if (kind === "client" && rest.length === 1) return { kind, client: rest[0] ?? "" };
  if (kind === "relay" && rest.length === 3) return { kind, service: rest[2] ?? "" };
  if (kind === "settle" && rest.length === 3) return { kind, tag: rest[0] ?? "", service: rest[2] ?? "" };
  if (kind === "clock" && rest.length === 1) return { kind, service: rest[0] ?? "" };
  if (kind === "crash") return readCrash(rest);
  if ((kind === "partition" || kind === "heal") && rest.length === 3) {
    return { kind, from: rest[0] ?? "", to: rest[2] ?? "" };
  }
  if (isOneOf(kind, atOperations) && rest.length === 5) {
    return { kind, index: countOf(rest[0]) - 1, tag: rest[2] ?? "", service: rest[4] ?? "" };
  }
  if (isOneOf(kind, aboutMessages) && rest.length >= 3) return { kind, ...readMessage(rest) };
  return undefined;
}

const atOperations = ["step", "timer", "fail", "timeout"] as const;
const aboutMessages = ["deliver", "redeliver", "redrive", "drop", "duplicate"] as const;

function isOneOf<T extends string>(word: string | undefined, known: readonly T[]): word is T {
  return known.some((one) => one === word);
}

/** `crash relay of orders` is about a relay, `crash relay` about a service of that name. */
function readCrash(words: readonly string[]): Choice | undefined {
  if (words.length === 1) return { kind: "crash", service: words[0] ?? "" };
  return words.length === 3 ? { kind: "crash", service: words[2] ?? "", process: "relay" } : undefined;
}

function readMessage(words: readonly string[]): Omit<MessageChoice<string>, "kind"> {
  const [message = "", ...rest] = words;
  const copy = rest[0] === "copy" ? { copy: countOf(rest[1]) } : {};
  const after = "copy" in copy ? rest.slice(2) : rest;
  const queue = after[0] === "from" ? (after[1] ?? "") : queueOf(message);
  return { queue, to: after.at(-1) ?? "", message, ...copy };
}

/** 0, which no label holds, where the word is not a number counted from 1. */
function countOf(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : 0;
}

/** A message's id starts with the name of its queue. */
function queueOf(message: string): string {
  const end = message.indexOf("#");
  return end < 0 ? message : message.slice(0, end);
}

/** Names go in as they are where they are one plain word, in quotes otherwise. */
function word(name: string): string {
  return /^[^\s"]+$/.test(name) ? name : JSON.stringify(name);
}

/** The words of a label with quotes undone; undefined where a quote is not closed or not well formed. */
function split(text: string): string[] | undefined {
  const pattern = /"(?:[^"\\]|\\.)*"|[^\s"]+/gs;
  try {
    return (text.match(pattern) ?? []).map((part) => (part.startsWith('"') ? (JSON.parse(part) as string) : part));
  } catch {
    return undefined;
  }
}
