import type { Clock } from '../../runtime/clock.ts';
import type { JsonBytes } from '../http/json-bytes.ts';
import type { Principal } from '../http/principal.ts';

/** An answer is handed out so long to all who may see the same: many consoles stand open all day. */
const freshMs = 2000;

interface Given {
  /** When it was there, by the monotonic clock; `null` until then. */
  at: number | null;
  answer: Promise<JsonBytes>;
}

/** Answers that many may have. */
export interface SharedAnswers {
  /** Asks at most once every two seconds for all who hold the same roles and ask the same. */
  share: (
    asked: { principal: Principal; query: unknown },
    ask: () => Promise<JsonBytes>,
  ) => Promise<JsonBytes>;
  /** What was answered, or is being answered, stands no more: somebody did something about it. */
  forget: () => void;
}

export function shareAnswers(clock: Clock): SharedAnswers {
  const given = new Map<string, Given>();
  const share: SharedAnswers['share'] = ({ principal, query }, ask) => {
    const now = clock.monotonic();
    for (const [key, { at }] of given) if (at !== null && now - at > freshMs) given.delete(key);
    const key = JSON.stringify([principal.grants, query]);
    const known = given.get(key);
    if (known) return known.answer;
    const mine: Given = { at: null, answer: ask() };
    given.set(key, mine);
    mine.answer.then(
      () => (mine.at = clock.monotonic()),
      // What failed is asked anew.
      () => given.get(key) === mine && given.delete(key),
    );
    return mine.answer;
  };
  return { share, forget: () => given.clear() };
}
