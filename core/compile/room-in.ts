import type { SessionFill } from './day.ts';

/** How much a session still takes in of what the commune accepts: in its own part, or the last, in ms. */
export function roomIn({ parts, leftMs }: Pick<SessionFill, 'parts' | 'leftMs'>): number {
  const own = parts.find(({ tier }) => tier === 'own') ?? parts.at(-1);
  return own ? Math.max(0, Math.min(leftMs, own.budgetMs - own.usedMs)) : 0;
}
