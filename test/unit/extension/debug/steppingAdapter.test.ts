/** The debug adapter, spoken to as VS Code does: requests in, responses and events out. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { SteppingSession } from "../../../../src/core/check/steppingSession.ts";
import { type OfferedFault, SteppingAdapter } from "../../../../src/extension/debug/steppingAdapter.ts";
import { english } from "../../../../src/text/translate.ts";
import { stepping } from "../../core/check/twoPrices.ts";

const spec = [{ kind: "atDrain", name: "search equals catalog" }] as const;

const checks = {
  "search equals catalog": ({ db }: { readonly db: Readonly<Record<string, Readonly<Record<string, unknown>>>> }) =>
    db["search"]?.["lamp"] === db["catalog"]?.["lamp"],
};

/** Overtaken: the first price arrives last. */
const overtaken = [
  "client admin",
  "step 1 of save()#1/1 in catalog",
  "step 2 of save()#1/1 in catalog",
  "settle save()#1/1 in catalog",
  "client admin",
  "step 1 of save()#2/1 in catalog",
  "step 2 of save()#2/1 in catalog",
  "settle save()#2/1 in catalog",
  "deliver PriceChanged#2 to search",
  "step 1 of PriceChanged#2/1 in search",
  "settle PriceChanged#2/1 in search",
  "deliver PriceChanged#1 to search",
  "step 1 of PriceChanged#1/1 in search",
  "settle PriceChanged#1/1 in search",
];

class Client {
  readonly #adapter: SteppingAdapter;
  readonly #replies = new Map<number, (response: DebugProtocol.Response) => void>();
  readonly #answered = new Set<number>();
  readonly answeredTwice: string[] = [];
  readonly events: DebugProtocol.Event[] = [];
  #stops: ((event: DebugProtocol.StoppedEvent) => void)[] = [];
  #seq = 0;

