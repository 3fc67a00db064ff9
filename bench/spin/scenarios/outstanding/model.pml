/*
 * outstanding: two writes at once, then a message that nobody waits for and, where both writes came out well, a third
 * write. Each of these is a choice of its own, and each may be refused once. catalog and stats work in one step.
 *
 * next       requests that the client has made: versions published.
 * done       versions that search has acknowledged. The queue is fifo and nothing is doubled, so it holds the versions
 *            from `done + 1` to `next`, and the task of search that is not settled handles `done + 1`.
 * The task for version v, which lives until it is settled and nothing is outstanding:
 *   title[v], price[v], told[v], both[v]   its four operations: 0 not issued, PENDING, FINE, REFUSED.
 *   early[v], late[v]   which of the first two and which of the last two was answered first: 1 or 2. A task is its
 *                       results in the order in which they came.
 *   settled[v] it was acknowledged, and only the message that nobody waits for is outstanding.
 * titles, prices, boths, last   what search and stats have stored.
 * indexed[v] copies on their way to stats. There are two after a crash, with the same id.
 */
#define PENDING 1
#define FINE 2
#define REFUSED 3

byte next, done, titles, prices, boths, last;
byte title[3];
byte price[3];
byte told[3];
byte both[3];
byte early[3];
byte late[3];
bool settled[3];
byte indexed[3];
byte crashes = 1, fails = 1;

/* The handler of the task is over: it waits for none of its operations. */
#define over(v) (told[v] > 0 && both[v] != PENDING)
#define unsettled (title[1] > 0 && !settled[1] || title[2] > 0 && !settled[2])
#define forget(v) \
  title[v] = 0; price[v] = 0; told[v] = 0; both[v] = 0; early[v] = 0; late[v] = 0; settled[v] = false
#define forgetIfOver(v) if :: settled[v] && told[v] != PENDING -> forget(v) :: else fi

/* Runs on once both writes are answered. */
#define first(v, which) \
  if :: early[v] == 0 -> early[v] = which :: else fi; \
  if \
  :: title[v] > PENDING && price[v] > PENDING -> \
     told[v] = PENDING; \
     if :: title[v] == FINE && price[v] == FINE -> both[v] = PENDING :: else fi \
  :: else \
  fi
#define second(v, which) if :: late[v] == 0 -> late[v] = which :: else fi; forgetIfOver(v)

#define task(v) \
  :: d_step { next >= v && done == v - 1 && !unsettled -> title[v] = PENDING; price[v] = PENDING }    /* deliver */ \
  :: d_step { title[v] == PENDING -> titles = v; title[v] = FINE; first(v, 1) }                       /* step */ \
  :: d_step { price[v] == PENDING -> prices = v; price[v] = FINE; first(v, 2) } \
  :: d_step { told[v] == PENDING -> indexed[v]++; told[v] = FINE; second(v, 1) } \
  :: d_step { both[v] == PENDING -> boths = v; both[v] = FINE; second(v, 2) } \
  :: d_step { title[v] == PENDING && fails > 0 -> fails--; title[v] = REFUSED; first(v, 1) }          /* fail */ \
  :: d_step { price[v] == PENDING && fails > 0 -> fails--; price[v] = REFUSED; first(v, 2) } \
  :: d_step { told[v] == PENDING && fails > 0 -> fails--; told[v] = REFUSED; second(v, 1) } \
  :: d_step { both[v] == PENDING && fails > 0 -> fails--; both[v] = REFUSED; second(v, 2) } \
  :: d_step { over(v) && !settled[v] -> done++; settled[v] = true; forgetIfOver(v) }                  /* settle */ \
  :: d_step { indexed[v] > 0 -> indexed[v]--; last = v }                             /* deliver to stats, all of it */

active proctype world() {
end:
  do
  /* client: the whole of catalog's handler */
  :: d_step { next < 2 -> next++ }
  task(1)
  task(2)
  /* crash search: what is not acknowledged is delivered again, what is outstanding is lost */
  :: d_step { crashes > 0 && (title[1] > 0 || title[2] > 0) -> crashes--; forget(1); forget(2) }
  od
}
