/*
 * suspended: a source and three replicas that are suspended at each of their operations; the queue is unordered.
 *
 * next       requests that the client has made. It waits exactly while source has a task.
 * source     where its one task is: 0 none, 1 before `put`, 2 before `publish`, 3 returned and about to reply.
 * saved      what source has stored.
 * Of replica r:
 *   ready[2r + v - 1]   copies of version v that wait. One more is unsettled while the replica handles v.
 *   replica[r]   where its one task is: 0 none, 1 before `get`, 2 before `put`, 3 before `add`, 4 returned and not yet
 *                acknowledged.
 *   handles[r]   the version that it handles; 0 where there is no task.
 *   known[r]     what `get` gave: part of the task's results until it is over. Whether `put` was called follows from it.
 *                What `add` gave is `handled`, since nothing else writes it while the task is there.
 *   version[r], handled[r]   what it has stored.
 */
byte next, source, saved;
byte ready[6];
byte replica[3];
byte handles[3];
byte known[3];
byte version[3];
byte handled[3];
byte crashes = 1, duplicates = 1;

#define endOf(r) replica[r] = 0; handles[r] = 0; known[r] = 0

#define copy(r, v) \
  :: d_step { replica[r] == 0 && ready[2 * r + v - 1] > 0 ->                                          /* deliver */ \
       ready[2 * r + v - 1]--; handles[r] = v; replica[r] = 1 } \
  :: d_step { duplicates > 0 && ready[2 * r + v - 1] > 0 -> duplicates--; ready[2 * r + v - 1]++ }    /* duplicate */

#define running(r) \
  :: d_step { replica[r] == 1 -> known[r] = version[r];                                               /* step: get */ \
       if :: known[r] < handles[r] -> replica[r] = 2 :: else -> replica[r] = 3 fi } \
  :: d_step { replica[r] == 2 -> version[r] = handles[r]; replica[r] = 3 }                            /* step: put */ \
  :: d_step { replica[r] == 3 -> handled[r]++; replica[r] = 4 }                                       /* step: add */ \
  :: d_step { replica[r] == 4 -> endOf(r) }                                                           /* settle */ \
  :: d_step { replica[r] > 0 && crashes > 0 ->                                                        /* crash */ \
       crashes--; ready[2 * r + handles[r] - 1]++; endOf(r) } \
  copy(r, 1) \
  copy(r, 2)

active proctype world() {
end:
  do
  /* client */
  :: d_step { next < 2 && source == 0 -> next++; source = 1 }
  /* step: put */
  :: d_step { source == 1 -> saved = next; source = 2 }
  /* step: publish */
  :: d_step { source == 2 ->
       ready[next - 1]++; ready[2 + next - 1]++; ready[4 + next - 1]++; source = 3 }
  /* settle: the reply */
  :: d_step { source == 3 -> source = 0 }
  /* crash source */
  :: d_step { source > 0 && crashes > 0 -> crashes--; source = 0 }
  running(0)
  running(1)
  running(2)
  od
}
