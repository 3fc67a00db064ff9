/** Expressions, types and the places they can stand in, for the comparison with a parser. */
import fc from "fast-check";

export const EXPRESSIONS: readonly string[] = [
  "a", "1", '"s"', "`t`", "`t${a + b}u`", "`a${`b${c}`}d`", "/re/g", "null", "this", "true",
  "a + b * c", "a * b + c", "a === b", "a !== b && c", "a ?? b", "(a ?? b) || c", "a || b && c", "a ** b ** c", "a - b - c",
  "a < b", "a > b", "a >> b", "a >>> b", "a >= b", "a << 2", "a & b | c ^ d", "a instanceof B", '"k" in a',
  "!a && b", "!a", "-a + b", "typeof a === 'string'", "void 0", "delete a.b", "await f(a)", "await f(a) ?? b", "await a.b(c).d",
  "a ? b : c", "a ? b : c ? d : e", "a ? b ? 1 : 2 : 3", "a && b ? c : d", "a ? (b) : (c)", "a ? (x) => x : b", "a ? { b: 1 } : [c]",
  "a = b", "a.b += c", "a ||= b", "a = b = c", "[a, b] = [b, a]", "({ a } = b)",
  "() => 1", "x => x", "x => y => x + y", "(x) => x", "(x, y = 2, ...z) => { return x; }", "async () => { await a; }", "async x => x",
  "async (x: number): Promise<number> => x", "<T>(x: T) => x", "<T, U = T>(x: T): U => x as any", "({ a, b: [c] }) => a + c", "(a = () => 1) => a()",
  "() => ({ a: 1 })", "(x: unknown): x is string => typeof x === 'string'", "((a))", "(a, b)", "(a)(b)", "(a as B).c", "(a + b) * c", "(() => 1)()",
  "f()", "f(a, b)", "f(...a)", "f(a)(b)", "f(a).b[c].d()", "a.b.c", "a[b + 1].c", "a?.b", "a?.b.c(d)", "a?.(b)", "a?.[b]?.c", "a.b!.c", "a!", "a! + b", "f(a)!.b",
  "f<T>(a)", "f<A, B<C>>(a).d", "f<A<B<C>>>(a)", "a.b<T>(c)", "new A", "new A()", "new A.B(c)", "new A(b).c()", "new (f())(a)", "new Map<string, number[]>()", "new Map<string, Map<string, A>>([])",
  "f`a${b}c`", "f<T>`a`", "a.b`c`.d", "{ a: 1 }", "{ a, b, ...c }", "{ [a]: b, 'c': d, 1: e }", "{ a() { return 1; }, get b() { return 2; }, async *c() {} }", "{ async: 1, get: 2 }",
  "[]", "[a, , b]", "[...a, b]", "[[a], [b]]", "a as B", "a as B | C", "a as const", "a as unknown as B", "a satisfies B", "{ a: 1 } satisfies Record<string, number>", "a + b as C", "a as B[]", "a as { b: C }",
  "a as B < c", "a < (b as C)", "function () {}", "function f(a: number) { return a; }", "async function () { await 1; }", "function* () { yield 1; yield* a; }", "class {}", "class A extends B { c = 1; d() {} }",
  "class A<T> extends f(B)<T> implements C, D { #x = 1; static { this.y = 2; } constructor(private readonly z: T) { super(); } get [k]() { return 1; } declare q?: string }",
  "import.meta.url", "import('x')", "a++", "--a", "a++ + b", "+a", "~a", "a % b / c", "a == b != c", "a.default.class.if", "async", "async(a)", "of", "type", "as", "a.as as B", "a.type", "get + set",
  "a < b && c > d", "f(a < b, c > d)", "f(a < b, c > (d))", "a.map((x) => x * 2).filter(Boolean)", "ctx.db.get<number>(`price/${sku}`)", "await ctx.publish('X', { a: [1, 2] }, { key: a.b })",
  "xs.reduce<Record<string, number>>((m, x) => ({ ...m, [x]: 1 }), {})", "local === source", "queue.publish(update)", "msg.data", "maxAttempts - attempt > 0", "a?.b ?? c?.d", "a ? b : (c, d)", "a\n  .b()\n  .c()", "a /* x */ + /* y */ b",
];

