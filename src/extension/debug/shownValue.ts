/** Values as the debugger's views show them: a name, a text, and what is inside, worked out when it is opened. */
import type { Plain } from "../../base/plain.ts";

export interface ShownValue {
  readonly name: string;
  readonly value: string;
  /** Absent where there is nothing inside. */
  readonly inside?: () => readonly ShownValue[];
}

export function shownPlain(name: string, value: Plain): ShownValue {
  if (Array.isArray(value)) return shownList(name, value as readonly Plain[]);
  if (typeof value === "object" && value !== null) return shownRecord(name, value as Readonly<Record<string, Plain>>);
  return { name, value: value === undefined ? "undefined" : JSON.stringify(value) };
}

export function shownRecord(name: string, record: Readonly<Record<string, Plain>>): ShownValue {
  const entries = Object.entries(record);
  const value = JSON.stringify(record);
  if (entries.length === 0) return { name, value };
  return { name, value, inside: () => entries.map(([key, member]) => shownPlain(key, member)) };
}

function shownList(name: string, list: readonly Plain[]): ShownValue {
  const value = JSON.stringify(list);
  if (list.length === 0) return { name, value };
  return { name, value, inside: () => list.map((member, index) => shownPlain(String(index), member)) };
}

/** Several values under one name, told in short by their number. */
export function shownGroup(name: string, members: readonly ShownValue[]): ShownValue {
  if (members.length === 0) return { name, value: "0" };
  return { name, value: String(members.length), inside: () => members };
}

/** The value that a path such as `db.price` leads to. */
export function valueAt(values: readonly ShownValue[], path: string): ShownValue | undefined {
  let among = values;
  let found: ShownValue | undefined;
  for (const name of path.split(".")) {
    found = among.find((one) => one.name === name);
    if (found === undefined) return undefined;
    among = found.inside?.() ?? [];
  }
  return found;
}
