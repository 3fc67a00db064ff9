/*
 * cut-link: in order for each key; the link may be cut, and what is on it waits until it heals. The handler waits on a
 * timer, which may fire at any time.
 *
 * next       requests that the client has made. It waits exactly while sensor has a task.
 * sensor     where its one task is: 0 none, 1 before `publish`, 2 returned and about to reply.
 * copies[v]  copies of value v in the queue, the one that is being handled included. Copies of a value lie side by side
 *            and values in the order in which they were published, so this is all that the queue holds.
 * chart[k]   where the task for odd (1) and for even (0) values is: 0 none, 1 before `sleep` is over, 2 before `put`,
 *            3 returned and not yet acknowledged. It handles the head of its key.
 * stored[k]  what chart has stored.
 * cut        the link from sensor to chart.
 */
byte next, sensor;
byte copies[4];
byte chart[2];
byte stored[2];
bool cut;
byte crashes = 1, duplicates = 1, partitions = 1;

/* The oldest value of a key in the queue; 0: none. */
#define head(k) (k == 0 -> (copies[2] > 0 -> 2 : 0) : (copies[1] > 0 -> 1 : (copies[3] > 0 -> 3 : 0)))

#define key(k) \
  :: d_step { !cut && chart[k] == 0 && head(k) > 0 -> chart[k] = 1 }                                  /* deliver */ \
  :: d_step { chart[k] == 1 -> chart[k] = 2 }                                                         /* timer */ \
  :: d_step { chart[k] == 2 -> stored[k] = head(k); chart[k] = 3 }                                    /* step: put */ \
  :: d_step { chart[k] == 3 -> copies[head(k)]--; chart[k] = 0 }                                      /* settle */ \
  :: d_step { duplicates > 0 && chart[k] == 0 && head(k) > 0 -> duplicates--; copies[head(k)]++ }     /* duplicate */

active proctype world() {
end:
  do
  /* client */
  :: d_step { next < 3 && sensor == 0 -> next++; sensor = 1 }
  /* step: publish, which a cut link does not keep out of the queue */
  :: d_step { sensor == 1 -> copies[next]++; sensor = 2 }
  /* settle: the reply */
  :: d_step { sensor == 2 -> sensor = 0 }
  /* crash sensor */
  :: d_step { sensor > 0 && crashes > 0 -> crashes--; sensor = 0 }
  key(0)
  key(1)
  /* crash chart: both of its tasks */
  :: d_step { crashes > 0 && (chart[0] > 0 || chart[1] > 0) -> crashes--; chart[0] = 0; chart[1] = 0 }
  /* partition and heal */
  :: d_step { partitions > 0 && !cut -> partitions--; cut = true }
  :: d_step { cut -> cut = false }
  od
}
