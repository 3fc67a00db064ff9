/** The exercises that the tests work on: five written for them, and every one of the pack that comes with the extension. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExerciseSource } from "../../../../src/core/exercise/model.ts";
import { parseExercise } from "../../../../src/core/exercise/parseExercise.ts";

const WRITTEN: readonly string[] = [
  `import { service } from "eventually";

service("catalog").on("rename", async (ctx, change: { sku: string; name: string }) => {
  await ctx.db.put(change.sku, { name: change.name, state: /*@blank state*/ "consistent" });
  await ctx.publish("Renamed", change, { key: change.sku });
});

service("search").on("Renamed", async (ctx, change: { sku: string; name: string }) => {
  const known = await ctx.db.get<string>(change.sku);
  if (known === change.name) return;
  await ctx.db.put(change.sku, change.name);
});
`,
  `import { type Context, service } from "eventually";

//#region @hidden
export const notForLearners = "hidden";
//#endregion
type Update = { readonly id: string; readonly total: number };

async function handOver(ctx: Context, update: Update): Promise<void> {
  //#region @blank handover
  await ctx.publish("OrderChanged", update, { key: update.id });
  await ctx.db.put(\`sent/\${update.id}\`, true);
  //#endregion
}

service("orders").on("change", async (ctx, update: Update) => {
  await ctx.db.put(update.id, update.total);
  await handOver(ctx, update);
  return "accepted";
});
`,
  `import { service } from "eventually";

interface Message<T> {
  readonly id: string;
  readonly data: T;
}

service("billing").on("AddressChanged", async (ctx, msg: Message</*@blank payload*/ { street: string; city: string }>) => {
  if (await ctx.db.has(\`seen/\${msg.id}\`)) return;
  await ctx.tx((t) => {
    t.put("address", /*@blank stored*/ msg.data);
    t.put(\`seen/\${msg.id}\`, true);
  });
});
`,
  `import { service } from "eventually";

type Finding = "consistent" | "inconsistent";

function compare(local: number, source: number, slack: number): Finding {
  //@starter <
  if (Math.abs(local - source) /*@blank relation*/ > slack) return "inconsistent";
  return /*@blank otherwise*/ "consistent";
}

service("audit").on("compare", async (ctx, { sku }: { sku: string }) => {
  const local = await ctx.db.get<number>(sku);
  const source = await ctx.call<number>("catalog", "price", { sku });
  if (local === undefined || /*@blank unknown*/ source === undefined) return "unknown";
  return compare(local, source, 0);
});
`,
  `import { type Context, service } from "eventually";

const maxAttempts = 3;

async function offer(ctx: Context, id: string): Promise<boolean> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      await ctx.call("carrier", "change", { id, attempt }, { idempotencyKey: id });
      return /*@blank success*/ true;
    } catch (error) {
      //@starter throw error;
      //#region @blank failure
      await ctx.sleep(100 * 2 ** attempt);
      //#endregion
    }
  }
  return /*@blank usedUp*/ false;
}

service("orders").on("redirect", async (ctx, update: { id: string }) => {
  const accepted = await offer(ctx, update.id);
  await ctx.db.put(update.id, accepted ? /*@blank report*/ "succeeded" : "failed");
});
`,
];

const pack = join(import.meta.dirname, "../../../../exercises/eventual-consistency");

const shipped = existsSync(pack)
  ? readdirSync(pack)
      .map((name) => join(pack, name, "exercise.ts"))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, "utf8"))
  : [];

/** The authors' texts. */
export const TEXTS: readonly string[] = [...WRITTEN, ...shipped];

export function sourceOf(text: string): ExerciseSource {
  const { source, problems } = parseExercise(text);
  if (source === undefined) throw new Error(`Not usable: ${JSON.stringify(problems)}`);
  return source;
}

export const SOURCES: readonly ExerciseSource[] = TEXTS.map(sourceOf);
