import * as z from "zod/mini";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { parseTree } from "jsonc-parser";
console.log(typeof parseTree);
const s = z.strictObject({ a: z.string({ error: "text" }).check(z.regex(/^a$/, { error: "kebab" })), l: z.enum(["x", "y"], { error: "lvl" }), n: z.optional(z.int({error:"int"}).check(z.gte(1,{error:"gte"}))), arr: z.array(z.string({error:"s"}),{error:"array"}).check(z.minLength(1,{error:"min"})) }, { error: "object" });
console.log(JSON.stringify(s.safeParse({ a: "b", l: "z", q: 1, n: 1.5, arr: [] }).error?.issues, null, 0));
console.log(JSON.stringify(s.safeParse([]).error?.issues));
console.log(JSON.stringify(z.toJSONSchema(s, { target: "draft-7", io: "input" })));
const text = "- [x] text `a`\n\n  Why *this*\n  more\n- [ ]  b\n  lazy\n\n      code\n";
console.log(JSON.stringify(fromMarkdown(text, { extensions: [gfmTaskListItem()], mdastExtensions: [gfmTaskListItemFromMarkdown()] }), (k, v) => k === "position" ? `${v.start.line}:${v.start.column}@${v.start.offset}-${v.end.offset}` : v, 1));
for (const [n, c] of Object.entries({ br: "[", q: "> ", em: "*a ", li: "- ", tick: "`a", img: "![](", lt:"<", nested: "1. " , und: "_a_ ", par:"a](", amp: "&"})) {
  for (const size of [8000, 64000]) { const x = c.repeat(Math.floor(size / c.length)); const t = performance.now(); try { fromMarkdown(x); console.log(n, size, Math.round(performance.now() - t)); } catch (e) { console.log(n, size, String(e)); } if (performance.now()-t>1500) break; }
}