  constructor(adapter: SteppingAdapter) {
    this.#adapter = adapter;
    adapter.onDidSendMessage((sent) => {
      const message = sent as DebugProtocol.ProtocolMessage;
      if (message.type === "response") {
        const response = message as DebugProtocol.Response;
        if (this.#answered.has(response.request_seq)) this.answeredTwice.push(response.command);
        this.#answered.add(response.request_seq);
        this.#replies.get(response.request_seq)?.(response);
      } else {
        const event = message as DebugProtocol.Event;
        this.events.push(event);
        if (event.event === "stopped") this.#stops.shift()?.(event as DebugProtocol.StoppedEvent);
      }
    });
  }

  ask(command: string, args: unknown = {}): Promise<DebugProtocol.Response> {
    const seq = ++this.#seq;
    return new Promise((resolve) => {
      this.#replies.set(seq, resolve);
      this.#adapter.handleMessage({ seq, type: "request", command, arguments: args } as DebugProtocol.Request);
    });
  }

  /** Asks for a movement and waits until it has stopped. */
  async move(command: string, args?: unknown): Promise<DebugProtocol.StoppedEvent["body"]> {
    const stopped = new Promise<DebugProtocol.StoppedEvent>((resolve) => this.#stops.push(resolve));
    const response = await this.ask(command, args);
    assert.equal(response.success, true, response.message);
    return (await stopped).body;
  }

  async body<T>(command: string, args?: unknown): Promise<T> {
    const response = await this.ask(command, args);
    assert.equal(response.success, true, response.message);
    return response.body as T;
  }
}

async function launched(labels: readonly string[] = []): Promise<Client> {
  const open = async () => {
    const session = new SteppingSession(await stepping({ faults: { duplicate: 1 }, checks: spec }, checks));
    return { session, path: "/practice/exercise.ts", name: "Exercise", text: "one\nawait ctx.db\nthree\n", labels };
  };
  const client = new Client(new SteppingAdapter({ t: english, open }));
  await client.ask("initialize", { adapterID: "eventually", pathFormat: "path" });
  await client.ask("launch");
  assert.equal((await client.move("configurationDone")).reason, "entry");
  return client;
}

async function stateOf(client: Client, thread: number): Promise<string> {
  const { stackFrames } = await client.body<{ stackFrames: DebugProtocol.StackFrame[] }>("stackTrace", {
    threadId: thread,
  });
  const { scopes } = await client.body<{ scopes: DebugProtocol.Scope[] }>("scopes", { frameId: stackFrames[0]?.id });
  const { variables } = await client.body<{ variables: DebugProtocol.Variable[] }>("variables", {
    variablesReference: scopes[0]?.variablesReference,
  });
  return variables.find(({ name }) => name === "db")?.value ?? "";
}

describe("the debug adapter", () => {
  it("shows services as threads and can go backwards", async () => {
    const client = await launched();
    const { threads } = await client.body<{ threads: DebugProtocol.Thread[] }>("threads");
    assert.deepEqual(threads, [
      { id: 1, name: "catalog" },
      { id: 2, name: "search" },
    ]);
    const capabilities = await client.body<DebugProtocol.Capabilities>("initialize", {
      adapterID: "eventually",
      pathFormat: "path",
    });
    assert.equal(capabilities.supportsStepBack, true);
  });

  it("steps, shows what is held, and steps back to what was held before", async () => {
    const client = await launched();
    assert.equal((await client.move("next")).threadId, 1);
    assert.equal(await stateOf(client, 1), "{}");
    await client.move("next");
    assert.equal(await stateOf(client, 1), '{"lamp":20}');
    await client.move("stepBack");
    assert.equal(await stateOf(client, 1), "{}");
    await client.move("next");
    assert.equal(await stateOf(client, 1), '{"lamp":20}');
  });

  it("runs to the end, says so, and reverses to the start", async () => {
    const client = await launched();
    await client.move("continue");
    assert.equal(await stateOf(client, 2), '{"lamp":30}');
    assert.ok(
      client.events.some(({ event, body }) => event === "output" && /Nothing more can happen/.test(body.output)),
    );
    await client.move("reverseContinue");
    assert.equal(await stateOf(client, 1), "{}");
  });

  it("follows a run that broke a check and stops there like at an exception", async () => {
    const client = await launched(overtaken);
    const stopped = await client.move("continue");
    assert.equal(stopped.reason, "exception");
    assert.match(String(stopped.text), /search equals catalog/);
    assert.equal(await stateOf(client, 2), '{"lamp":20}');
    const info = await client.body<{ exceptionId: string }>("exceptionInfo", { threadId: 2 });
    assert.equal(info.exceptionId, "search equals catalog");
  });

  it("does not stop at broken checks where the filter is off", async () => {
    const client = await launched(overtaken);
    await client.ask("setExceptionBreakpoints", { filters: [] });
    assert.equal((await client.move("continue")).reason, "step");
  });

  it("places breakpoints at operations, and none in files of others", async () => {
    const client = await launched();
    const set = (path: string, lines: readonly number[]) =>
      client.body<{ breakpoints: DebugProtocol.Breakpoint[] }>("setBreakpoints", {
        source: { path },
        breakpoints: lines.map((line) => ({ line })),
      });
    assert.deepEqual((await set("/practice/exercise.ts", [1])).breakpoints, [{ verified: true, line: 2 }]);
    assert.equal((await set("/practice/exercise.ts", [3])).breakpoints[0]?.verified, false);
    assert.equal((await set("/elsewhere.ts", [1])).breakpoints[0]?.verified, false);
  });

  it("delivers twice by the toolbar, once the budget allows it", async () => {
    const client = await launched();
    await client.move("stepOut");
    const [first] = await client.body<readonly OfferedFault[]>("offers", "duplicate");
    assert.equal(first?.refused, undefined);
    await client.move("take", first?.label);
    const [next] = await client.body<readonly OfferedFault[]>("offers", "duplicate");
    assert.notEqual(next?.refused, undefined);
  });

  it("takes a choice typed in the console, completes it, and answers what is not possible", async () => {
    const client = await launched();
    const { targets } = await client.body<{ targets: DebugProtocol.CompletionItem[] }>("completions", {
      text: "cl",
      column: 3,
    });
    assert.deepEqual(
      targets.map(({ label }) => label),
      ["client admin"],
    );
    await client.move("evaluate", { expression: "client admin", context: "repl" });
    const refused = await client.ask("evaluate", { expression: "crash catalog", context: "repl" });
    assert.equal(refused.success, false);
    const { result } = await client.body<{ result: string }>("evaluate", { expression: "db", frameId: 1000 });
    assert.equal(result, "{}");
  });

  it("keeps the run where Restart finds code that cannot be loaded", async () => {
    let opened = 0;
    const stepped = await stepping({ faults: {} });
    let disposed = 0;
    const session = new SteppingSession({ ...stepped, dispose: () => void disposed++ });
    const open = () =>
      opened++ === 0
        ? Promise.resolve({ session, path: "/practice/exercise.ts", name: "Exercise", text: "", labels: [] })
        : Promise.reject(new Error("The code has an error."));
    const client = new Client(new SteppingAdapter({ t: english, open }));
    await client.ask("initialize", { adapterID: "eventually", pathFormat: "path" });
    await client.ask("launch");
    await client.move("configurationDone");
    await client.move("next");
    const response = await client.ask("restart");
    assert.equal(response.success, false);
    assert.equal(response.message, "The code has an error.");
    assert.equal(disposed, 0);
    await client.move("next");
    assert.equal(await stateOf(client, 1), '{"lamp":20}');
  });

  it("answers a movement once, also where it goes wrong, and tells why", async () => {
    const stepped = await stepping({ faults: {} });
    const session = new SteppingSession({ ...stepped, run: () => Promise.reject(new Error("The process has ended.")) });
    const open = () =>
      Promise.resolve({ session, path: "/practice/exercise.ts", name: "Exercise", text: "", labels: [] });
    const client = new Client(new SteppingAdapter({ t: english, open }));
    await client.ask("initialize", { adapterID: "eventually", pathFormat: "path" });
    await client.ask("launch");
    await client.move("configurationDone");
    await client.move("next");
    assert.deepEqual(client.answeredTwice, []);
    assert.ok(client.events.some(({ event, body }) => event === "output" && /has ended/.test(body.output)));
  });

  it("answers a launch that cannot be, in words", async () => {
    const client = new Client(new SteppingAdapter({ t: english, open: () => Promise.reject(new Error("No {luck}.")) }));
    await client.ask("initialize", { adapterID: "eventually", pathFormat: "path" });
    const response = await client.ask("launch");
    assert.equal(response.success, false);
    assert.equal(response.message, "No {luck}.");
  });
});
