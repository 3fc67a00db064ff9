/** Code that eats time or memory. Each is stopped with a failure that names what ran, or ends as an ordinary answer. */
import { handlerFile, type Hostile } from "./hostile.ts";

const slow = ["too-slow"] as const;
/** How fast memory fills depends on the machine: whichever limit is met first. */
const big = ["too-much-memory", "too-slow"] as const;

const withCheck = (holds: string): string => `import { scenario, request, atDrain } from "eventually";
import { helper } from "./exercise";
export default scenario({ services: { s: {} }, clients: { c: [request("s", "go")] }, checks: [atDrain("ends", (w) => ${holds})] });
`;

export const bombs: readonly Hostile[] = [
  { name: "a loop", handler: "  for (;;) {}", failure: slow },
  { name: "a loop while the file loads", file: "for (;;) {}", failure: slow },
  {
    name: "a loop in a check",
    file: `${handlerFile("")}export const helper = (): boolean => { for (;;) {} };`,
    scenario: withCheck("helper()"),
    failure: slow,
  },
  { name: "a loop in a transaction", handler: "  await ctx.tx(() => { for (;;) {} });", failure: slow },
  { name: "a loop in a getter", handler: "  const o = { get x() { for (;;) {} } }; found = o.x;", failure: slow },
  {
    name: "a loop in a proxy given to ctx",
    handler: `  await ctx.db.put("x", new Proxy({}, { ownKeys() { for (;;) {} } }));`,
    failure: slow,
  },
  { name: "a loop in a thenable", handler: "  return { then() { for (;;) {} } };", failure: slow },
  { name: "a loop in the message of an error", handler: "  throw { get message() { for (;;) {} } };", failure: slow },
  { name: "a loop after a ctx call", handler: `  await ctx.db.get("a"); for (;;) {}`, failure: slow },
  { name: "a loop of microtasks", handler: "  for (;;) await null;", failure: slow },
  {
    name: "promise chains without end",
    handler: "  const again = (): any => Promise.resolve().then(again); again();",
    failure: big,
  },
  { name: "catastrophic backtracking", handler: `  found = /^(a+)+$/.test("a".repeat(40) + "b");`, failure: slow },
  { name: "recursion", handler: "  const f = (): any => f() + 1; f();" },
  {
    name: "asynchronous recursion",
    handler: "  const f = async (): Promise<any> => { await null; return (await f()) + 1; }; await f();",
    failure: big,
  },
  { name: "array growth", handler: "  const a: any[] = []; for (;;) a.push({ a });", failure: big },
  {
    name: "a large array filled",
    handler: "  const a: any[] = []; for (;;) a.push(new Array(1 << 22).fill(1.5));",
    failure: big,
  },
  {
    name: "an infinite generator spread",
    handler: "  function* g() { for (;;) yield 1; } found = [...g()];",
    failure: [...big],
  },
  {
    name: "string doubling",
    handler: `  let s = "ab"; const all: any[] = []; for (;;) { s += s; if (s.length > 1e7) { all.push((s + all.length).split("")); s = "ab"; } }`,
    failure: big,
  },
  {
    name: "JSON.stringify growth",
    handler: `  let s: any = "x".repeat(1000); for (;;) s = JSON.stringify([s, s, s]);`,
    failure: [...big],
  },
  {
    name: "a sort of millions",
    handler: "  const a = Array.from({ length: 5e6 }, (_, i) => ({ i: -i })); a.sort((x, y) => x.i - y.i);",
    failure: big,
  },
  { name: "map growth", handler: "  const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });", failure: big },
  { name: "symbol growth", handler: "  const a: any[] = []; for (;;) a.push(Symbol('x'.repeat(100)));", failure: big },
  {
    name: "closure growth",
    handler: "  let f: any = () => 0; for (;;) { const g = f; f = () => [g, {}]; }",
    failure: big,
  },
  { name: "bigint growth", handler: "  let n = 3n; for (;;) n = n * n;", failure: big },
  { name: "memory while the file loads", file: "const a: any[] = []; for (;;) a.push([a]);", failure: big },
  {
    name: "too much handed to ctx at once",
    handler: `  await ctx.db.put("x", "x".repeat(3e6));`,
    failure: ["not-plain-data"],
  },
  {
    name: "an object nested without end",
    handler: `  let o: any = {}; for (let i = 0; i < 1e5; i++) o = { o }; await ctx.db.put("x", o);`,
    failure: ["not-plain-data"],
  },
  {
    name: "an array of a billion holes",
    handler: `  await ctx.db.put("x", new Array(1e9));`,
    failure: ["not-plain-data"],
  },
  { name: "steps without end", handler: `  for (;;) await ctx.db.get("a");`, failure: slow, mayRun: true },
  { name: "operations without end", handler: `  for (;;) void ctx.db.get("a");`, failure: big },
  {
    name: "much data in every step",
    handler: `  for (let i = 0; i < 100; i++) await ctx.db.put("k" + i, "x".repeat(900_000));`,
    failure: [...big, "sandbox-died"],
  },
];