export const IN_EXPRESSIONS: readonly (readonly [string, string])[] = [
  ["const v = ", ";"], ["v = ", ";\nnext();"], ["f(", ");"], ["f(x, ", ", y);"], ["[", "];"], ["g([x, ", "]);"], ["h({ k: ", " });"], ["h({ k: ", ", m: 1 });"],
  ["if (", ") { x(); }"], ["while (", ") break;"], ["for (const q of ", ") {}"], ["async function r() { return ", "; }"], ["async function r() {\n  await ", "\n}"], ["async function r() { await ", "; }"],
  ["!", ";"], ["x && ", ";"], ["x + ", " * y;"], ["x * ", " + y;"], ["const t = x ? ", " : y;"], ["const t = x ? y : ", ";"], ["const k = () => ", ";"], ["`a${", "}b`;"], ["x[", "];"],
  ["throw ", ";"], ["switch (x) { case ", ": y(); }"], ["(", ");"], ["x === ", " || y;"], ["f(...", ");"], ["const { d = ", " } = x;"], ["class K { p = ", "; }"], ["export default ", ";"], ["typeof ", ";"], ["x = y ?? ", ";"],
  ["function p(q = ", ") {}"], ["new N(", ");"], ["x ** ", ";"], ["for (let i = ", "; i < 3; i++) {}"], ["const v: T = ", "\nnext()"],
];

export const TYPES: readonly string[] = [
  "string", "A", "A.B.C", "A<B>", "A<B<C>>", "A<B<C<D>>>", "A[]", "A[][]", "A['b']", "A[number]['c']", "(A | B)[]", "A | B", "A & B | C", "| A | B", "\"a\" | 'b'", "1 | -1", "`a${B}c`", "null", "undefined", "void", "this",
  "{ a: string; b?: number }", "{ readonly a: string, [k: string]: unknown }", "{ a(): void; (b: string): c; new (d: e): f }", "{ [K in A]: B }", "{ readonly [K in keyof A]?: A[K] }", "{ -readonly [K in A as `x${K}`]-?: B }",
  "[A, B]", "[a: A, b?: B, ...c: C[]]", "[A?, ...B[]]", "() => void", "(a: A, b?: B, ...c: C[]) => D", "<T>(a: T) => T", "new (a: A) => B", "abstract new () => A", "(a: A) => (b: B) => C", "() => A | B", "((a: A) => B) | C",
  "keyof A", "keyof typeof a", "readonly A[]", "unique symbol", "typeof a.b", "typeof a.b<C>", "import('x').Y<Z>", "A extends B ? C : D", "A extends B ? C : D extends E ? F : G", "A extends (infer T)[] ? T : never", "A extends { a: infer T } ? T : never",
  "Promise<Map<string, Array<number>>>", "Record<string, (a: A) => B>", "Partial<Pick<A, 'b' | 'c'>>", "(A)", "({ a: B })", "A | (B & C)", "A\n  | B", "asserts", "is", "readonly", "keyof (A | B)", "A<() => B>", "{}", "[]", "unknown", "{ a: 1 }[]",
];

export const IN_TYPES: readonly (readonly [string, string])[] = [
  ["let v: ", ";"], ["let v: ", " = w;"], ["type T = ", ";"], ["type T<U> = ", "\nnext();"], ["function f(a: ", ") {}"], ["function f(a: ", ", b: X) {}"], ["function f(): ", " { return x; }"], ["const g = (a: ", ") => a;"],
  ["f<", ">(x);"], ["new Map<string, ", ">();"], ["interface I { p: ", "; q: X }"], ["interface I { p: ", "\n q: X }"], ["class C { p: ", "; }"], ["class C { m(a: ", "): void {} }"], ["type T = X | ", ";"], ["type T<U extends ", "> = U;"],
  ["type T = Promise<", ">;"], ["let x = y as ", ";"], ["f(y as ", ");"], ["let x = y satisfies ", ";"], ["type T = [", ", X];"], ["type T = { a: ", " };"],
];

