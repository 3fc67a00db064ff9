// The naive peer, written first and left alone: a straightforward event queue that clones the whole world for each step.
// A catalog saves prices and publishes them, two services store what arrives; each operation is a step of its own.

interface Message {
  readonly id: string;
  readonly price: number;
}

interface Task {
  readonly message: Message;
  done: number;
}

interface Service {
  readonly db: Record<string, number>;
  readonly inbox: Message[];
  readonly tasks: Task[];
}

export interface NaiveWorld {
  readonly services: Record<string, Service>;
  asked: number;
  readonly log: string[];
}

type Choice =
  | { readonly kind: "client" }
  | { readonly kind: "deliver"; readonly to: string; readonly id: string }
  | { readonly kind: "step"; readonly service: string; readonly id: string };

const consumers = ["search", "offers"];

export function naiveStart(): NaiveWorld {
  const service = (): Service => ({ db: {}, inbox: [], tasks: [] });
  return { services: { catalog: service(), search: service(), offers: service() }, asked: 0, log: [] };
}

export function naiveChoices(world: NaiveWorld, prices: number): Choice[] {
  const found: Choice[] = [];
  const free = world.services["catalog"]?.tasks.length === 0;
  if (world.asked < prices && free) found.push({ kind: "client" });
  for (const [service, { inbox, tasks }] of Object.entries(world.services)) {
    for (const { message } of tasks) found.push({ kind: "step", service, id: message.id });
    if (tasks.length === 0) for (const { id } of inbox) found.push({ kind: "deliver", to: service, id });
  }
  return found;
}

export function naiveStep(before: NaiveWorld, choice: Choice): NaiveWorld {
  const world = structuredClone(before);
  world.log.push(JSON.stringify(choice));
  if (choice.kind === "client") {
    const price = ++world.asked;
    world.services["catalog"]?.tasks.push({ message: { id: `save#${price}`, price }, done: 0 });
  } else if (choice.kind === "deliver") {
    const { inbox, tasks } = serviceOf(world, choice.to);
    const at = inbox.findIndex(({ id }) => id === choice.id);
    for (const message of inbox.splice(at, 1)) tasks.push({ message, done: 0 });
  } else {
    work(world, choice.service, choice.id);
  }
  return world;
}

function serviceOf(world: NaiveWorld, name: string): Service {
  const service = world.services[name];
  if (service === undefined) throw new Error(`No service ${name}`);
  return service;
}

/** Each handler has two operations and then ends. */
function work(world: NaiveWorld, name: string, id: string): void {
  const { db, tasks } = serviceOf(world, name);
  const task = tasks.find(({ message }) => message.id === id);
  if (task === undefined) throw new Error(`No task ${id}`);
  const { price } = task.message;
  if (task.done === 0) db["price"] = price;
  else if (task.done === 1) {
    if (name === "catalog")
      for (const to of consumers) serviceOf(world, to).inbox.push({ id: `Saved#${price}`, price });
    else db["count"] = (db["count"] ?? 0) + 1;
  } else tasks.splice(tasks.indexOf(task), 1);
  task.done += 1;
}
