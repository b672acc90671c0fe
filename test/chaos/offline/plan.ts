import type { Entry } from '../../../core/playlist/playlist.ts';
import { entryOf } from '../../support/bulletin.ts';
import type { Span } from '../../support/fast-clock.ts';

export const hourMs = 3_600_000;
const minuteMs = 60_000;

/** When the endpoint goes down, and for how long. */
export interface Outage {
  is: 'cut' | 'restart';
  atMs: number;
  offMs: number;
}

type Next = (limit: number) => number;

/** One entry an hour, at a minute that the seed tells. */
export function planEntries(
  bulletin: { sha256: string; bytes: number; durationMs: number },
  { fromMs, hours, next }: { fromMs: number; hours: number; next: Next },
): Entry[] {
  return Array.from({ length: hours }, (_, hour) => {
    const startsAt = fromMs + hour * hourMs + (5 + next(50)) * minuteMs + next(minuteMs);
    return entryOf(bulletin, startsAt, { name: `b${hour}` });
  });
}

/** Every second one falls into the middle of an entry. */
export function planOutages(entries: readonly Entry[], hours: number, next: Next): Outage[] {
  const step = Math.max(2, Math.round(hours / 12));
  const outages: Outage[] = [];
  for (let index = 1; index < entries.length; index += step) {
    const entry = entries[index];
    if (!entry) continue;
    const isAmid = outages.length % 2 === 0;
    const is = outages.length % 3 === 1 ? 'restart' : 'cut';
    const atMs = isAmid ? entry.startsAt + 500 + next(1000) : entry.startsAt - next(2 * minuteMs);
    const offMs = is === 'cut' ? 20_000 + next(3 * minuteMs) : 1000 + next(3000);
    outages.push({ is, atMs, offMs });
  }
  return outages;
}

/** Around what happens: a decoder and a boot need their time. */
export function slowSpansOf(entries: readonly Entry[], outages: readonly Outage[]): Span[] {
  return [
    ...entries.map(({ startsAt, durationMs }) => ({
      fromMs: startsAt - 9000,
      toMs: startsAt + durationMs + 1500,
    })),
    ...outages.flatMap(({ atMs, offMs }) => [
      { fromMs: atMs - 2000, toMs: atMs + 1000 },
      { fromMs: atMs + offMs - 500, toMs: atMs + offMs + 10_000 },
    ]),
  ];
}
