/** Bugs that a queue could have. Each is one edit of `core/simulation`, which the laws have to notice. */

export interface SeededBug {
  readonly name: string;
  /** In `src/core/simulation`. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly right: string;
  readonly wrong: string;
}

function bugsIn(file: string, bugs: readonly (readonly [name: string, right: string, wrong: string])[]): SeededBug[] {
  return bugs.map(([name, right, wrong]) => ({ name, file, right, wrong }));
}

const broker = bugsIn("broker.ts", [
  [
    "a publish reaches only the first consumer",
    "for (const name of to) draft",
    "for (const name of to.slice(0, 1)) draft",
  ],
  ["a publish is not in the log", 'draft.out.push({ to: "log", kind: "published", message });', ""],
  ["a message that was never delivered counts as delivered once", "attempts: 0 }]);", "attempts: 1 }]);"],
  [
    "a new message goes to the head of its queue",
    "[...draft.entries(message.type), { message, attempts: 0 }]",
    "[{ message, attempts: 0 }, ...draft.entries(message.type)]",
  ],
  [
    "a message crosses a cut link that should lose it",
    'if (draft.spec.partitions === "lose" && draft.state.cutOff.includes(message.from)) {',
    "if (false) {",
  ],
  [
    "an acknowledgement is lost",
    '  takeOut(draft, state);\n  draft.effects.push({ kind: "acknowledged"',
    '  draft.changeTask(state.task.delivery.tag, { settled: true });\n  draft.effects.push({ kind: "acknowledged"',
  ],
  ["a delivery is acknowledged twice", "if (!isOpen(state)) return;\n  takeOut", "takeOut"],
  [
    "a message is delivered again after its acknowledgement",
    'takeOut(draft, state);\n  draft.effects.push({ kind: "acknowledged"',
    'const again = ready(draft.entries(state.task.delivery.queue).find((one) => one.tag === state.task.delivery.tag)!);\n  takeOut(draft, state);\n  draft.changeQueue(state.task.delivery.queue, [...draft.entries(state.task.delivery.queue), again]);\n  draft.effects.push({ kind: "acknowledged"',
  ],
  [
    "a settled delivery is put back",
    "export function putBack(draft: ServiceDraft, state: TaskState): void {\n  if (!isOpen(state)) return;",
    "export function putBack(draft: ServiceDraft, state: TaskState): void {",
  ],
  [
    "a message is delivered once too often before it is parked",
    "delivery.attempt >= limit",
    "delivery.attempt > limit",
  ],
  ["no message is ever parked for its attempts", "if (limit !== undefined && ", "if (false && "],
  [
    "a message that was put back forgets its attempts",
    "return { message, attempts };",
    "return { message, attempts: 0 };",
  ],
  [
    "a message that was put back goes behind all others",
    ".map((entry) => (entry.tag === delivery.tag ? ready(entry) : entry)),",
    ".filter((entry) => entry.tag !== delivery.tag).concat(draft.entries(delivery.queue).filter((entry) => entry.tag === delivery.tag).map(ready)),",
  ],
  [
    "a message that was put back is gone",
    ".map((entry) => (entry.tag === delivery.tag ? ready(entry) : entry)),",
    ".filter((entry) => entry.tag !== delivery.tag),",
  ],
  [
    "a parked message stays in its queue",
    "takeOut(draft, state);\n  draft.change({ deadLetters",
    "draft.changeTask(delivery.tag, { settled: true });\n  draft.change({ deadLetters",
  ],
  [
    "a parked message is gone",
    "draft.change({ deadLetters: [...draft.state.deadLetters, { queue: delivery.queue, message, reason }] });",
    "",
  ],
  [
    "a delivery that was put back is still open",
    'draft.changeTask(delivery.tag, { settled: true });\n  draft.effects.push({\n    kind: "returned-to-queue"',
    'draft.effects.push({\n    kind: "returned-to-queue"',
  ],
  [
    "the faults of a message are forgotten while copies of it are left",
    "if (draft.entries(type).some(({ message }) => message.id === id)) return;",
    "",
  ],
]);

const choices = bugsIn("choices.ts", [
  ["a service takes up more than its concurrency", "return busy < (", "return busy - 1 < ("],
  ["fifo reorders", "return entries.slice(0, 1).filter(isReady);", "return entries.filter(isReady);"],
  [
    "fifo overtakes what is being handled",
    "entries.slice(0, 1).filter(isReady)",
    "entries.filter(isReady).slice(0, 1)",
  ],
  ["order per key is not kept", "if (heads.has(key)) return false;", ""],
  [
    "an unordered queue keeps the order",
    'case "unordered":\n      return entries.filter(isReady);',
    'case "unordered":\n      return entries.filter(isReady).slice(0, 1);',
  ],
  ["a lost message is delivered", "entry.tag === undefined && entry.lost !== true", "entry.tag === undefined"],
  [
    "a message is delivered while it is being handled",
    "entry.tag === undefined && entry.lost !== true",
    "entry.lost !== true",
  ],
  [
    "dead letters are redriven beyond the limit",
    "(state.redriven[queue] ?? 0) >= (spec.queues[queue]?.redrive ?? 0)",
    "(spec.queues[queue]?.redrive ?? 0) === 0",
  ],
  ["a lost message is never sent again", "if (!entries.some(isLost)) continue;", "continue;"],
  ["a link never heals", "for (const from of state.cutOff) result", "for (const from of []) result"],
  ["a cut link delivers", 'spec.partitions === "lose" || !state.cutOff.includes(from);', "true;"],
  ["a reply crosses a cut link that should hold it", 'if (choice.kind !== "settle") return false;', "return false;"],
  [
    "a reply in the step that handles the request crosses a cut link that should hold it",
    'if (choice.kind === "deliver") return isRefusedAtOnce(spec, world, choice);',
    "",
  ],
  [
    "the broker acknowledges for a service that does so by hand",
    ' && spec.services[task.task.service]?.ack === "auto";',
    ";",
  ],
  ["a client does not wait for its reply", "state === undefined || state.waiting", "state === undefined"],
  ["a clock that never jumps does", "(spec.services[service]?.clockJump ?? 0) > 0 && ", ""],
  [
    "a fault is possible without a budget",
    "return world.faults[choice.kind] > 0;\n    default",
    "return true;\n    default",
  ],
]);

const faults = bugsIn("faults.ts", [
  ["a crash keeps mem", "draft.change({ tasks: [], mem: {} });", "draft.change({ tasks: [] });"],
  ["a crash loses db", "draft.change({ tasks: [], mem: {} });", "draft.change({ tasks: [], mem: {}, db: {} });"],
  ["tasks survive a crash", "draft.change({ tasks: [], mem: {} });", "draft.change({ mem: {} });"],
  [
    "a crash loses what was not acknowledged",
    "if (caller === undefined) putBack(draft, state);\n  else if",
    "if (caller === undefined) acknowledge(draft, state);\n  else if",
  ],
  [
    "a client never hears of a crash",
    'else tellClient(draft, caller.client, task.message, { ok: false, error: { name: "Crashed", message: "crashed" } });',
    "",
  ],
  [
    "a dropped message is lost for good",
    ".map((one) => (one === entry ? { ...one, lost: true } : one)),",
    ".filter((one) => one !== entry),",
  ],
  ["a dropped message arrives all the same", "{ ...one, lost: true }", "one"],
  [
    "a message that was sent again stays lost",
    "const { lost: _found, ...found } = one;\n      return found;",
    "return one;",
  ],
  ["a duplicate adds no copy", "[one, { ...one }] : [one]", "[one] : [one]"],
  ["a duplicate adds two copies", "[one, { ...one }] : [one]", "[one, { ...one }, { ...one }] : [one]"],
  ["a crash costs nothing", 'spend(draft, "crash");\n  const { name }', "const { name }"],
  ["a partition costs nothing", 'spend(draft, "partition");', ""],
  ["a refused operation costs nothing", 'spend(draft, "fail");', ""],
  ["giving up costs nothing", 'if (sent !== "lost") spend(draft, "timeout");', ""],
  ["the budget of a message is never used up", "[kind]: met[kind] + 1", "[kind]: met[kind]"],
  ["a dead letter is redriven and stays", "deadLetters: deadLetters.filter((one) => one !== letter),", ""],
  ["a redriven dead letter is gone", "enqueue(draft, letter.message);", ""],
  ["a clock jump costs nothing", 'spend(draft, "clock");', ""],
  ["a clock jump does nothing", "draft.change({ now: Math.min(Number.MAX_VALUE, draft.state.now + ms) });", ""],
  ["a clock runs back", "draft.state.now + ms", "draft.state.now - ms"],
  ["a clock jumps to a time of its own", "draft.state.now + ms", "ms"],
  ["a clock jump ends what is under way", "draft.change({ now:", "draft.change({ tasks: [], now:"],
  ["healing heals nothing", "draft.state.cutOff.filter((name) => name !== from)", "draft.state.cutOff"],
]);

const handlers = [
  ...bugsIn("handling.ts", [
    ["an exception acknowledges", "  putBack(draft, state);\n}", "  acknowledge(draft, state);\n}"],
    [
      "a reply says nothing",
      'outcome.kind === "returned" ? { value: outcome.value } : { error: outcome.error };',
      "{ value: undefined };",
    ],
    ["mem is not kept between operations", "if (next.mem !== undefined) draft.change({ mem: next.mem });", ""],
    ["two messages of one handler have one id", "  counts[name] = next;\n", ""],
    [
      "operations of a handler that has ended are forgotten",
      'outcome.kind !== "waiting" && outstanding.length === 0',
      'outcome.kind !== "waiting"',
    ],
  ]),
  ...bugsIn("perform.ts", [
    ["a transaction stores nothing", "    else store(draft, key, value);\n", ""],
    ["a transaction publishes nothing", "draft.change({ outbox: [...outbox, ...rows] });", ""],
    [
      "the relay publishes and marks in one step",
      "draft.change(relayed ? { outbox: later, relayed: false } : { relayed: true });",
      "draft.change({ outbox: later });",
    ],
    [
      "the relay publishes a row twice without a crash",
      "if (!relayed) publish(draft, oldest);",
      "publish(draft, oldest);",
    ],
    ["adding forgets what was there", "const sum = before + value;", "const sum = value;"],
    ["deleting keeps the entry", "draft.change({ db: rest });", ""],
    ["sleeping takes no time", "Math.max(draft.state.now, one.due ?? 0)", "draft.state.now"],
    ["a negative acknowledgement acknowledges", 'case "nack":\n      putBack', 'case "nack":\n      acknowledge'],
  ]),
  ...bugsIn("receive.ts", [
    ["a reply crosses a cut link that should lose it", "if (cut) markLost", "if (false) markLost"],
    ["a budget is never used up", "[fault]: left[fault] - 1", "[fault]: left[fault]"],
    ["a client waits for ever", "waiting: false", "waiting: true"],
  ]),
  ...bugsIn("starting.ts", [
    ["attempts are not counted", "entry.attempts + 1", "entry.attempts"],
    ["two deliveries have one tag", "draft.change({ deliveries });", ""],
    [
      "a message leaves its queue when it is delivered",
      ".map((one) => (one === entry ? { message, attempts: attempt, tag } : one)),",
      ".filter((one) => one !== entry),",
    ],
  ]),
  ...bugsIn("step.ts", [
    ["a client asks the same for ever", "next: state.next + 1", "next: state.next"],
    ["services of a timed run have clocks of their own", "(state.now < now ? { ...state, now } : state)", "state"],
  ]),
];

export const seededBugs: readonly SeededBug[] = [...broker, ...choices, ...faults, ...handlers];
