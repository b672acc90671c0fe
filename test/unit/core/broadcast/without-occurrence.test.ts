import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../../../core/broadcast/broadcast.ts';
import { occurrencesOn } from '../../../../core/broadcast/occurrence.ts';
import { withoutOccurrence } from '../../../../core/broadcast/without-occurrence.ts';
import { everyDay, onDay } from '../../../support/on-days.ts';

const slots = [
  { id: '1', time: '17:00' },
  { id: '2', time: '18:00' },
];

function broadcast(rest: Partial<Broadcast>): Broadcast {
  return {
    id: 'b',
    version: 1,
    title: 'Tin',
    ownerAreaId: 'a',
    class: 'normal',
    placement: { kind: 'at', slots: slots.slice(0, 1), start: 'hard', maxDelayMs: 0 },
    dates: everyDay('2026-12-01'),
    items: [{ type: 'silence', durationMs: 1000 }],
    overrides: [],
    targets: { areas: ['a'], stations: [], endpoints: [], groups: [], except: [] },
    overflow: { kind: 'skip' },
    whenBeaten: 'queue',
    afterInterrupt: 'restart',
    volumePercent: null,
    urgentSince: null,
    ...rest,
  };
}

const idsOn = (one: Broadcast | null, date: string) =>
  one && occurrencesOn(one, date).map(({ id }) => id);
const date = '2026-12-02';
const placement = { kind: 'at' as const, slots, start: 'hard' as const, maxDelayMs: 0 };

describe('a broadcast without an occurrence', () => {
  it('is not on that day, and is on all others', () => {
    const left = withoutOccurrence(broadcast({}), { occurrence: `b-${date}`, date });
    expect(idsOn(left, date)).toEqual([]);
    expect(idsOn(left, '2026-12-03')).toEqual(['b-2026-12-03']);
  });

  it('keeps the other times of the day under their names, with what the day has otherwise', () => {
    const overrides = [{ date, title: 'Tin đặc biệt' }];
    const given = broadcast({ placement, overrides });
    const left = withoutOccurrence(given, { occurrence: `b-${date}`, date });
    expect(idsOn(left, date)).toEqual([`b-${date}-2`]);
    expect(left?.overrides).toMatchObject([{ date, title: 'Tin đặc biệt' }]);
    expect(idsOn(left, '2026-12-03')).toEqual(['b-2026-12-03', 'b-2026-12-03-2']);
  });

  it('drops the day with its last time', () => {
    const first = withoutOccurrence(broadcast({ placement }), { occurrence: `b-${date}`, date });
    const left = first && withoutOccurrence(first, { occurrence: `b-${date}-2`, date });
    expect(idsOn(left, date)).toEqual([]);
    expect(left?.overrides).toEqual([]);
  });

  it('is nothing where it had no other', () => {
    const once = broadcast({ dates: onDay(date) });
    expect(withoutOccurrence(once, { occurrence: `b-${date}`, date })).toBeNull();
  });
});
