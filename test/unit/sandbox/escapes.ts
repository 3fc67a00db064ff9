/** Classic ways out of a JavaScript sandbox, as learner code. `REACHED` in what they store means that one worked. */
import type { Hostile } from "./hostile.ts";

/** Tries an expression that would give `process`, or the real global object. */
const reach = (expression: string): string => `  try {
    const got: any = ${expression};
    found = got && (got.version || got.process || got.env || got.setTimeout || got.readFileSync) ? "REACHED" : "nothing";
  } catch (error: any) { found = "threw " + error?.name; }`;

const tamper = (statement: string): string =>
  `  try { ${statement} } catch (error: any) { found = "threw " + error?.name; }`;

export const escapes: readonly Hostile[] = [
  { name: "constructor of a constructor", handler: reach(`({}).constructor.constructor("return process")()`) },
  { name: "constructor of a ctx function", handler: reach(`ctx.db.get.constructor("return process")()`) },
  { name: "constructor of require", handler: reach(`(require as any).constructor("return process")()`) },
  { name: "async function constructor", handler: reach(`await (async () => {}).constructor("return process")()`) },
  {
    name: "generator function constructor",
    handler: reach(`(function* () {}).constructor("yield process")().next().value`),
  },
  {
    name: "async generator constructor",
    handler: reach(`(await (async function* () {}).constructor("yield process")().next()).value`),
  },
  {
    name: "Function through Reflect",
    handler: reach(`Reflect.construct(Reflect.getPrototypeOf(() => 0).constructor, ["return process"])()`),
  },
  { name: "Function by name", handler: reach(`new Function("return process")()`) },
  { name: "indirect eval", handler: reach(`(0, eval)("process")`) },
  { name: "direct eval", handler: reach(`eval("process")`), failure: ["forbidden"] },
  { name: "import()", handler: reach(`await import("node:fs")`), failure: ["forbidden"] },
  { name: "import() with a comment in between", handler: reach(`await import/**/("node:fs")`), failure: ["forbidden"] },
  {
    name: "import with an escaped letter",
    handler: reach(`await imp\\u006frt("node:fs")`),
    failure: ["syntax", "forbidden"],
  },
  { name: "import.meta", handler: reach("import.meta"), failure: ["forbidden", "syntax"] },
  {
    name: "import() hidden behind a regular expression",
    handler: reach(`1 /2/ await import("node:fs")`),
    failure: ["syntax", "forbidden"],
  },
  { name: "static import", file: `import * as fs from "node:fs";\nfs.readFileSync("/");`, failure: ["import-unknown"] },
  { name: "re-export of a module", file: `export * from "node:fs";`, failure: ["import-unknown"] },
  { name: "require", file: `const name = "fs"; require("node:" + name);`, failure: ["import-unknown"] },
  {
    name: "require, caught",
    file: `import { service } from "eventually"; try { require("fs"); } catch {} service("s").on("go", () => {});`,
    failure: ["import-unknown"],
  },
  { name: "module internals", handler: reach(`(module as any).constructor._load("fs")`) },
  { name: "process by name", handler: reach("process") },
  { name: "globalThis", handler: reach("globalThis") },
  { name: "this of a sloppy function", handler: reach("(function (this: any) { return this; })()") },
  {
    name: "this of the module",
    file: `import { service } from "eventually"; const self: any = this; service("s").on("go", async (ctx: any) => { await ctx.db.put("found", self?.process ? "REACHED" : "nothing"); });`,
  },
  {
    name: "arguments of the evaluator",
    file: `import { service } from "eventually"; const given = arguments; service("s").on("go", async (ctx: any) => { await ctx.db.put("found", given.length > 1 ? "REACHED" : "nothing"); });`,
  },
  {
    name: "callee and caller",
    handler: reach("(function f(): any { return (f as any).caller ?? (arguments as any).callee.caller; })()"),
  },
  {
    name: "prepareStackTrace gives call sites",
    handler: `  try { (Error as any).prepareStackTrace = (_: any, sites: any[]) => sites.map((s) => s.getThis?.()).find((t) => t?.process); } catch {}
${reach("(new Error() as any).stack.process ?? (new Error() as any).stack")}`,
  },
  {
    name: "captureStackTrace with own prepareStackTrace",
    handler: `  const holder: any = { };
  try { (Error as any).prepareStackTrace = (_: any, sites: any) => sites; (Error as any).captureStackTrace(holder); } catch {}
  found = typeof holder.stack === "object" && holder.stack?.[0]?.getFunction ? "REACHED" : "nothing";`,
  },
  {
    name: "stackTraceLimit lowered",
    handler: `  try { (Error as any).stackTraceLimit = 0; } catch {}
  await ctx.db.put("x", 1);`,
  },
  {
    name: "stackTraceLimit raised",
    handler: `  try { (Error as any).stackTraceLimit = Infinity; } catch {}
  const deep = (n: number): any => n === 0 ? ctx.db.put("x", 1) : deep(n - 1);
  await deep(3000);`,
  },
  {
    name: "constructor of an error of ours",
    handler: `  try { ctx.db.get(1); } catch (error: any) {\n${reach(`error.constructor.constructor("return process")()`)}\n  }`,
  },
  {
    name: "constructor of a stack overflow",
    handler: `  const deep = (): any => deep();
  try { deep(); } catch (error: any) {\n${reach(`error.constructor.constructor("return process")()`)}\n  }`,
  },
  {
    name: "ctx called at the edge of the stack",
    handler: `  const deep = (): any => { try { return deep(); } catch { return ctx.mem.put("x", 1); } };
  try { deep(); } catch (error) { found = "threw"; }`,
    // How deep the stack reaches differs from run to run.
    failure: ["state-outside-ctx"],
    mayRun: true,
  },
  { name: "Object.prototype polluted", handler: tamper("(Object.prototype as any).answer = 42;") },
  { name: "Object.prototype polluted through __proto__", handler: tamper("({} as any).__proto__.answer = 42;") },
  {
    name: "Array.prototype methods replaced",
    handler: tamper("Array.prototype.push = Array.prototype.map = (() => []) as any;"),
  },
  {
    name: "array iterator replaced",
    handler: tamper("(Object.getPrototypeOf([][Symbol.iterator]()) as any).next = () => ({ done: true });"),
  },
  { name: "Map.prototype.get replaced", handler: tamper("Map.prototype.get = () => 42 as any;") },
  { name: "JSON.stringify replaced", handler: tamper(`JSON.stringify = () => '{"kind":"reply","id":1}' as any;`) },
  {
    name: "Promise.prototype.then replaced",
    handler: tamper("Promise.prototype.then = function () { return 42; } as any;"),
  },
  { name: "Promise replaced", handler: tamper("(globalThis as any).Promise = class { then() {} };") },
  {
    name: "own then on a promise of ours",
    handler: `  const p = ctx.db.get("a"); try { p.then = (f: any) => f(42); } catch {}\n  await p;`,
  },
  {
    name: "Symbol.species",
    handler: `  class Evil extends Array { static get [Symbol.species]() { return Object; } }
  await ctx.db.put("a", new Evil(3).fill(1));`,
  },
  { name: "toJSON", handler: `  await ctx.db.put("answer", { toJSON: () => 42 });`, failure: ["not-plain-data"] },
  { name: "valueOf", handler: tamper(`await ctx.db.add("answer", { valueOf: () => 42 });`) },
  { name: "toString as a key", handler: tamper(`await ctx.db.put({ toString: () => "answer" }, 41);`) },
  {
    name: "a proxy as a value",
    handler: `  await ctx.db.put("x", new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ value: 1, configurable: true, enumerable: true }) }));`,
  },
  {
    name: "a proxy that throws",
    handler: tamper(`await ctx.db.put("x", new Proxy({}, { ownKeys() { throw new Error("no"); } }));`),
  },
  {
    name: "a getter as a value",
    handler: `  await ctx.db.put("answer", { get x() { return 42; } });`,
    failure: ["not-plain-data"],
  },
  {
    name: "the failure of a value, caught",
    handler: `  try { await ctx.db.put("x", () => 0); } catch {}`,
    failure: ["not-plain-data"],
  },
  {
    name: "an object with __proto__ as a key",
    handler: `  await ctx.db.put("x", JSON.parse('{"__proto__":{"answer":42}}'));`,
    failure: ["not-plain-data"],
  },
  { name: "__proto__ as a database key", handler: `  await ctx.db.put("__proto__", { answer: 42 });` },
  {
    name: "__proto__ as a key in a transaction",
    handler: `  await ctx.tx((t: any) => { t.put("__proto__", { answer: 42 }); });`,
  },
  {
    name: "a queue named like a property of objects",
    handler: `  await ctx.publish("constructor", 1);`,
    failure: ["unknown-target"],
  },
  {
    name: "a service named like a property of objects",
    handler: `  await ctx.call("constructor", "toString", 1);`,
    failure: ["unknown-target"],
  },
  { name: "__proto__ as a volatile key", handler: `  ctx.mem.put("__proto__", { answer: 42 });` },
  {
    name: "a thenable as the result",
    handler: `  return { then(resolve: any) { resolve({ answer: 42 }); resolve(1); } };`,
  },
  { name: "a thenable that never settles", handler: "  return { then() {} };", failure: ["never-settles"] },
  { name: "closing our braces", file: `}); exports.default = { checks: [] }; ({`, failure: ["syntax"] },
  {
    name: "closing the evaluator's function",
    file: `} } } } }; globalThis.process; (function () { with ({}) { {{{`,
    failure: ["syntax"],
  },
  {
    name: "a scenario's exports from the exercise",
    file: `import { service } from "eventually"; service("s").on("go", () => {}); export default { services: { s: {} }, checks: [{ kind: "always", name: "the answer is 42", holds: () => true }] };`,
  },
  {
    name: "module.exports replaced by a proxy",
    file: `import { service } from "eventually"; service("s").on("go", () => {}); (module as any).exports = new Proxy({}, { get: () => () => true });`,
  },
  {
    name: "the module's API replaced",
    file: `import * as api from "eventually"; try { (api as any).atDrain = (name: string) => ({ kind: "atDrain", name, holds: () => true }); } catch {} try { Object.defineProperty(api, "same", { value: () => true }); } catch {} api.service("s").on("go", () => {});`,
  },
  {
    name: "globals of the other module replaced",
    file: `import { service } from "eventually"; try { (globalThis as any).exports = 1; (globalThis as any).Array = null; } catch {} service("s").on("go", () => {});`,
  },
  {
    name: "a forged reply in a text",
    handler: String.raw`  await ctx.db.put("x", "\n{\"kind\":\"reply\",\"id\":1,\"reply\":{\"kind\":\"failed\",\"failure\":{\"code\":\"cancelled\"}},\"heapMb\":1,\"cost\":{\"cpuMs\":1,\"peakMb\":1}}\n");`,
  },
  { name: "a forged reply in an error", handler: String.raw`  throw new Error("\n{\"kind\":\"ready\"}\n\u0000u");` },
  { name: "the wire's own mark in a text", handler: String.raw`  await ctx.db.put("x", "\u0000u");` },
  { name: "standard output", handler: reach(`(globalThis as any).process?.stdout ?? (globalThis as any).postMessage`) },
  { name: "console", handler: reach("(console as any).constructor") },
  {
    name: "an error that claims to end the run",
    handler: `  throw Object.assign(new Error("x"), { failure: { code: "cancelled" }, name: "StopRun" });`,
  },
  { name: "a huge text in an error", handler: `  throw new Error("x".repeat(5_000_000));` },
  {
    name: "an error whose message is a trap",
    handler: `  throw new Proxy({}, { get() { throw new Error("trap"); }, getPrototypeOf() { throw new Error("trap"); } });`,
  },
  {
    name: "an error with a forged stack",
    handler: String.raw`  throw Object.assign(new Error("x"), { stack: "Error\n at (exercise.ts:99999:1)\n at (/etc/passwd:1:1)" });`,
  },
  { name: "the hole, caught", handler: "  try { found = ____; } catch {}", failure: ["hole-left"] },
  { name: "the hole, asked for its type", handler: "  found = typeof ____;", failure: ["hole-left"] },
  { name: "the hole, assigned", handler: "  try { ____ = 42; } catch {}", failure: ["hole-left"] },
  { name: "a forged sourceURL", handler: "  await ctx.db.put('x', 1);\n//# sourceURL=/etc/passwd" },
  { name: "an HTML comment", handler: "  found = 1;\n<!-- hidden\n", failure: ["forbidden", "syntax"] },
  { name: "RegExp statics", handler: reach(`(RegExp as any).$1 || (RegExp as any).input`) },
  {
    name: "typed arrays by name",
    handler: reach(`typeof (globalThis as any).Uint8Array === "function" ? { version: 1 } : null`),
  },
  {
    name: "shared memory",
    handler: reach(
      `typeof (globalThis as any).SharedArrayBuffer === "function" || typeof (globalThis as any).Atomics === "object" ? { version: 1 } : null`,
    ),
  },
  {
    name: "weak references",
    handler: reach(`(globalThis as any).WeakRef || (globalThis as any).FinalizationRegistry ? { version: 1 } : null`),
  },
  { name: "a compartment of its own", handler: reach(`new (globalThis as any).Compartment({}).evaluate("process")`) },
  { name: "the real clock", handler: `  found = typeof Date.now() === "number" ? "REACHED" : "nothing";` },
  { name: "a date of today", handler: `  found = new Date().getTime() > 0 ? "REACHED" : "nothing";` },
  { name: "chance", handler: `  found = typeof Math.random() === "number" ? "REACHED" : "nothing";` },
  { name: "a handler registered late", handler: tamper(`require("eventually").service("s").on("late", () => 0);`) },
  {
    name: "ctx kept from an earlier run",
    file: `import { service } from "eventually"; let kept: any; service("s").on("go", async (ctx: any) => { kept ??= ctx; await kept.db.put("answer", 42); });`,
    failure: ["state-outside-ctx"],
  },
  {
    name: "a counter outside ctx",
    file: `import { service } from "eventually"; let n = 40; service("s").on("go", async (ctx: any) => { n += 1; await ctx.db.put("answer", n); });`,
    failure: ["state-outside-ctx"],
  },
  {
    name: "state on a function",
    file: `import { service } from "eventually"; const f: any = () => 0; service("s").on("go", async (ctx: any) => { f.n = (f.n ?? 0) + 1; await ctx.db.put("answer", f.n); });`,
    failure: ["state-outside-ctx"],
  },
  { name: "state on globalThis", handler: tamper("(globalThis as any).kept = 1;") },
  { name: "unhandled rejections", handler: `  for (let i = 0; i < 100; i++) void Promise.reject(new Error("lost"));` },
  {
    name: "t used after its transaction",
    handler: `  let t: any; await ctx.tx((given: any) => { t = given; }); ${tamper("t.put('answer', 42);")}`,
  },
  { name: "an asynchronous transaction", handler: `  await ctx.tx(async (t: any) => { t.put("answer", 42); });` },
  { name: "tagged template objects", handler: tamper("const f = (s: any) => { s.raw.push(1); }; f`x`;") },
];
