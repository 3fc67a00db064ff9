// Accounts owns the customers' addresses. Billing keeps a copy of them, because invoices need an address at all times.
import { service } from "eventually";

type Address = { street: string; city: string };

/** What travels on the queue: facts about the message, and the payload in `data`. The fields are a selection of those of CloudEvents. */
type Envelope<Data> = {
  id: string;
  type: string;
  source: string;
  /** Whom the message is about. */
  subject: string;
  data: Data;
};

service("accounts").on("moveHouse", async (ctx, move: { customer: string; address: Address }) => {
  const msg: Envelope<Address> = {
    id: ctx.id(),
    type: "AddressChanged",
    source: "accounts",
    subject: move.customer,
    data: move.address,
  };
  // The address and the message about it are stored in one atomic step; the message is sent from the outbox.
  await ctx.tx((t) => {
    t.put(`address/${move.customer}`, move.address);
    t.outbox.add(msg.type, msg, { key: msg.subject });
  });
});

service("billing").on("AddressChanged", async (ctx, msg: Envelope<Address>) => {
  // Whoever prints an invoice reads this entry and expects a street and a city.
  await ctx.db.put(`address/${msg.subject}`, /*@blank state*/ msg.data);
});
