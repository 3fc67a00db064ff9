// An audit: search compares its copy of a price with the catalog, which owns it, and files a report.
import { service, TIMEOUT } from "eventually";

type Finding = "consistent" | "inconsistent";

/** Says whether two prices, read when no message was on its way, agree. */
function compare(local: number | undefined, source: number | undefined): Finding {
  if (/*@blank condition*/ local === source) {
    return "consistent";
  }
  return /*@blank otherwise*/ "inconsistent";
}

service("search").on("audit", async (ctx, { sku }: { sku: string }) => {
  const local = await ctx.db.get<number>(`price/${sku}`);
  const source = await ctx.call<number | undefined | typeof TIMEOUT>("catalog", "currentPrice", { sku });
  // No answer is no finding: this product is audited again tomorrow.
  if (source === TIMEOUT) return "skipped";
  // Both values go into the report, so that whoever repairs the copy can see what was compared.
  await ctx.db.put(`report/${sku}`, { local, source, finding: compare(local, source) });
  return "reported";
});

service("catalog").on("currentPrice", async (ctx, { sku }: { sku: string }) => {
  return ctx.db.get<number>(`price/${sku}`);
});
