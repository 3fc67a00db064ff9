/** Reads the properties of an untrusted object one by one, naming the path of the first that is not as expected. */
import type { Plain } from "../../base/plain.ts";
import type { ScenarioFault } from "../../core/check/model.ts";
import { plainCopy } from "./plainCopy.ts";

/** Thrown by {@link Fields}; `path` has the names of properties, without indices. */
export class InvalidScenario extends Error {
  readonly reason: ScenarioFault;
  readonly path: readonly string[];

  constructor(reason: ScenarioFault, path: readonly string[]) {
    super(reason.kind);
    this.reason = reason;
    this.path = path;
  }
}

export interface Fields {
  /** Refuses arrays, too. */
  only(names: readonly string[]): void;
  has(name: string): boolean;
  /** Also where there is nothing at it: what was written with a value that turned out to be none is not left out. */
  owns(name: string): boolean;
  inside(name: string): Fields;
  /** What names a service, a message type or a method. */
  name(name: string): string;
  names(name: string): readonly string[];
  /** The names of its own properties. */
  keys(): readonly string[];
  /** Words for people, on one line. */
  words(name: string): string;
  /** A whole number of at most 1000, unless `most` says otherwise. */
  count(name: string, least: number, fallback: number, most?: number): number;
  oneOf<T extends string>(name: string, known: readonly T[], fallback?: T): T;
  function(name: string): (...values: readonly unknown[]) => unknown;
  flag(name: string): boolean;
  /** A whole number of either sign. */
  number(name: string, fallback: number): number;
  counts(name: string, least: number): readonly number[];
  /** Labels of a schedule. */
  labels(name: string): readonly string[];
  plain(name: string): Plain;
  plainRecord(name: string): Readonly<Record<string, Plain>>;
  /** Each member of the object at `name`; empty where there is none. */
  record<T>(name: string, read: (fields: Fields) => T): Readonly<Record<string, T>>;
  /** Each member of this array. */
  list<T>(read: (fields: Fields) => T): readonly T[];
}

/** Entries of one list or one set of names; nothing that is worth learning needs more. */
const mostEntries = 300;
const longestName = 100;
const longestWords = 200;

/**
 * Ids of messages are put together from names, so the signs that hold ids together cannot be in a name: `#` after a
 * type, `(service:id)` around a cause.
 */
export const nameRule = `a text of at most ${longestName} characters without control characters and # : ( )`;

/** What {@link nameRule} does not say, because it is about one name only. */
const notProto = "a name other than __proto__";

