/*
 * call: shop asks bank, and once more after a timeout. A request may be lost, and both sides may crash.
 *
 * asked      the client has made its one request. It waits exactly while shop has a task.
 * shop       where its one task is: 0 none; UNSENT before a `call`; WAITS for its reply; LOST where the reply can no
 *            longer come; PUT before `put`; OVER returned and about to reply.
 * first, second   what its calls gave: 0 nothing yet, GAVE_UP, or the sum that bank replied. Kept until the task is
 *            over. The second call is the present one as soon as the first gave up.
 * flying[i]  the i-th request is on its way to bank.
 * bank       where its one task is: 0 none, 1 before `add`, 2 returned and about to reply.
 * serves     the request that it handles; 0 where there is none. What `add` gave is `taken`: nothing else writes it.
 * taken, paid   what bank and shop have stored, in units of 5; GAVE_UP is stored, too.
 */
#define UNSENT 1
#define WAITS 2
#define LOST 3
#define PUT 4
#define OVER 5
#define GAVE_UP 9

byte shop, first, second, bank, serves, taken, paid;
bool asked;
bool flying[3];
byte crashes = 2, drops = 1, timeouts = 1;

/* Which call the task of shop is at. */
#define call (first == GAVE_UP -> 2 : 1)
/* The task of shop has a call under way, and it is this one. */
#define waiting(i) ((shop == WAITS || shop == LOST) && call == i)

/* The present call gives something: the handler runs on to its next operation. */
#define answer(value) \
  if \
  :: call == 1 -> first = value; if :: first == GAVE_UP -> shop = UNSENT :: else -> shop = PUT fi \
  :: else -> second = value; shop = PUT \
  fi

#define endOfShop shop = 0; first = 0; second = 0

#define request(i) \
  :: d_step { flying[i] && bank == 0 -> flying[i] = false; serves = i; bank = 1 }                 /* deliver */ \
  :: d_step { flying[i] && drops > 0 -> drops--; flying[i] = false;                               /* drop */ \
       if :: waiting(i) -> shop = LOST :: else fi }

active proctype world() {
end:
  do
  /* client */
  :: d_step { !asked -> asked = true; shop = UNSENT }
  /* step: the request leaves */
  :: d_step { shop == UNSENT -> flying[call] = true; shop = WAITS }
  /* timeout: the request lives on */
  :: d_step { shop == WAITS && timeouts > 0 -> timeouts--; answer(GAVE_UP) }
  /* giving up what can get no reply is no fault */
  :: d_step { shop == LOST -> answer(GAVE_UP) }
  /* step: put */
  :: d_step { shop == PUT -> if :: call == 1 -> paid = first :: else -> paid = second fi; shop = OVER }
  /* settle: the reply to the client */
  :: d_step { shop == OVER -> endOfShop }
  /* crash shop: its client hears of an error and has nothing else to do */
  :: d_step { shop > 0 && crashes > 0 -> crashes--; endOfShop }
  request(1)
  request(2)
  /* step: add */
  :: d_step { bank == 1 -> taken++; bank = 2 }
  /* settle: the reply is the answer to the call, if anybody still waits for it */
  :: d_step { bank == 2 -> if :: waiting(serves) -> answer(taken) :: else fi; bank = 0; serves = 0 }
  /* crash bank: no reply can come any more */
  :: d_step { bank > 0 && crashes > 0 -> crashes--; if :: waiting(serves) -> shop = LOST :: else fi; bank = 0; serves = 0 }
  od
}
