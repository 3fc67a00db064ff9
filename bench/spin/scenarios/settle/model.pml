/*
 * settle: a message is acknowledged by the service itself once the handler has returned; the queue is unordered; copies
 * are lost and doubled. catalog handles a request in one step, so a request publishes at once and has no task.
 *
 * next       requests that the client has made.
 * ready[v]   copies of version v that wait to be delivered. One more is unsettled while search handles v.
 * lost[v]    copies that were lost on their way and that the broker will send again.
 * search     where its one task is: 0 none, 1 before `get`, 2 before `put`, 3 returned and not yet acknowledged.
 * handled    the version it handles; 0 where there is no task.
 * known      what `get` gave. A task is its results so far, so this stays until the task is over, used or not; whether
 *            `put` was called follows from it.
 * version    what search has stored.
 */
byte next, search, handled, known, version;
byte ready[4];
byte lost[4];
byte crashes = 2, drops = 1, duplicates = 1;

#define queued(v) \
  :: d_step { search == 0 && ready[v] > 0 -> ready[v]--; handled = v; search = 1 }        /* deliver */ \
  :: d_step { drops > 0 && ready[v] > 0 -> drops--; ready[v]--; lost[v]++ }               /* drop */ \
  :: d_step { lost[v] > 0 -> lost[v]--; ready[v]++ }                                      /* redeliver */ \
  :: d_step { duplicates > 0 && ready[v] > 0 -> duplicates--; ready[v]++ }                /* duplicate */

active proctype world() {
end:
  do
  /* client: the whole of catalog's handler */
  :: d_step { next < 3 -> next++; ready[next]++ }
  queued(1)
  queued(2)
  queued(3)
  /* step: get */
  :: d_step { search == 1 -> known = version; if :: known < handled -> search = 2 :: else -> search = 3 fi }
  /* step: put */
  :: d_step { search == 2 -> version = handled; search = 3 }
  /* settle */
  :: d_step { search == 3 -> search = 0; handled = 0; known = 0 }
  /* crash: between any two of these */
  :: d_step { search > 0 && crashes > 0 -> crashes--; ready[handled]++; search = 0; handled = 0; known = 0 }
  od
}
