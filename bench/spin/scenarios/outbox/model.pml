/*
 * outbox: rows are written in one transaction with the order and published by a relay, a process of its own for crashes.
 * A relay that crashes in between publishes a row twice. The queue is unordered.
 *
 * next       requests that the client has made. It waits exactly while orders has a task.
 * orders     where its one task is: 0 none, 1 before `get`, 2 before `tx`, 3 returned and about to reply. What `get`
 *            gave is `stored` before the transaction and `stored - 1` after it, since nothing else writes it.
 * stored     what orders has stored under "open".
 * rows, r    orders in the outbox, oldest first.
 * relayed    the relay has published the oldest row and not yet marked it as sent.
 * ready[o]   copies of order o that wait for bill. One more is unsettled while bill handles o.
 * bill       where its one task is: 0 none, 1 before `add`, 2 before `put`, 3 returned and not yet acknowledged. What
 *            `add` gave is `placed`, since nothing else writes it.
 * handled    the order that bill handles; 0 where there is no task.
 * placed, last   what bill has stored.
 */
byte next, orders, stored, r, bill, handled, placed, last;
byte rows[2];
byte ready[3];
bool relayed;
byte crashes = 2;

#define deliver(o) \
  :: d_step { bill == 0 && ready[o] > 0 -> ready[o]--; handled = o; bill = 1 }

active proctype world() {
end:
  do
  /* client */
  :: d_step { next < 2 && orders == 0 -> next++; orders = 1 }
  /* step: get */
  :: d_step { orders == 1 -> orders = 2 }
  /* step: tx */
  :: d_step { orders == 2 -> stored++; rows[r] = next; r++; orders = 3 }
  /* settle: the reply */
  :: d_step { orders == 3 -> orders = 0 }
  /* crash orders: rows are durable, and the relay is not concerned */
  :: d_step { orders > 0 && crashes > 0 -> crashes--; orders = 0 }
  /* relay: read the oldest row, publish it */
  :: d_step { r > 0 && !relayed -> ready[rows[0]]++; relayed = true }
  /* relay: mark it as sent */
  :: d_step { relayed -> rows[0] = rows[1]; rows[1] = 0; r--; relayed = false }
  /* crash of the relay: it forgets that it has published */
  :: d_step { relayed && crashes > 0 -> crashes--; relayed = false }
  /* deliver */
  deliver(1)
  deliver(2)
  /* step: add */
  :: d_step { bill == 1 -> placed++; bill = 2 }
  /* step: put */
  :: d_step { bill == 2 -> last = 10 * handled + placed; bill = 3 }
  /* settle */
  :: d_step { bill == 3 -> bill = 0; handled = 0 }
  /* crash bill */
  :: d_step { bill > 0 && crashes > 0 -> crashes--; ready[handled]++; bill = 0; handled = 0 }
  od
}
