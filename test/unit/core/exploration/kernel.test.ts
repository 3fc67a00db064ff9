/** The kernel finds what a map with texts as keys would find, in any system of parts that send to each other. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Kernel, type Missing, mostSituations } from "../../../../src/core/exploration/kernel.ts";
import { kernelBytes } from "../../../../src/core/exploration/kernelBytes.ts";
import { Layout } from "../../../../src/core/exploration/layout.ts";
import type { Action } from "../../../../src/core/exploration/moves.ts";
import type { Reception } from "../../../../src/core/exploration/receptions.ts";

/** Parts of each slot; a part is a number below this. */
const parts = 4;
const envelopes = 3;

interface System {
  /** By slot, then by part. */
  readonly actions: readonly (readonly (readonly Action[])[])[];
  /** By slot, then by part, then by envelope. */
  readonly receptions: readonly (readonly (readonly (Reception | null)[])[])[];
}

/** Envelopes above `least`: what is sent on goes on for a while and not for ever. */
const anySends = (slots: number, least: number): fc.Arbitrary<readonly number[]> =>
  least >= envelopes
    ? fc.constant([])
    : fc
        .array(fc.tuple(fc.nat({ max: slots - 1 }), fc.integer({ min: least, max: envelopes - 1 })), { maxLength: 2 })
        .map((sends) => sends.flat());

/** A step that is no choice uses something up: it leads to a part with a higher number. */
const anyAction = (slots: number, part: number): fc.Arbitrary<Action> =>
  fc
    .record({
      next: fc.nat({ max: parts - 1 }),
      sends: fc.oneof(fc.constant([]), anySends(slots, 0)),
      fault: fc.nat({ max: 1 }),
      throws: fc.nat({ max: 9 }).map((chance) => chance === 0),
    })
    .map((action) => ({ ...action, cost: action.fault === 0 && action.next > part ? 0 : 1 }));

const anyReception = (slots: number, envelope: number): fc.Arbitrary<Reception | null> =>
  fc.option(
    fc.record({
      next: fc.nat({ max: parts - 1 }),
      sends: anySends(slots, envelope + 1),
      throws: fc.nat({ max: 9 }).map((chance) => chance === 0),
    }),
    { freq: 4 },
  );

const perPart = <T>(of: (part: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...Array.from({ length: parts }, (_, part) => of(part)));

const anySystem: fc.Arbitrary<System> = fc.integer({ min: 1, max: 5 }).chain((slots) =>
  fc.record({
    actions: fc.array(
      perPart((part) => fc.array(anyAction(slots, part), { maxLength: 3 })),
      { minLength: slots, maxLength: slots },
    ),
    receptions: fc.array(
      perPart(() => fc.tuple(...Array.from({ length: envelopes }, (_, envelope) => anyReception(slots, envelope)))),
      { minLength: slots, maxLength: slots },
    ),
  }),
);

interface Step {
  readonly to: readonly number[];
  readonly fault: number;
  readonly cost: number;
  readonly throws: boolean;
}

/** What can follow, in the order in which it is found. */
function stepsOf({ actions, receptions }: System, numbers: readonly number[]): Step[] {
  return numbers.flatMap((part, slot) => {
    const ofSlot = (actions[slot] as readonly Action[][])[part] as Action[];
    const [silent, sending] = [ofSlot.filter(isSilent), ofSlot.filter((action) => !isSilent(action))];
    return [...silent, ...sending].flatMap((action): Step[] => {
      const to = [...numbers];
      to[slot] = action.next;
      let { throws } = action;
      const deliver = (sends: readonly number[]): boolean => {
        for (let i = 0; i < sends.length; i += 2) {
          const [target, envelope] = [sends[i] as number, sends[i + 1] as number];
          const reception = receptions[target]?.[to[target] as number]?.[envelope];
          if (reception === undefined || reception === null) return false;
          to[target] = reception.next;
          throws ||= reception.throws;
          if (!deliver(reception.sends)) return false;
        }
        return true;
      };
      return deliver(action.sends) ? [{ to, fault: action.fault, cost: action.cost, throws }] : [];
    });
  });
}

const isSilent = ({ sends }: Action): boolean => sends.length === 0;

interface Found {
  /** By the numbers of its parts: faults and choices of the best way to each situation. */
  readonly ranks: ReadonlyMap<string, readonly [faults: number, choices: number]>;
  readonly transitions: number;
  readonly drained: readonly string[];
  readonly throwing: readonly string[];
}

/** The best ways, by going over all steps until nothing gets better. */
function model(system: System): Found {
  const start = system.actions.map(() => 0);
  const ranks = new Map<string, readonly [number, number]>([[start.join(), [0, 0]]]);
  const better = ([f, c]: readonly [number, number], [g, d]: readonly [number, number]): boolean =>
    f < g || (f === g && c < d);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [text, [faults, choices]] of ranks) {
      for (const { to, fault, cost } of stepsOf(system, text.split(",").map(Number))) {
        const rank = [faults + fault, choices + cost] as const;
        const known = ranks.get(to.join());
        if (known !== undefined && !better(rank, known)) continue;
        ranks.set(to.join(), rank);
        changed = true;
      }
    }
  }
  const steps = [...ranks.keys()].map((text) => [text, stepsOf(system, text.split(",").map(Number))] as const);
  return {
    ranks,
    transitions: steps.reduce((sum, [, { length }]) => sum + length, 0),
    drained: steps.flatMap(([text, all]) => (all.every(({ fault }) => fault > 0) ? [text] : [])).sort(),
    throwing: steps.flatMap(([text, all]) => (all.some(({ throws }) => throws) ? [text] : [])).sort(),
  };
}

