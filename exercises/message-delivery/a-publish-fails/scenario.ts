// Two messages about one order wait in the outbox. One operation may be refused, and one service may crash once.
import { always, atDrain, request, scenario } from "eventually";
import "./exercise";

const statuses = ["in the oven", "ready"];

export default scenario({
  services: {
    orders: {
      db: {
        "outbox/1": { orderId: "o-1", status: "in the oven" },
        "outbox/2": { orderId: "o-1", status: "ready" },
      },
      exceptions: "allowed",
    },
    display: { exceptions: "allowed" },
  },
  queues: { OrderProgress: { from: "orders", to: ["display"], order: "fifo" } },
  clients: { timer: [request("orders", "relay"), request("orders", "relay")] },
  scale: { updates: [1, 2] },
  faults: { fail: 1, crash: 1 },
  checks: [
    always("messages are first sent in the order of the outbox", (world) => {
      const sent = [...new Set(world.published("OrderProgress").map(({ body }) => body.status))];
      return (
        sent.every((status, i) => status === statuses[i]) || `sent first: ${sent[0]}, which is not the oldest message`
      );
    }),
    atDrain("no message is lost", (world) => {
      const waiting = Object.values(world.db("orders")).map(({ status }) => status);
      const sent = world.published("OrderProgress").map(({ body }) => body.status);
      const lost = statuses.filter((status) => !waiting.includes(status) && !sent.includes(status));
      return lost.length === 0 || `neither sent nor in the outbox: ${lost.join(", ")}`;
    }),
  ],
});
