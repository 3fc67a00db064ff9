/*
 * volatile: what was seen is kept in memory, which a crash clears. Two messages at once, unordered. Each message may be
 * doubled once and lost once. orders handles a request in one step.
 *
 * next         requests that the client has made: messages 1 and 2, of 1 and of 10.
 * ready[m], lost[m]   copies that wait, and copies that the broker will send again. Copies that are being handled are
 *              as many as there are tasks for m.
 * doubled[m], dropped[m]   what m has met, forgotten with its last copy.
 * seen[m]      what ledger has in memory.
 * task[0], task[1]   the tasks of ledger, larger number first, because which one was started first is no part of a
 *              situation; 0: none. 128 for message 2; 32: known already, returned; 64: before `add`; 96 and the sum that
 *              `add` gave: returned. Both kinds of `returned` have yet to be acknowledged.
 * sum          what ledger has stored.
 */
#define KNOWN 32
#define ADD 64
#define ADDED 96

byte next, sum;
byte ready[3];
byte lost[3];
bool doubled[3];
bool dropped[3];
bool seen[3];
byte task[2];
byte crashes = 1;

#define messageOf(i) (task[i] >= 128 -> 2 : 1)
#define stageOf(i) ((task[i] & 127) / 32 * 32)
#define handles(i, m) (task[i] > 0 && messageOf(i) == m)
#define anyLeft(m) (ready[m] > 0 || lost[m] > 0 || handles(0, m) || handles(1, m))

/* Sorts the two tasks without a variable to swap with. */
#define sort \
  if \
  :: task[0] < task[1] -> task[0] = task[0] ^ task[1]; task[1] = task[0] ^ task[1]; task[0] = task[0] ^ task[1] \
  :: else \
  fi
#define forgetIfGone(m) if :: !anyLeft(m) -> doubled[m] = false; dropped[m] = false :: else fi
#define putBack(i) if :: task[i] > 0 -> ready[messageOf(i)]++; task[i] = 0 :: else fi

#define message(m) \
  :: d_step { task[1] == 0 && ready[m] > 0 ->                                                         /* deliver */ \
       ready[m]--; \
       if :: seen[m] -> task[1] = (m - 1) * 128 + KNOWN :: else -> task[1] = (m - 1) * 128 + ADD; seen[m] = true fi; \
       sort } \
  :: d_step { ready[m] > 0 && !doubled[m] -> doubled[m] = true; ready[m]++ }                          /* duplicate */ \
  :: d_step { ready[m] > 0 && !dropped[m] -> dropped[m] = true; ready[m]--; lost[m]++ }               /* drop */ \
  :: d_step { lost[m] > 0 -> lost[m]--; ready[m]++ }                                                  /* redeliver */

#define running(i) \
  :: d_step { stageOf(i) == ADD ->                                                                    /* step: add */ \
       if :: messageOf(i) == 1 -> sum = sum + 1 :: else -> sum = sum + 10 fi; \
       task[i] = (messageOf(i) - 1) * 128 + ADDED + sum; \
       sort } \
  :: d_step { stageOf(i) == KNOWN || stageOf(i) == ADDED ->                                           /* settle */ \
       task[i] = 0; \
       sort; \
       forgetIfGone(1); \
       forgetIfGone(2) }

active proctype world() {
end:
  do
  /* client: the whole of the handler of orders */
  :: d_step { next < 2 -> next++; ready[next]++ }
  message(1)
  message(2)
  running(0)
  running(1)
  /* crash: also where there is only memory to lose */
  :: d_step { crashes > 0 && (task[0] > 0 || seen[1] || seen[2]) ->
       crashes--; putBack(0); putBack(1); seen[1] = false; seen[2] = false }
  od
}
