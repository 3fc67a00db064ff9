/*
 * ask-again: shop handles a message by asking bank. After a crash the message is delivered again and bank is asked again,
 * while the earlier request may still be on its way. orders handles a request in one step.
 *
 * placed     the client has made its one request, and so the message was published.
 * done       the message was acknowledged.
 * delivery   how often the message was delivered to shop. A reply is for one delivery of it, so this is part of a
 *            situation for as long as the run goes on.
 * shop       where its one task is: 0 none; UNSENT before `call`; WAITS for its reply; LOST where the reply can no longer
 *            come; PUT before `put`; OVER returned and not yet acknowledged.
 * given      what the call gave: 0 nothing yet, GAVE_UP, or the sum that bank replied. Kept until the task is over.
 * flying[d]  the request of the d-th delivery is on its way to bank, whether or not anybody still waits for its reply.
 * bank       where its one task is: 0 none, 1 before `add`, 2 returned and about to reply.
 * serves     the delivery whose request it handles; 0 where there is no task. What `add` gave is `taken`.
 * taken, paid   what bank and shop have stored, in units of 5; GAVE_UP is stored, too.
 */
#define UNSENT 1
#define WAITS 2
#define LOST 3
#define PUT 4
#define OVER 5
#define GAVE_UP 9

byte delivery, shop, given, bank, serves, taken, paid;
bool placed, done;
bool flying[4];
byte crashes = 2;

#define waiting (shop == WAITS && delivery == serves)

#define request(d) :: d_step { flying[d] && bank == 0 -> flying[d] = false; serves = d; bank = 1 }

active proctype world() {
end:
  do
  /* client: the whole of the handler of orders */
  :: d_step { !placed -> placed = true }
  /* deliver to shop */
  :: d_step { placed && !done && shop == 0 -> delivery++; shop = UNSENT }
  /* step: the request leaves */
  :: d_step { shop == UNSENT -> flying[delivery] = true; shop = WAITS }
  /* giving up what can get no reply is no fault */
  :: d_step { shop == LOST -> given = GAVE_UP; shop = PUT }
  /* step: put */
  :: d_step { shop == PUT -> paid = given; shop = OVER }
  /* settle */
  :: d_step { shop == OVER -> done = true; given = 0; shop = 0 }
  /* crash shop: the message is ready again */
  :: d_step { shop > 0 && crashes > 0 -> crashes--; given = 0; shop = 0 }
  /* deliver to bank: requests overtake each other */
  request(1)
  request(2)
  request(3)
  /* step: add */
  :: d_step { bank == 1 -> taken++; bank = 2 }
  /* settle: the reply */
  :: d_step { bank == 2 -> if :: waiting -> given = taken; shop = PUT :: else fi; bank = 0; serves = 0 }
  /* crash bank: no reply can come any more */
  :: d_step { bank > 0 && crashes > 0 -> crashes--; if :: waiting -> shop = LOST :: else fi; bank = 0; serves = 0 }
  od
}
