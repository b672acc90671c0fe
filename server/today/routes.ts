import { todayRoutes as contract } from '../../contract/http/today.ts';
import type { Clock } from '../../runtime/clock.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { JsonBytes } from '../http/json-bytes.ts';
import type { Asker } from '../questions/ask-aside.ts';

/** An answer is handed out so long to all who may see the same: many consoles stand open all day. */
const freshMs = 2000;

interface Given {
  at: number;
  answer: Promise<JsonBytes>;
}

export function todayRoutes({ asker, clock }: { asker: Asker; clock: Clock }): BoundRoute[] {
  const given = new Map<string, Given>();
  return [
    handle(contract.show, ({ principal, query }) => {
      const now = clock.monotonic();
      for (const [key, { at }] of given) if (now - at > freshMs) given.delete(key);
      const key = JSON.stringify([principal.grants, query]);
      const known = given.get(key);
      if (known) return known.answer;
      const answer = asker.ask('today', { principal, query });
      given.set(key, { at: now, answer });
      // What failed is asked anew.
      answer.catch(() => given.delete(key));
      return answer;
    }),
  ];
}