const choicesOf = (rank: number): number => rank & (2 ** 20 - 1);
const faultsOf = (rank: number): number => rank >> 20;

/** Runs the kernel as a search does: what it asks for is told, of what it may not know yet the least. */
class Driver {
  readonly kernel: Kernel;
  readonly found: { readonly node: number; readonly drained: boolean; readonly throwing: boolean }[] = [];
  /** Ranks in the order in which they were reached. */
  readonly reached: number[] = [];
  readonly #system: System;
  readonly #settled = new Set<string>();
  readonly #width: number;

  constructor(system: System, layout: Layout, { whole = true, judgesAll = false, mostPages = 2 ** 16 } = {}) {
    this.#system = system;
    this.#width = system.actions.length;
    this.kernel = new Kernel(layout, this.#width, { whole, judgesAll, mostPages });
    this.kernel.start(new Int32Array(this.#width));
  }

  /** @param layouts ways to write the rows, one after the other, each when it has stopped so many times more */
  run(layouts: readonly Layout[] = [], stride = 1000): void {
    const { kernel } = this;
    const left = [...layouts];
    for (let stops = 1; ; stops++) {
      const stop = kernel.run(kernel.visits + stride, mostSituations);
      if (stop === "all") return;
      const next = stops % stride === 0 ? left.shift() : undefined;
      // It stops for the same again.
      if (next !== undefined) kernel.rewrite(next, () => undefined);
      else if (stop === "judge") this.#judge();
      else if (typeof stop === "object") this.#tell(stop);
      else assert.equal(stop, "more");
    }
  }

  read(index: number): string {
    const numbers = new Int32Array(this.#width);
    this.kernel.read(index, numbers);
    return numbers.join();
  }

  #judge(): void {
    const { kernel } = this;
    const steps = Array.from({ length: kernel.enabled }, (_, step) => kernel.thrownRank(step));
    const throwing = steps.some((rank) => rank !== undefined);
    this.found.push({ node: kernel.node, drained: kernel.harmless === 0, throwing });
    this.reached.push(kernel.rank);
    kernel.commit();
  }

  #tell({ kind, slot, part, detail }: Missing): void {
    const { actions, receptions } = this.#system;
    if (kind === "reception") {
      const reception = receptions[slot]?.[part]?.[detail] as Reception | null;
      this.kernel.setReception(slot, part, detail, reception);
      return;
    }
    if (kind === "deferred") this.#settled.add(`${slot} ${part} ${detail}`);
    const all = (actions[slot] as readonly Action[][])[part] as Action[];
    const putOff = (action: Action, index: number): boolean =>
      action.fault > 0 && !isSilent(action) && !this.#settled.has(`${slot} ${part} ${index}`);
    this.kernel.setMoves(
      slot,
      part,
      all.map((action, index) => (putOff(action, index) ? { ...action, throws: false, deferred: index } : action)),
    );
  }
}

function agree(system: System, driver: Driver, everywhere: boolean): void {
  const { kernel } = driver;
  const { ranks, transitions, drained, throwing } = model(system);
  assert.equal(kernel.count, ranks.size);
  assert.equal(kernel.visits, ranks.size);
  assert.equal(kernel.transitions, transitions);
  let depth = 0;
  for (let index = 0; index < kernel.count; index++) {
    const rank = kernel.rankOf(index);
    assert.deepEqual([faultsOf(rank), choicesOf(rank)], ranks.get(driver.read(index)));
    depth = Math.max(depth, choicesOf(rank));
    agreeOnParent(system, driver, index);
  }
  assert.equal(kernel.depth, depth);
  const texts = (keep: (one: Driver["found"][number]) => boolean): string[] =>
    driver.found
      .filter(keep)
      .map(({ node }) => driver.read(node))
      .sort();
  assert.deepEqual(
    texts((one) => one.drained),
    drained,
  );
  assert.deepEqual(
    texts((one) => one.throwing),
    throwing,
  );
  if (everywhere) assert.equal(driver.found.length, ranks.size);
  assert.deepEqual(
    driver.reached,
    [...driver.reached].sort((a, b) => a - b),
  );
}

/** The one before it is one step away, on a way that is as good as any. */
function agreeOnParent(system: System, driver: Driver, index: number): void {
  const { kernel } = driver;
  const parent = kernel.parentOf(index);
  if (index === 0) {
    assert.equal(parent, -1);
    return;
  }
  const [from, to] = [kernel.rankOf(parent), kernel.rankOf(index)];
  const text = driver.read(index);
  const steps = stepsOf(system, driver.read(parent).split(",").map(Number));
  assert.ok(
    steps.some((step) => {
      const rank = [faultsOf(from) + step.fault, choicesOf(from) + step.cost];
      return step.to.join() === text && rank[0] === faultsOf(to) && rank[1] === choicesOf(to);
    }),
  );
}

/** Rows of one word or of several, and slots at odd places of it. */
const anyLayout = (width: number): fc.Arbitrary<Layout> =>
  fc
    .array(fc.integer({ min: 2, max: 31 }), { minLength: width, maxLength: width })
    .map((bits) => new Layout(bits.map((count) => 2 ** count)));

const anyCase = anySystem.chain((system) => {
  const layout = anyLayout(system.actions.length);
  return fc.record({ system: fc.constant(system), layout, layouts: fc.array(layout, { maxLength: 4 }) });
});

describe("the kernel of the search", () => {
  it("finds every situation by a best way, and each in which nothing can happen any more or something is thrown", () =>
    fc.assert(
      fc.property(anyCase, fc.boolean(), fc.boolean(), ({ system, layout }, whole, judgesAll) => {
        const driver = new Driver(system, layout, { whole, judgesAll });
        driver.run();
        agree(system, driver, judgesAll);
      }),
      { numRuns: 400 },
    ));

  it("finds the same when all rows are written in another way meanwhile", () =>
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 9 }), ({ system, layout, layouts }, stride) => {
        const driver = new Driver(system, layout);
        driver.run(layouts, stride);
        agree(system, driver, false);
      }),
      { numRuns: 300 },
    ));

  it("tells what follows any situation, and where that leads", () =>
    fc.assert(
      fc.property(anyCase, ({ system, layout }) => {
        const driver = new Driver(system, layout);
        const { kernel } = driver;
        driver.run();
        for (let index = 0; index < kernel.count; index++) {
          const steps = stepsOf(system, driver.read(index).split(",").map(Number));
          kernel.enable(index);
          assert.deepEqual(
            Array.from({ length: kernel.enabled }, (_, step) => [
              driver.read(kernel.follow(step)),
              kernel.isFault(step),
            ]),
            steps.map(({ to, fault }) => [to.join(), fault > 0]),
          );
        }
      }),
      { numRuns: 100 },
    ));

  it("keeps the steps of some slots and forgets those of others", () =>
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 31 }), ({ system, layout }, kept) => {
        const driver = new Driver(system, layout);
        const { kernel } = driver;
        driver.run();
        for (let index = 0; index < kernel.count; index++) {
          kernel.enable(index);
          const by = system.actions.map((_, slot) => kernel.enabledBy(slot));
          const all = Array.from({ length: kernel.enabled }, (_, step) => kernel.follow(step));
          assert.equal(
            by.reduce((sum, one) => sum + one.all, 0),
            all.length,
          );
          assert.equal(
            by.reduce((sum, one) => sum + one.harmless, 0),
            kernel.harmless,
          );
          const wanted: number[] = [];
          let from = 0;
          for (const [slot, one] of by.entries()) {
            if ((kept & (1 << slot)) !== 0) wanted.push(...all.slice(from, from + one.all));
            from += one.all;
          }
          kernel.keep(kept);
          assert.deepEqual(
            Array.from({ length: kernel.enabled }, (_, step) => kernel.follow(step)),
            wanted,
          );
        }
      }),
      { numRuns: 100 },
    ));

  /** Counters that only count up: `parts` to the power of `slots` situations, or more with more parts. */
  const counters = (slots: number, most: number): System => ({
    actions: Array.from({ length: slots }, () =>
      Array.from({ length: most }, (_, part) =>
        part + 1 < most ? [{ next: part + 1, sends: [], fault: 0, cost: 1, throws: false }] : [],
      ),
    ),
    receptions: [],
  });

  it("keeps apart what there is room for millions of, in rows of one word and of three", () => {
    for (const bits of [7, 24]) {
      const driver = new Driver(counters(3, 100), new Layout([2 ** bits, 2 ** bits, 2 ** bits]));
      driver.run();
      assert.equal(driver.kernel.count, 1e6);
      assert.equal(driver.kernel.transitions, 3 * 99 * 1e4);
      assert.equal(driver.kernel.depth, 3 * 99);
      assert.deepEqual(
        driver.found.map(({ node }) => driver.read(node)),
        ["99,99,99"],
      );
    }
  });

  it("uses memory again: for what was written in another way, for a table that was outgrown, for ranks that are over", () => {
    const [narrow, wide] = [new Layout([128, 128, 128]), new Layout([2 ** 24, 2 ** 24, 2 ** 24])];
    const once = new Driver(counters(3, 100), wide);
    once.run();
    const often = new Driver(counters(3, 100), narrow);
    often.run([wide, narrow, wide, narrow, wide, narrow, wide], 40);
    assert.equal(often.kernel.count, once.kernel.count);
    // Three words and two more in each place of the table, three and one more of each situation, and little beside.
    const needed = 4 * (5 * 2 ** 21 + 4 * 1e6);
    for (const { bytes } of [once.kernel, often.kernel]) assert.ok(bytes < needed + 3e6, `${bytes}, not ${needed}`);
    const long = new Driver(counters(1, 3000), new Layout([4096]), { judgesAll: true });
    long.run();
    assert.ok(long.kernel.bytes < 2 ** 20, `${long.kernel.bytes}`);
  });

  it("keeps what parts make of many envelopes", () => {
    const [most, slots] = [30, 2];
    const next = (part: number, envelope: number): number => (part * 7 + envelope) % most;
    const system: System = {
      actions: Array.from({ length: slots }, (_, slot) =>
        Array.from({ length: most }, (_, part) => [
          { next: (part + 1) % most, sends: [1 - slot, part], fault: 0, cost: 1, throws: false },
        ]),
      ),
      receptions: Array.from({ length: slots }, () =>
        Array.from({ length: most }, (_, part) =>
          Array.from({ length: most }, (_, envelope) => ({ next: next(part, envelope), sends: [], throws: false })),
        ),
      ),
    };
    const driver = new Driver(system, new Layout([most, most]));
    driver.run();
    agree(system, driver, false);
    assert.ok(driver.kernel.count > 500);
  });

  it("finds thousands of steps out of one situation", () => {
    const most = 9000;
    const action = (next: number): Action => ({ next, sends: [], fault: 0, cost: 1, throws: false });
    const all = Array.from({ length: most }, (_, part) =>
      part > 0 ? [] : Array.from({ length: most - 1 }, (_one, n) => action(n + 1)),
    );
    const driver = new Driver({ actions: [all], receptions: [] }, new Layout([most]));
    driver.run();
    assert.deepEqual([driver.kernel.count, driver.kernel.transitions, driver.found.length], [most, most - 1, most - 1]);
  });

  /** Each counts up, the second one by faults. */
  const faulty = (most: number, faults: number): System => {
    const [harmless, failing] = [counters(1, most), counters(1, faults)];
    const spending = failing.actions.map((list) => list.map((all) => all.map((action) => ({ ...action, fault: 1 }))));
    return { actions: [...harmless.actions, ...spending], receptions: [] };
  };

  it("goes on with more faults after any number of choices", () => {
    for (const everywhere of [false, true]) {
      const system = faulty(150, 4);
      const driver = new Driver(system, new Layout([256, 4]), { judgesAll: everywhere });
      driver.run();
      agree(system, driver, everywhere);
    }
  });

  it("says where a way is longer than can be counted, and loses nothing", () => {
    const [countable, endless] = [1024, 1026].map((faults) => {
      const driver = new Driver(faulty(2, faults), new Layout([2, 2048]));
      driver.run();
      assert.equal(driver.kernel.count, 2 * faults);
      assert.equal(driver.kernel.visits, 2 * faults);
      return driver.kernel;
    });
    assert.equal(endless?.tooLong, true);
    assert.equal(faultsOf(countable?.rankOf(countable.count - 1) ?? 0), 1023);
  });

  it("visits nothing beyond the rank at which it is told to end", () => {
    const driver = new Driver(counters(2, 50), new Layout([64, 64]), { judgesAll: true });
    const { kernel } = driver;
    const visited: string[] = [];
    for (;;) {
      const stop = kernel.run(kernel.visits + 10, mostSituations);
      if (stop === "all") break;
      if (typeof stop === "object") {
        const next = { next: stop.part + 1, sends: [], fault: 0, cost: 1, throws: false };
        kernel.setMoves(stop.slot, stop.part, [next]);
      }
      if (stop !== "judge") continue;
      visited.push(driver.read(kernel.node));
      if (visited.length === 4) kernel.endWithRank();
      kernel.commit();
    }
    assert.deepEqual(visited, ["0,0", "1,0", "0,1", "2,0", "1,1", "0,2"]);
  });

  it("stops at a rank that it was told of, and only there", () => {
    const driver = new Driver(counters(1, 9), new Layout([16]), { judgesAll: true });
    const { kernel } = driver;
    const stops: string[] = [];
    for (;;) {
      const stop = kernel.run(kernel.visits + 10, mostSituations);
      if (stop === "all") break;
      if (typeof stop === "object") {
        const action = { next: stop.part + 1, sends: [], fault: 0, cost: 1, throws: stop.part === 3 };
        kernel.setMoves(stop.slot, stop.part, stop.part < 6 ? [action] : []);
        continue;
      }
      stops.push(stop === "judge" ? driver.read(kernel.node) : stop);
      if (stop !== "judge") continue;
      const rank = kernel.enabled > 0 ? kernel.thrownRank(0) : undefined;
      if (rank !== undefined) kernel.noteThrown(rank);
      kernel.commit();
    }
    assert.deepEqual(stops, ["0", "1", "2", "3", "thrown", "4", "5", "6"]);
  });

  /** Whether there was no memory for it. */
  const lacksMemory = (kernel: Kernel, attempt: () => void): boolean => {
    try {
      attempt();
    } catch {
      assert.ok(kernel.exhausted);
      return true;
    }
    assert.ok(!kernel.exhausted);
    return false;
  };

  /** All that is known can be read: each situation is another, and the way to it is as long as its rank says. */
  const agreeThatReadable = (driver: Driver): void => {
    const { kernel } = driver;
    const texts = new Set<string>();
    for (let index = 0; index < kernel.count; index++) {
      const text = driver.read(index);
      texts.add(text);
      const sum = text.split(",").reduce((all, one) => all + Number(one), 0);
      assert.equal(choicesOf(kernel.rankOf(index)), sum);
      if (index > 0) assert.equal(choicesOf(kernel.rankOf(kernel.parentOf(index))), sum - 1);
    }
    assert.equal(texts.size, kernel.count);
  };

  it("says that there is no more memory, and can still be read then", () => {
    for (const mostPages of [60, 71, 82, 93]) {
      const driver = new Driver(counters(3, 200), new Layout([256, 256, 256]), { mostPages });
      assert.ok(lacksMemory(driver.kernel, () => driver.run()));
      assert.ok(driver.kernel.count > 2e4);
      agreeThatReadable(driver);
    }
  });

  it("can still be read where there is no memory to write all rows in another way", () => {
    // Pages for the search; then for the table, for the blocks of situations, and for all of it.
    const wide = new Layout([2 ** 31, 2 ** 31, 2 ** 31]);
    const lacking = Array.from({ length: 16 }, (_, more) => {
      const driver = new Driver(counters(3, 24), new Layout([32, 32, 32]), { mostPages: 20 + 2 * more });
      driver.run();
      const lacks = lacksMemory(driver.kernel, () => driver.kernel.rewrite(wide, () => undefined));
      assert.equal(driver.kernel.count, 24 ** 3);
      agreeThatReadable(driver);
      return lacks;
    });
    assert.equal(lacking.lastIndexOf(true) + 1, lacking.indexOf(false));
    assert.ok(lacking.includes(true) && lacking.includes(false));
  });

  it("says that there is no memory for what a part does or makes of an envelope", () => {
    const kernelOf = (): Kernel => new Kernel(new Layout([4]), 1, { whole: true, judgesAll: false, mostPages: 4 });
    const actions = Array.from({ length: 9 }, () => ({ next: 0, sends: [], fault: 0, cost: 1, throws: false }));
    const [first, second] = [kernelOf(), kernelOf()];
    const untilItLacks = (kernel: Kernel, attempt: (n: number) => void): number => {
      let n = 0;
      while (!lacksMemory(kernel, () => attempt(n))) n++;
      return n;
    };
    assert.ok(untilItLacks(first, (part) => first.setMoves(0, part, actions)) > 100);
    const reception = { next: 0, sends: [], throws: false };
    assert.ok(untilItLacks(second, (envelope) => second.setReception(0, 0, envelope, reception)) > 100);
  });

  it("has no memory for more bytes than there are addresses", () => {
    const driver = new Driver(counters(1, 1000), new Layout([1024]));
    driver.run();
    // With the table's 8192 places 2 ** 32 bytes; all else has fewer.
    const layout = Object.assign(new Layout([1024]), { words: 2 ** 17 - 2 });
    assert.ok(lacksMemory(driver.kernel, () => driver.kernel.rewrite(layout, () => undefined)));
    agreeThatReadable(driver);
  });

  it("has no memory at an address that 32 bits do not have", () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 ** 16 });
    const bytes = Uint8Array.from(atob(kernelBytes), (char) => char.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    const allocate = exports.allocate as (bytes: number) => number;
    const addresses: number[] = [];
    // The last of these would end where the addresses do.
    const start = allocate(64) >>> 0;
    assert.throws(() => {
      for (const size of [2 ** 31 - start - 64, 2 ** 31 - 4096, 4096, 64, 64]) addresses.push(allocate(size) >>> 0);
    });
    assert.ok(addresses.every((address) => address > start));
  });
});
