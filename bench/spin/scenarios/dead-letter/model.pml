/*
 * dead-letter: order 1 is put back by its handler, order 2 parked by it, order 3 acknowledged. A message is parked, too,
 * when it is put back after its second delivery. orders handles a request in one step.
 *
 * next         requests that the client has made: orders published so far.
 * at[o]        where order o is: 0 nowhere, READY in the queue, TAKEN by the task of bill, PARKED. There is one copy.
 * attempts[o]  deliveries so far, as long as it is in the queue. They are part of a situation, because of the limit.
 * parked, p    the dead letters, in the order in which they were parked. Their reason follows from the order here: one
 *              crash cannot bring order 2 to the limit.
 * redriven     dead letters that were put back.
 * bill         where its one task is: 0 none, 1 before `put`, 2 before `nack`, `deadLetter` or `ack`.
 * handled      the order it handles.
 * tried        what bill has stored.
 */
#define READY 1
#define TAKEN 2
#define PARKED 3

byte next, p, redriven, bill, handled, tried;
byte at[4];
byte attempts[4];
byte parked[3];
byte crashes = 1;

#define park at[handled] = PARKED; attempts[handled] = 0; parked[p] = handled; p++
#define putBack if :: attempts[handled] >= 2 -> park :: else -> at[handled] = READY fi
#define endOfBill bill = 0; handled = 0

/* A dead letter goes back as if it had never been delivered; those behind it move up. */
#define redrive(i) \
  :: d_step { p > i && redriven < 1 -> redriven++; at[parked[i]] = READY; \
       if :: i < 1 -> parked[0] = parked[1] :: else fi; \
       if :: i < 2 -> parked[1] = parked[2] :: else fi; \
       parked[2] = 0; p-- }

#define deliver(o) \
  :: d_step { bill == 0 && at[o] == READY -> at[o] = TAKEN; attempts[o]++; handled = o; bill = 1 }

active proctype world() {
end:
  do
  /* client: the whole of the handler of orders */
  :: d_step { next < 3 -> next++; at[next] = READY }
  deliver(1)
  deliver(2)
  deliver(3)
  /* step: put */
  :: d_step { bill == 1 -> tried = handled; bill = 2 }
  /* step: nack */
  :: d_step { bill == 2 && handled == 1 -> putBack; endOfBill }
  /* step: deadLetter */
  :: d_step { bill == 2 && handled == 2 -> park; endOfBill }
  /* step: ack */
  :: d_step { bill == 2 && handled == 3 -> at[3] = 0; attempts[3] = 0; endOfBill }
  /* crash: puts back like a nack */
  :: d_step { bill > 0 && crashes > 0 -> crashes--; putBack; endOfBill }
  redrive(0)
  redrive(1)
  redrive(2)
  od
}
