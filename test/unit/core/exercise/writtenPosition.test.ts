/** Places of code that ran, found again in the author's file. */
import assert from "node:assert/strict";
import { LineMap } from "../../../../src/base/span.ts";
import { answerText } from "../../../../src/core/check/answerText.ts";
import type { ExerciseSource } from "../../../../src/core/exercise/model.ts";
import { parseExercise } from "../../../../src/core/exercise/parseExercise.ts";
import { writtenPosition } from "../../../../src/core/exercise/writtenPosition.ts";

const written = `import { service } from "eventually";
//#region @hidden
export const left = before + after;
//#endregion
service("s").on("go", async (ctx, one: number) => {
  //@starter ____
  await ctx.db.put(/*@blank key*/ "key", /*@blank value*/ one + 1); // both
  //#region @blank rest
  await ctx.db.put("first", 1);
  await ctx.db.put("second", 2);
  //#endregion
  await ctx.ack();
});
`;

const read = (): ExerciseSource => {
  const { source } = parseExercise(written);
  assert.ok(source !== undefined);
  return source;
};

/** The text from the place on that is found for the first occurrence of `text` in what ran. */
const found = (ran: string, text: string): string | undefined => {
  const offset = ran.indexOf(text);
  assert.ok(offset >= 0, `${text} is not in ${ran}`);
  const position = writtenPosition(written, read(), ran, new LineMap(ran).positionAt(offset));
  return position === undefined ? undefined : written.slice(new LineMap(written).offsetAt(position));
};

describe("a position in the author's file", () => {
  it("is found for every token of the solution", () => {
    const ran = read().solution;
    for (const text of ["import", "eventually", '"go"', '"key"', "one + 1", "+ 1", '"second"', "ctx.ack"]) {
      assert.ok(found(ran, text)?.startsWith(text), `${text}: ${found(ran, text)}`);
    }
  });

  it("is found around other answers, and is the blank's for what stands only in them", () => {
    const answers = new Map([
      ["key", '"other"'],
      ["value", "[\n1,\nnowhere]"],
      ["rest", "oneLine();"],
    ]);
    const ran = answerText(read(), answers).text;
    assert.ok(found(ran, '"other"')?.startsWith('"key"'));
    assert.ok(found(ran, "nowhere")?.startsWith("one + 1"));
    assert.ok(found(ran, "oneLine")?.startsWith('await ctx.db.put("first"'));
    assert.ok(found(ran, "ctx.ack")?.startsWith("ctx.ack"));
  });

  it("is found in the starter", () => {
    const ran = read().starter;
    assert.ok(found(ran, "ctx.ack")?.startsWith("ctx.ack"));
    assert.ok(found(ran, "____")?.startsWith('"key"'));
  });
});