export function isName(text: string): boolean {
  return text.length <= longestName && text.trim() !== "" && text !== "__proto__" && !/[\p{Cc}#:()]/u.test(text);
}

/** Works on a value at a path; throws {@link InvalidScenario} where it is no object. */
export function fieldsOf(value: unknown, path: readonly string[]): Fields {
  const fault = (name: string | undefined, reasonAt: (shown: string) => ScenarioFault): never => {
    const names = name === undefined ? path : [...path, name];
    const shown = names.map((one, i) => (/^\d+$/.test(one) ? `[${one}]` : i === 0 ? one : `.${one}`)).join("");
    throw new InvalidScenario(
      reasonAt(shown),
      names.filter((one) => !/^\d+$/.test(one)),
    );
  };
  const refuse = (name: string | undefined, expected: string): never =>
    fault(name, (shown) => ({ kind: "bad-value", path: shown, expected }));
  if (typeof value !== "object" || value === null) return refuse(undefined, "an object");
  const object: object = value;
  const get = (name: string): unknown => (Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined);
  const plainAt = (name: string): Plain => {
    try {
      return plainCopy(get(name));
    } catch {
      return refuse(name, "plain data");
    }
  };
  const fields: Fields = {
    only: (names) => {
      if (Array.isArray(object)) refuse(undefined, "an object");
      const unknown = Object.keys(object).find((name) => !names.includes(name));
      if (unknown !== undefined) fault(unknown, (shown) => ({ kind: "unknown-property", path: shown, known: names }));
    },
    has: (name) => get(name) !== undefined,
    owns: (name) => Object.hasOwn(object, name),
    inside: (name) => fieldsOf(get(name), [...path, name]),
    name: (name) => {
      const found = get(name);
      if (found === "__proto__") return refuse(name, notProto);
      return typeof found === "string" && isName(found) ? found : refuse(name, nameRule);
    },
    names: (name) => {
      const found = plainAt(name);
      if (!Array.isArray(found) || found.length === 0) return refuse(name, "an array of texts");
      if (found.length > mostEntries) return refuse(name, `an array of at most ${mostEntries} texts`);
      if (found.includes("__proto__")) return refuse(name, `an array whose entries are each ${notProto}`);
      return found.every((one) => typeof one === "string" && isName(one))
        ? found
        : refuse(name, `an array whose entries are each ${nameRule}`);
    },
    keys: () => {
      const names = Object.keys(object);
      return !Array.isArray(object) && names.length <= mostEntries && names.every(isName)
        ? names
        : refuse(undefined, `an object with at most ${mostEntries} names, each ${nameRule}`);
    },
    words: (name) => {
      const found = get(name);
      if (found === "__proto__") return refuse(name, notProto);
      const fits = typeof found === "string" && found.trim() !== "" && !/\p{Cc}/u.test(found);
      return fits && found.length <= longestWords
        ? found
        : refuse(name, `a text of at most ${longestWords} characters on one line`);
    },
    count: (name, least, fallback, most = 1000) => {
      const found = get(name) ?? fallback;
      const fits = typeof found === "number" && Number.isInteger(found) && found >= least && found <= most;
      return fits ? found : refuse(name, `a whole number from ${least} to ${most}`);
    },
    oneOf: (name, known, fallback) => {
      const found = get(name) ?? fallback;
      return known.find((one) => one === found) ?? refuse(name, `one of ${known.join(", ")}`);
    },
    flag: (name) => {
      const found = get(name) ?? false;
      return typeof found === "boolean" ? found : refuse(name, "true or false");
    },
    number: (name, fallback) => {
      const found = get(name) ?? fallback;
      const fits = typeof found === "number" && Number.isSafeInteger(found);
      return fits ? found : refuse(name, "a whole number");
    },
    counts: (name, least) => {
      const found = plainAt(name);
      const fits = (one: unknown): one is number =>
        typeof one === "number" && Number.isInteger(one) && one >= least && one <= mostEntries;
      return Array.isArray(found) && found.length > 0 && found.length <= mostEntries && found.every(fits)
        ? found
        : refuse(name, `an array of whole numbers from ${least} to ${mostEntries}`);
    },
    labels: (name) => {
      const found = plainAt(name);
      return Array.isArray(found) && found.length <= mostEntries && found.every((one) => typeof one === "string")
        ? found
        : refuse(name, `an array of at most ${mostEntries} labels`);
    },
    function: (name) => {
      const found = get(name);
      return typeof found === "function" ? (found as ReturnType<Fields["function"]>) : refuse(name, "a function");
    },
    plain: plainAt,
    plainRecord: (name) => {
      const found = plainAt(name) ?? {};
      if (typeof found !== "object" || Array.isArray(found)) return refuse(name, "an object");
      return found as Readonly<Record<string, Plain>>;
    },
    record: (name, read) => {
      const found = get(name) ?? {};
      if (typeof found !== "object" || Array.isArray(found)) return refuse(name, "an object");
      const names = Object.keys(found);
      if (names.includes("__proto__")) return refuse(name, "names other than __proto__");
      if (names.length > mostEntries) return refuse(name, `an object with at most ${mostEntries} names`);
      if (!names.every(isName)) return refuse(name, `an object whose names are each ${nameRule}`);
      return Object.fromEntries(
        names.map((one) => [one, read(fieldsOf(Reflect.get(found, one), [...path, name, one]))]),
      );
    },
    list: (read) => {
      if (!Array.isArray(object)) return refuse(undefined, "an array");
      if (object.length > mostEntries) return refuse(undefined, `an array of at most ${mostEntries} entries`);
      return Array.from(object as readonly unknown[], (member, i) => read(fieldsOf(member, [...path, String(i)])));
    },
  };
  return fields;
}
