import { todayRoutes as contract } from '../../contract/http/today.ts';
import type { Clock } from '../../runtime/clock.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { JsonBytes } from '../http/json-bytes.ts';
import type { Asker } from '../questions/ask-aside.ts';

/** An answer is handed out so long to all who may see the same: many consoles stand open all day. */
const freshMs = 2000;

interface Given {
  /** When it was there, by the monotonic clock; `null` until then. */
  at: number | null;
  answer: Promise<JsonBytes>;
}

export function todayRoutes({ asker, clock }: { asker: Asker; clock: Clock }): BoundRoute[] {
  const given = new Map<string, Given>();
  return [
    handle(contract.show, ({ principal, query }) => {
      const now = clock.monotonic();
      for (const [key, { at }] of given) if (at !== null && now - at > freshMs) given.delete(key);
      const key = JSON.stringify([principal.grants, query]);
      const known = given.get(key);
      if (known) return known.answer;
      const mine: Given = { at: null, answer: asker.ask('today', { principal, query }) };
      given.set(key, mine);
      mine.answer.then(
        () => (mine.at = clock.monotonic()),
        // What failed is asked anew.
        () => given.get(key) === mine && given.delete(key),
      );
      return mine.answer;
    }),
  ];
}