export const FILES: readonly string[] = [
  "import a, { type B, c as d } from 'x';\nimport * as e from 'y';\nimport type { F } from 'z';\nexport { c as d } from 'q';\nexport * from 'r';\nexport const g = a(d);\n",
  "label: for (const [k, v] of Object.entries(x)) { if (!v) continue label; else if (k) break; }\ndo { x++ } while (x < 3)\n",
  "try { a(); } catch (error) { b(error); } finally { c(); }\ntry { d() } catch { e() }\n",
  "switch (a) { case 1: { b(); break; } case c.d: default: e(); }\n",
  "abstract class A { abstract m(): void; protected static readonly x: number = 1; async *g(): AsyncGenerator<number> { yield 1; } }\n",
  "enum E { A, B = 2, C = 'c' }\ndeclare const x: number;\ndeclare function f(a: string): void;\nnamespace N { export const y = 1; }\nf(x)\n",
  "export default async function handler(ctx: Context) { await ctx.ack() }\nexport class Q { x = 1 }\nexport type T = A | B;\nexport interface I extends A<B>, C { d: E }\n",
  "const a = 1\nconst b = a\n;[a, b].forEach((x) => x)\nlet c, d = 2\nvar { e, f: { g = 1 }, ...h } = i\n",
  "function over(a: string): void;\nfunction over(a: number): void;\nfunction over(a: any) { return a; }\n",
  "for (let i = 0, n = xs.length; i < n; i++) xs[i] += 1;\nfor (const k in o) f(o[k]);\nfor (;;) break;\n",
];

const leaf = fc.constantFrom("a", "b", "ctx", "1", '"s"', "true", "x.y", "f()", "`t`", "this");

export const expressionText: fc.Arbitrary<string> = fc.letrec<{ expression: string; type: string }>((tie) => ({
  type: fc.constantFrom("A", "B[]", "A | B", "A<B>", "{ a: B }"),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: "medium", withCrossShrink: true },
    leaf,
    fc.tuple(tie("expression"), fc.constantFrom("+", "*", "===", "&&", "||", "<", ">", "??", "-", ">>", "&", "in", "instanceof", "**", ","), tie("expression")).map(([l, o, r]) => `${l} ${o} ${r}`),
    fc.tuple(fc.constantFrom("!", "-", "typeof ", "await ", "void "), tie("expression")).map(([o, e]) => `${o}${e}`),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([c, a, b]) => `${c} ? ${a} : ${b}`),
    tie("expression").map((e) => `(${e})`),
    fc.tuple(tie("expression"), tie("expression")).map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie("expression"), fc.constantFrom(".p", "?.q", "[0]", "!", "<T>(z)", ".m()", "`u`")).map(([e, s]) => e + s),
    fc.tuple(tie("expression"), fc.constantFrom("as", "satisfies"), tie("type")).map(([e, o, t]) => `${e} ${o} ${t}`),
    fc.tuple(fc.constantFrom("x =>", "() =>", "async (x, y) =>", "<T>(x: T): T =>", "({ p, q }) =>"), tie("expression")).map(([h, e]) => `${h} ${e}`),
    tie("expression").map((e) => `{ k: ${e}, l }`),
    tie("expression").map((e) => `[${e}, m]`),
    tie("expression").map((e) => `\`a\${${e}}b\``),
    tie("expression").map((e) => `new N(${e})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(x) => { const y = ${a}; return ${b}; }`),
    tie("expression").map((e) => `v = ${e}`),
  ),
})).expression;

export const typeText: fc.Arbitrary<string> = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.constantFrom("A", "string", "null", "1", '"k"', "A.B", "typeof a"),
    fc.tuple(tie("type"), fc.constantFrom("|", "&"), tie("type")).map(([l, o, r]) => `${l} ${o} ${r}`),
    tie("type").map((t) => `${t}[]`),
    tie("type").map((t) => `G<${t}, X>`),
    tie("type").map((t) => `H<${t}>`),
    tie("type").map((t) => `(${t})`),
    fc.tuple(tie("type"), tie("type")).map(([a, b]) => `(p: ${a}) => ${b}`),
    fc.tuple(tie("type"), tie("type")).map(([a, b]) => `{ m: ${a}; n?: ${b} }`),
    fc.tuple(tie("type"), tie("type"), tie("type")).map(([a, b, c]) => `${a} extends ${b} ? ${c} : never`),
    tie("type").map((t) => `[${t}, y: ${t}]`),
    tie("type").map((t) => `keyof ${t}`),
    tie("type").map((t) => `${t}["q"]`),
  ),
})).type;
