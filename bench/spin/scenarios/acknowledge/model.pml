/*
 * acknowledge: a message is acknowledged by hand after the write; the queue is fifo; both services may crash.
 *
 * next       requests that the client has made. It waits exactly while catalog has a task.
 * catalog    where its one task is: 0 none, 1 before `publish`, 2 returned and about to reply. Its message is `next`.
 * queue, n   copies for search, oldest first, by the number of the save that they come from.
 * search     where its one task is: 0 none, 1 before `put`, 2 before `ack`. It handles the head of the queue, which
 *            stays there until it is acknowledged.
 * price      what search has stored; 0: nothing.
 * crashes, duplicates   what is left of the budgets.
 */
byte next, catalog, n, search, price;
byte queue[3];
byte crashes = 2, duplicates = 1;

active proctype world() {
end:
  do
  /* client */
  :: d_step { next < 2 && catalog == 0 -> next++; catalog = 1 }
  /* step: publish */
  :: d_step { catalog == 1 -> queue[n] = next; n++; catalog = 2 }
  /* settle: the reply, after which the client may go on */
  :: d_step { catalog == 2 -> catalog = 0 }
  /* crash catalog: the request is not repeated, its client hears of an error */
  :: d_step { catalog > 0 && crashes > 0 -> crashes--; catalog = 0 }
  /* deliver */
  :: d_step { search == 0 && n > 0 -> search = 1 }
  /* step: put */
  :: d_step { search == 1 -> price = queue[0]; search = 2 }
  /* step: ack */
  :: d_step { search == 2 -> queue[0] = queue[1]; queue[1] = queue[2]; queue[2] = 0; n--; search = 0 }
  /* crash search: the head is ready again */
  :: d_step { search > 0 && crashes > 0 -> crashes--; search = 0 }
  /* duplicate: a copy right behind the head, which is all that a fifo queue would deliver next */
  :: d_step { n > 0 && search == 0 && duplicates > 0 -> duplicates--; queue[2] = queue[1]; queue[1] = queue[0]; n++ }
  od
}
