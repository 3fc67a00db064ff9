/**
 * Names for messages, requests and deliveries that follow from where they come from, never from a global counter, so
 * that equal situations are equal states.
 *
 * - A client's k-th operation is the request `method()#k`, or `method()#client-k` where there are several clients.
 *   What follows the first `#` of an id is its *lineage*: `k`.
 * - A message published while a client's request is handled takes over the lineage: `PriceChanged#2` comes from the
 *   second operation. The n-th message of that type in one delivery, n > 1, is `PriceChanged#2.n`.
 * - A message published while another message is handled takes over that one's lineage too, where type and lineage
 *   alone say what was handled: its type is declared to come from this service, this service handles nothing else, and
 *   no client asks it anything. Otherwise the cause is spelled out: `Indexed#(search:PriceChanged#2)`.
 * - A request made by `ctx.call` is `method()#2.n` for a client's request, spelled out otherwise.
 *
 * A cause whose own cause is spelled out, and so on for many generations, is cut to its end and a digest of the whole.
 *
 * A handler that runs again for the same message gives the same ids again.
 */
import type { Message, ScenarioSpec } from "./model.ts";

/** Whose handling creates something. */
export interface Origin {
  readonly service: string;
  readonly message: Message;
  readonly via: "client" | "service" | "queue";
}

/** The id of a client's operation; `index` counts from 0. */
export function clientRequestId(spec: ScenarioSpec, client: string, index: number, method: string): string {
  const lineage = Object.keys(spec.clients).length > 1 ? `${client}-${index + 1}` : `${index + 1}`;
  return `${method}()#${lineage}`;
}

/** The id of the `nth` (from 1) message of `type` that handling `origin` publishes. */
export function messageId(spec: ScenarioSpec, origin: Origin, type: string, nth: number): string {
  if (!inheritsLineage(spec, origin, type)) return `${type}#${spelledOut(origin)}${nth > 1 ? `.${nth}` : ""}`;
  const lineage = lineageOf(origin);
  // Leading ones are left out, so a lineage that already counts has to go on counting.
  const counts = /[\d)]\.\d+$/.test(lineage);
  return `${type}#${lineage}${nth > 1 || counts ? `.${nth}` : ""}`;
}

/** The id of the `nth` (from 1) request to `method` that handling `origin` makes. */
export function callId(origin: Origin, method: string, nth: number): string {
  return `${method}()#${origin.via === "client" ? lineageOf(origin) : spelledOut(origin)}.${nth}`;
}

/** Different for each delivery of a message or request within one service, for ever; `nth` counts them from 1. */
export function deliveryTag(id: string, nth: number): string {
  return `${id}/${nth}`;
}

function inheritsLineage(spec: ScenarioSpec, origin: Origin, type: string): boolean {
  const { service, via } = origin;
  if (spec.queues[type]?.from !== service || via === "service") return false;
  if (via === "client") return true;
  const asked = Object.values(spec.clients).some((operations) => operations.some((one) => one.service === service));
  return !asked && spec.handlers[service]?.length === 1;
}

function lineageOf({ message }: Origin): string {
  // A request's type is its method, without the `()` of its id.
  const named = message.id.startsWith(`${message.type}()#`) ? `${message.type}()#` : `${message.type}#`;
  return message.id.slice(named.length);
}

function spelledOut({ service, message }: Origin): string {
  const { id } = message;
  if (id.length <= longestCause) return `(${service}:${id})`;
  // Messages that cause each other without end would make each id longer than the one before.
  return `(${service}:${message.type}#~${digest(id)})`;
}

/** Longer than any id that somebody reads. */
const longestCause = 200;

/** FNV-1a over UTF-16 units, twice with different seeds: equal situations have equal ids, others do not. */
function digest(text: string): string {
  return [0x811c9dc5, 0x1b873593].map((seed) => fnv(text, seed).toString(36)).join("-");
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
