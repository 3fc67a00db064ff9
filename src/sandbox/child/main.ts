/** The child process: reads requests from standard input, runs them one after the other, writes to standard output. */
import "ses";
import * as fs from "node:fs";
import * as vm from "node:vm";
import {
  type ChildMessage,
  decode,
  encode,
  type HostMessage,
  maxReply,
  type RunCost,
  type RunMessage,
  type StepMessage,
} from "../wire.ts";
import { lockDown } from "./lockdown.ts";
import { memoryWatch } from "./memoryWatch.ts";
import type { SyntaxCheck } from "./program.ts";
import { fitReply } from "./replySize.ts";
import type { RunHost } from "./opened.ts";
import { runRequest } from "./runRequest.ts";
import { SteppingSession } from "./steppingRequest.ts";

const output = 1;

const later = setImmediate;
const turn = (): Promise<void> => new Promise((resolve) => void later(() => resolve()));

/** Written at once and not through a stream: code that never comes back may run next. */
function send(message: ChildMessage): void {
  const bytes = Buffer.from(`${encode(message)}\n`);
  let at = 0;
  while (at < bytes.length) {
    try {
      at += fs.writeSync(output, bytes, at);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "EAGAIN") throw error;
    }
  }
}

/** Compiles without running: only the compiler knows the place of an error that the transformation let through. */
const checkSyntax: SyntaxCheck = (code, file) => {
  try {
    void new vm.Script(code, { filename: file });
    return undefined;
  } catch (error) {
    const { message, stack } = error as { message?: unknown; stack?: unknown };
    const place = /^[^\n]*?:(\d+)\n[^\n]*\n( *)\^/.exec(String(stack));
    if (place === null) return undefined;
    return { line: Number(place[1]), column: (place[2]?.length ?? 0) + 1, message: String(message) };
  }
};

let handling = 0;

/** Milliseconds between two signs of life of one handler, which is asked again after each of its operations. */
const tellEvery = 50;
let told = "";
let toldAt = 0;

const host: RunHost = {
  turn,
  progress: (during, at) => {
    const sign = JSON.stringify({ id: handling, during });
    if (sign === told && performance.now() - toldAt < tellEvery) return;
    told = sign;
    toldAt = performance.now();
    send({ kind: "progress", id: handling, during, at });
  },
  checkSyntax,
};

const stepping = new SteppingSession(host);
const isFull = memoryWatch();

/** Milliseconds between two signs of life of a search. */
const signEvery = 100;

async function check({ id, request }: RunMessage): Promise<void> {
  let signed = performance.now();
  let before = process.cpuUsage();
  const whole = await runRequest(request, {
    ...host,
    clock: () => performance.now(),
    isFull,
    compiled: () => {
      before = process.cpuUsage();
    },
    searching: (tally) => {
      if (performance.now() - signed < signEvery) return;
      signed = performance.now();
      send({ kind: "searching", id, tally });
    },
  });
  const reply = fitReply(whole, maxReply);
  if (reply === undefined) send({ kind: "too-large", id });
  else send({ kind: "reply", id, reply, heapMb: heapMb(), cost: costSince(before) });
}

async function step({ id, message }: StepMessage): Promise<void> {
  send({ kind: "stepped", id, result: await stepping.answer(message), heapMb: heapMb() });
}

function costSince(before: NodeJS.CpuUsage): RunCost {
  const { user, system } = process.cpuUsage(before);
  // Kilobytes on every platform.
  return { cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 };
}

function heapMb(): number {
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

/** The host sends the next message only when it has the reply to the one before. */
async function handle(received: HostMessage): Promise<void> {
  const { id } = received;
  handling = id;
  try {
    if (received.kind === "run") await check(received);
    else await step(received);
  } catch (error) {
    // A defect of ours; the host starts afresh.
    send({
      kind: "broken",
      id,
      reason: (error instanceof Error ? (error.stack ?? error.message) : "unknown").slice(0, 4000),
    });
  }
}

// A terminal sends Ctrl+C to all processes at once; whoever started this one decides when it ends, and tells how far it got.
process.on("SIGINT", () => undefined);

// A promise that learner code forgets may reject without anybody waiting for it: that is no reason to die.
process.on("unhandledRejection", () => undefined);

let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) void handle(decode(line) as HostMessage);
});
process.stdin.on("end", () => process.exit(0));

lockDown();
send({ kind: "ready" });
