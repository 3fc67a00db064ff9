/** For each token, the outermost expression, type, name or operator that starts there, as far as that is beyond doubt. */
import type { Token } from "../tokens.ts";
import { Cursor, type ExtentNode, type Grammar, NotUnderstood } from "./cursor.ts";
import { Ambiguous, walkAssignment, walkPostfix, walkSequence } from "./expressions.ts";
import { walkBinding, walkClassRest, walkFunctionRest, walkParameters, walkTypeMembers } from "./members.ts";
import { walkBlock, walkStatement } from "./statements.ts";
import { walkReturnType, walkType, walkTypeArguments, walkTypeParameters } from "./types.ts";

const GRAMMAR: Grammar = {
  sequence: walkSequence,
  assignment: walkAssignment,
  postfix: walkPostfix,
  type: walkType,
  returnType: walkReturnType,
  typeArguments: walkTypeArguments,
  typeParameters: walkTypeParameters,
  typeMembers: walkTypeMembers,
  parameters: walkParameters,
  binding: walkBinding,
  functionRest: walkFunctionRest,
  classRest: walkClassRest,
  block: walkBlock,
};

/**
 * Walks a file statement by statement. A statement at the top level that is not understood contributes nothing, and
 * the walk goes on at the next line that starts at the left margin.
 */
export function findExtents(tokens: readonly Token[], text: string): ReadonlyMap<number, ExtentNode> {
  const extents = new Map<number, ExtentNode>();
  const cursor = new Cursor(tokens, GRAMMAR);
  while (!cursor.done) {
    const before = cursor.at;
    const noted = cursor.nodes.length;
    try {
      walkStatement(cursor);
      if (cursor.at === before) throw new NotUnderstood();
    } catch (error) {
      // A depth that no call stack holds is a file that cannot be understood, not a defect to report.
      if (!(error instanceof NotUnderstood || error instanceof Ambiguous || error instanceof RangeError)) throw error;
      cursor.nodes.length = noted;
      cursor.allowIn = true;
      cursor.allowConditionalType = true;
      cursor.inConsequent = false;
      cursor.at = before + 1;
      while (!cursor.done && !startsAtMargin(cursor.peek(), text)) cursor.at++;
    }
  }
  for (const node of cursor.nodes) {
    const known = extents.get(node.start);
    if (known === undefined || outranks(node, known)) extents.set(node.start, node);
  }
  return extents;
}

function startsAtMargin(token: Token, text: string): boolean {
  const before = text[token.start - 1];
  return (before === "\n" || before === "\r") && (token.kind === "name" || token.text === "@");
}

/** The longer node is the outer one. Where a key is all there is (`{ a }`), what cannot be a quiet blank wins. */
function outranks(node: ExtentNode, known: ExtentNode): boolean {
  return node.end > known.end || (node.end === known.end && node.kind !== "expression" && node.kind !== "type");
}
