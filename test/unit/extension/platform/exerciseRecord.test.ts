import assert from "node:assert/strict";
import fc from "fast-check";
import { type ExerciseRecord, readRecord, writeRecord } from "../../../../src/extension/platform/exerciseRecord.ts";

const record: ExerciseRecord = {
  key: { pack: "p", item: "i" },
  file: "i.ts",
  packVersion: "1.2.3",
  starter: {
    text: "f(____);",
    blanks: [{ id: "b", number: 1, kind: "expression", hole: "____", span: { start: 2, end: 6 } }],
  },
};

describe("the record beside a learner's file", () => {
  it("is read back as it was written", () => {
    assert.deepEqual(readRecord(writeRecord(record)), record);
  });

  it("holds the starter before a reset, and does without where that is damaged", () => {
    const both = { ...record, earlier: { ...record.starter, text: "g(____);" } };
    assert.deepEqual(readRecord(writeRecord(both)), both);
    assert.deepEqual(
      readRecord(writeRecord({ ...record, earlier: { text: "", blanks: both.earlier.blanks } })),
      record,
    );
  });

  it("is not believed where no starter can be like that", () => {
    const [blank] = record.starter.blanks;
    assert.ok(blank);
    const forged: unknown[] = [
      [{ ...blank, span: { start: 6, end: 2 } }],
      [{ ...blank, kind: "anything" }],
      [blank, blank],
      [blank, { ...blank, id: "c", span: { start: 4, end: 7 } }],
      [{ ...blank, span: { start: 2, end: 99 } }],
    ];
    for (const blanks of forged) {
      const value = { ...(JSON.parse(writeRecord(record)) as object), starter: { text: record.starter.text, blanks } };
      assert.equal(readRecord(JSON.stringify(value)), undefined, JSON.stringify(blanks));
    }
    const long = { ...record, starter: { ...record.starter, text: `f(____);${" ".repeat(200_000)}` } };
    assert.equal(readRecord(writeRecord(long)), undefined);
  });

  it("is not believed where it is damaged", () => {
    const damage: readonly ((value: Record<string, unknown>) => void)[] = [
      (value) => (value["format"] = 2),
      (value) => (value["file"] = "../elsewhere.ts"),
      (value) => (value["file"] = ""),
      (value) => delete value["pack"],
      (value) => (value["starter"] = { text: "f();", blanks: [{ ...record.starter.blanks[0] }] }),
      (value) => (value["starter"] = { blanks: [] }),
    ];
    for (const spoil of damage) {
      const value = JSON.parse(writeRecord(record)) as Record<string, unknown>;
      spoil(value);
      assert.equal(readRecord(JSON.stringify(value)), undefined, JSON.stringify(value));
    }
  });

  it("never makes reading fail, whatever is in the file", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.equal(readRecord(text), undefined)));
  });
});
