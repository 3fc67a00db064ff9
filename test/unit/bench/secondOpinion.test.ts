// The second opinion: SPIN counts what ours counts, and a difference, a search that is cut short or a missing SPIN shows.
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exploreFolder, hasSpin } from "../../../bench/explore/measure.ts";
import {
  countOurs,
  countsIn,
  countWithSpin,
  folderOf,
  opinionLine,
  ratioOf,
  scenarioNames,
  summaryOf,
} from "../../../bench/spin/secondOpinion.ts";
import { buildCli, buildSandbox, root, temporaryFolder } from "../cli/builtCli.ts";

const explored = (states: number, transitions: number) => ({ states, transitions, milliseconds: 1, megabytes: 1 });

describe("the second opinion", function () {
  this.timeout(120_000);
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  let cli: string;

  before(async () => {
    temporary = await temporaryFolder();
    cpSync(join(root, "package.json"), join(temporary.path, "package.json"));
    cli = await buildCli(join(temporary.path, "dist"));
    await buildSandbox(join(temporary.path, "dist"));
    if (!hasSpin()) console.log("    not run: counting with SPIN, since spin or gcc is not installed");
  });

  after(() => temporary?.dispose());

  it("is asked on ten scenarios, each with a model", () => {
    assert.ok(scenarioNames().length >= 10);
    for (const name of scenarioNames()) assert.ok(existsSync(join(folderOf(name), "model.pml")), name);
  });

  // What both found when they agreed. Ours has to find it wherever this runs, with SPIN or without.
  for (const [name, states, transitions] of [
    ["acknowledge", 334, 776],
    ["call", 292, 588],
    ["ask-again", 343, 534],
    ["outbox", 2473, 6698],
  ] as const) {
    it(`has the counts that were agreed on for ${name}`, () => {
      const ours = countOurs(folderOf(name), cli);
      assert.deepEqual([ours.states, ours.transitions], [states, transitions]);
    });

    if (hasSpin()) {
      it(`is the same for ${name}`, () => {
        const spin = countWithSpin(join(folderOf(name), "model.pml"));
        assert.deepEqual([spin.states, spin.transitions], [states, transitions]);
      });
    }
  }

  if (hasSpin()) {
    it("is another one when the model is another one", () => {
      const model = readFileSync(join(folderOf("acknowledge"), "model.pml"), "utf8");
      const changed = join(temporary.path, "changed.pml");
      writeFileSync(changed, model.replace("crashes = 2", "crashes = 1"));
      const { states } = countWithSpin(changed);
      assert.ok(states > 1 && states < 334, String(states));
    });

    it("is none where the model breaks off", () => {
      const broken = join(temporary.path, "broken.pml");
      writeFileSync(
        broken,
        "byte n;\nactive proctype world() {\nend: do :: d_step { n < 3 -> n++; assert(n < 2) } od }\n",
      );
      assert.throws(() => countWithSpin(broken), /has not visited everything/);
    });
  }

  it("is none of ours where a check breaks", () => {
    const folder = join(temporary.path, "wrong");
    cpSync(folderOf("acknowledge"), folder, { recursive: true });
    const scenario = readFileSync(join(folder, "scenario.ts"), "utf8");
    writeFileSync(join(folder, "scenario.ts"), scenario.replace("[undefined, 1, 2]", "[undefined, 1]"));
    assert.equal(exploreFolder(folder, true, cli).verdict, "broken");
    assert.throws(() => countOurs(folder, cli), /no whole space/);
  });

  it("is read only from a search that came to its end", () => {
    const said = "State-vector 28 byte, errors: 0\n 334 states, stored\n 777 transitions (= stored+matched)\n";
    assert.deepEqual(countsIn(said), { states: 334, transitions: 776 });
    for (const other of [
      "",
      said.replace("errors: 0", "errors: 1"),
      `error: max search depth too small\n${said}`,
      said.replace("334 states, stored", ""),
    ]) {
      assert.throws(() => countsIn(other), /has not visited everything/);
    }
  });

  it("holds only where every scenario was counted twice with the same result", () => {
    const same = { scenario: "a", ours: explored(10, 20), spin: explored(10, 20) };
    const differs = { scenario: "b", ours: explored(10, 20), spin: explored(10, 16) };
    const unknown = { scenario: "c", ours: explored(10, 20), spin: undefined };
    assert.deepEqual(summaryOf([same]), { line: "spin: ratio 1, bar 1, holds", status: 0 });
    assert.deepEqual(summaryOf([same, differs]), { line: "spin: ratio 1.25, bar 1, falls short", status: 1 });
    assert.deepEqual(summaryOf([same, unknown]), { line: "spin: not measured", status: 2 });
    assert.deepEqual(summaryOf([differs, unknown]).status, 1);
    assert.deepEqual(summaryOf([]), { line: "spin: not measured", status: 2 });
    // One state too many among a million must not be rounded away.
    const nearly = { scenario: "d", ours: explored(1_000_000, 20), spin: explored(1_000_001, 20) };
    assert.deepEqual(summaryOf([nearly]), { line: "spin: ratio 1.000001, bar 1, falls short", status: 1 });
    assert.equal(ratioOf(explored(5, 20), explored(10, 20)), 2);
  });

  it("says what was counted, and never that something holds that was not measured", () => {
    const ours = explored(10, 20);
    const counted = "spin a: ours 10 states, 20 transitions; SPIN";
    assert.equal(opinionLine({ scenario: "a", ours, spin: undefined }), `${counted} not measured`);
    const line = opinionLine({ scenario: "a", ours, spin: ours });
    assert.equal(line, `${counted} 10 states, 20 transitions: the same`);
    assert.match(opinionLine({ scenario: "a", ours, spin: explored(10, 21) }), /: DIFFERENT$/);
  });
});
