/** What may stand in a blank, and how likely: the price of every stretch of the learner's tokens as its content. */
import { breaksStatement, startsStatement } from "./comparable.ts";
import { type Gap, type Sides, TAKEN } from "./sides.ts";

const EMPTY = 0.02;
const UNPAIRED = 0.8;
/** Content that ends where the code goes on, and not with what the starter has next, is hardly the whole content. */
const TORN = 1;
/** Content is looked for this many tokens (or bracketed groups) far. */
const REACH = 1500;

/**
 * Calls `offer(end, cost)` for each end that content starting at `start` could have, from the empty content on. It
 * costs what `added` says that the same tokens cost as an addition outside, so that neither is preferred. Content
 * never closes a bracket that it has not opened, and for an expression never runs into the next statement.
 */
export function contentsFrom(
  sides: Sides,
  gap: Gap,
  start: number,
  limit: number,
  added: (from: number, to: number) => number,
  offer: (end: number, cost: number) => void,
): void {
  const { tokens, keys, brackets } = sides.learner;
  const within = tokens[brackets.enclosing[start] ?? -1];
  const inStatements = within === undefined || within.text === "{";
  const inList = within !== undefined && within.text !== "(" && within.kind === "punctuator";
  const statements = gap.blank.kind === "statements";
  let cost = 0;
  let matched = 0;
  let counted = 0;
  let bonus = 0;
  let angles = 0;
  offer(start, (gap.hole.length === 0 ? 0 : EMPTY) + (isTorn(sides, gap, start) ? TORN : 0));
  for (let at = start, steps = 0; at < limit && steps < REACH; steps++) {
    const token = tokens[at];
    if (token === undefined || keys[at] === TAKEN) return;
    const closer = brackets.closer[at] ?? -1;
    const opener = brackets.opener[at] ?? -1;
    if (opener >= 0 && opener < start) return;
    if (!statements && token.kind !== "template-middle") {
      const boundary =
        token.text === ";" ||
        (at > start && breaksStatement(tokens[at - 1], token)) ||
        (startsStatement(token) && tokens[at - 1]?.text !== "." && tokens[at + 1]?.text !== ":");
      if (boundary && inStatements) return;
      if (boundary) cost += 0.5;
      // `<` right behind a name opens type arguments, whose commas are no list's.
      if (token.text === "<" && tokens[at - 1]?.kind === "name" && tokens[at - 1]?.end === token.start) angles++;
      else if (token.text === ">" && angles > 0) angles--;
      else if (token.text === "," && token.kind === "punctuator" && angles === 0) cost += inList ? 2 : 0.1;
    }
    if (gap.blank.kind === "operator" && token.kind !== "punctuator" && keys[at] !== sides.holeKey) cost += 1;
    if (gap.blank.kind === "operator" && at - start > 3) return;
    const end = closer >= 0 && closer < limit ? closer + 1 : at + 1;
    const opensNothing =
      closer < 0 &&
      opener < 0 &&
      /^(?:[([{}\])]|template-)/.test(token.kind === "punctuator" ? token.text : token.kind);
    if (opensNothing && token.kind !== "template") cost += UNPAIRED;
    cost += added(at, end);
    for (let i = at; i < end; i++) {
      if (keys[i] === sides.holeKey) bonus = 1;
      if (tokens[i]?.text === ";") continue;
      if (matched === counted && keys[i] === gap.hole[matched]) matched++;
      counted++;
    }
    at = end;
    const whole = counted === gap.hole.length && matched === counted && counted > 0;
    offer(end, cost - (whole ? 1.2 : bonus) + (isTorn(sides, gap, end) ? TORN : 0));
  }
}

/** True where the code goes on right behind a content that ends here, with something the starter does not have next. */
export function isTorn(sides: Sides, gap: Gap, end: number): boolean {
  if (gap.blank.kind === "statements") return false;
  const { tokens, keys, brackets } = sides.learner;
  const token = tokens[end];
  if (token === undefined || token.text === ";" || token.text === "," || (brackets.opener[end] ?? -1) >= 0)
    return false;
  if (breaksStatement(tokens[end - 1], token)) return false;
  // A semicolon that a formatter has taken away leaves the token behind it.
  const next = sides.fixed.optional[gap.at] === true ? [gap.at, gap.at + 1] : [gap.at];
  return !next.some((i) => sides.fixed.keys[i] === keys[end]);
}
