import type { AreaAnswer } from '../../../contract/http/areas.ts';
import type { firstStepsRoutes } from '../../../contract/http/first-steps.ts';
import type { z } from 'zod';

type Asked = z.input<NonNullable<(typeof firstStepsRoutes.addStations)['body']>>;

/** A session as the form holds it. */
export interface SessionRow {
  key: 'morning' | 'afternoon';
  isHeld: boolean;
  startsAt: string;
  latestEnd: string;
}

const minute = 60_000;

/** As most communes do it: the relay first, then the tiers above, then the commune itself. */
export const usualSessions: readonly SessionRow[] = [
  { key: 'morning', isHeld: true, startsAt: '05:00', latestEnd: '05:45' },
  { key: 'afternoon', isHeld: true, startsAt: '17:00', latestEnd: '17:45' },
];
const parts = [
  { tier: 'relay' as const, budgetMs: 30 * minute, anchor: null },
  { tier: 'above' as const, budgetMs: 10 * minute, anchor: null },
  { tier: 'own' as const, budgetMs: 5 * minute, anchor: null },
];

const communeKinds = ['xã', 'phường', 'thị trấn', 'đặc khu'];

/** Communes that have no station yet. */
export function communesWithout(
  areas: Iterable<AreaAnswer>,
  taken: ReadonlySet<string>,
): AreaAnswer[] {
  return [...areas].filter(
    ({ id, kind }) => communeKinds.includes(kind.toLowerCase()) && !taken.has(id),
  );
}

/** Shorter sessions have shorter parts, in the same proportion. */
export function sessionsOf(
  rows: readonly SessionRow[],
  nameOf: (key: SessionRow['key']) => string,
): Asked['sessions'] {
  const usual = parts.reduce((sum, { budgetMs }) => sum + budgetMs, 0);
  return rows
    .filter(({ isHeld }) => isHeld)
    .map(({ key, startsAt, latestEnd }) => {
      const share = Math.min(1, lengthMs(startsAt, latestEnd) / usual);
      const fitting = parts.map((part) => ({
        ...part,
        budgetMs: Math.max(minute, Math.floor((part.budgetMs * share) / minute) * minute),
      }));
      return { key, name: nameOf(key), startsAt, latestEnd, parts: fitting };
    });
}

function lengthMs(from: string, to: string): number {
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const minutes = minutesOf(to) - minutesOf(from);
  return (minutes > 0 ? minutes : minutes + 24 * 60) * minute;
}
