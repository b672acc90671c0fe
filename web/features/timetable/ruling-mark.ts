import type { Mark } from '../../ui/shapes.ts';

/** Somebody is still to say yes. */
const waiting = ['offered', 'week_not_approved'];
/** It was decided so: by the commune, or by the rules of the day. */
const decided = ['declined', 'silent_day', 'kind_not_allowed'];

/** Its hour had passed before it was placed: nothing went wrong. */
const past = ['session_over'];

/** How it is shown that something does not air, by its reason. */
export function rulingMark(reason: string): Mark {
  const word = `ruling.${reason}`;
  if (waiting.includes(reason)) return { shape: 'half', tone: 'warn', word };
  if (decided.includes(reason)) return { shape: 'barred', tone: 'idle', word };
  if (past.includes(reason)) return { shape: 'stopped', tone: 'idle', word };
  return { shape: 'problem', tone: 'bad', word };
}
