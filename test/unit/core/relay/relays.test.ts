import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../core/broadcast/item.ts';
import type { DayMode } from '../../../../core/guard/day-mode.ts';
import { programmeStart, relayMarginMs } from '../../../../core/relay/programme-start.ts';
import { relayName, relaysOn } from '../../../../core/relay/relays-on.ts';
import { openZone } from '../../../../core/time/zone.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { broadcast, date, hardAt, inMorning, morning, zone } from '../compile/day-input.ts';

const minuteMs = 60_000;
const vietnam = openZone(zone);
const at = (time: string, day = date) => instantOf(day, time, zone);

const tet: DayMode = {
  ...{ key: 'tet', name: 'Tết', sessionKeys: null, kinds: null },
  ...{ sessionCapMs: null, dayCapMs: null, volumePercent: null },
};

function relay(recordAt: string | null, minutes = 30): Extract<Item, { type: 'relay' }> {
  return {
    ...{ type: 'relay', url: 'https://vov.example/vov1', durationMs: minutes * minuteMs },
    ...{ delayMs: 30_000, fallbackRecordingId: null, carry: 'recorded', recordAt },
  };
}

describe('the programme that a recorded relay sounds', () => {
  it.each([
    ['of the same day where it is over ten minutes before', '04:00', '05:00', 0],
    ['of the same day at the very last', '04:19:30', '05:00', 0],
    ['of the day before where a second lacks', '04:19:31', '05:00', -1],
    ['of the day before where it comes later in the day', '18:00', '05:00', -1],
    ['of two days before where that of the day before runs into the day', '23:50', '00:20', -2],
  ])('is that %s', (_, recordAt, sounds, days) => {
    const startsAt = programmeStart(relay(recordAt), at(sounds), vietnam);
    expect(startsAt).toBe(at(recordAt, addDays(date, days)));
    const end = (startsAt ?? 0) + 30 * minuteMs + 30_000;
    expect(end + relayMarginMs).toBeLessThanOrEqual(at(sounds));
  });

  it('is none where nobody said when it is on', () => {
    expect(programmeStart(relay(null), at('05:00'), vietnam)).toBeNull();
  });

  it('is on at its hour by the wall clock on days when clocks change', () => {
    const berlin = openZone('Europe/Berlin');
    const sounds = instantOf('2026-03-29', '05:00', 'Europe/Berlin');
    const startsAt = programmeStart(relay('01:30'), sounds, berlin);
    expect(startsAt).toBe(instantOf('2026-03-29', '01:30', 'Europe/Berlin'));
  });
});

describe('the recorded relays of a day', () => {
  const relaysIn = (
    ...given: Parameters<typeof relaysOn> extends [...infer G, unknown] ? G : never
  ) => relaysOn(...given, () => []);
  const stations = [{ zone: vietnam, sessions: [{ ...morning, startsAt: '05:30' }] }];

  it('are there for the first station that sounds them', () => {
    const early = { zone: vietnam, sessions: [morning] };
    const one = broadcast('b', inMorning(), [], { items: [relay('04:00')] });
    const [late] = relaysIn(one, date, stations);
    expect(late).toMatchObject({ item: `b-${date}/0`, soundsAt: at('05:30') });
    const [first, ...others] = relaysIn(one, date, [...stations, early]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ soundsAt: at('05:00'), startsAt: at('04:00') });
    expect(first?.dayEnd).toBe(at('00:00', addDays(date, 1)));
  });

  it('are none where no station has the session, and live ones are not among them', () => {
    const one = broadcast('b', inMorning(), [], { items: [relay('04:00')] });
    expect(relaysIn(one, date, [{ zone: vietnam, sessions: [] }])).toEqual([]);
    const live = { ...relay(null), carry: 'live' as const };
    expect(relaysIn({ ...one, items: [live] }, date, stations)).toEqual([]);
    expect(relaysIn(one, addDays(date, 1), stations)).toEqual([]);
  });

  it('are there for a session of a mode that is in force, and not for that of another', () => {
    const [early, late] = ['04:45', '06:00'].map((startsAt, index) => ({
      ...{ ...morning, id: `tet${index}`, startsAt, modeKeys: ['tet'] },
    }));
    const one = broadcast('b', inMorning(), [], { items: [relay('04:00')] });
    const soundsAt = (sessions: object[], ...modes: string[]) => {
      const held = [{ zone: vietnam, sessions: sessions as (typeof morning)[] }];
      const modesOn = () => modes.map((key) => ({ ...tet, key }));
      return relaysOn(one, date, held, modesOn)[0]?.soundsAt;
    };
    expect(soundsAt([late ?? morning])).toBeUndefined();
    expect(soundsAt([late ?? morning], 'tet')).toBe(at('06:00'));
    expect(soundsAt([late ?? morning, morning, early ?? morning], 'tet')).toBe(at('04:45'));
    expect(soundsAt([late ?? morning, morning, early ?? morning], 'bao')).toBe(at('05:00'));
  });

  it('are kept until the end of the day on which they end', () => {
    const one = broadcast('b', hardAt('23:45'), [], { items: [relay('22:00')] });
    expect(relaysIn(one, date, stations)[0]?.dayEnd).toBe(at('00:00', addDays(date, 2)));
  });

  it('have another name where anything that is heard is another', () => {
    const names = [
      relay('04:00'),
      relay('04:01'),
      relay('04:00', 31),
      { ...relay('04:00'), url: 'https://vov.example/vov2' },
      { ...relay('04:00'), delayMs: 0 },
    ].map(relayName);
    expect(new Set(names).size).toBe(5);
    expect(relayName({ ...relay('04:00'), fallbackRecordingId: 'r' })).toBe(names[0]);
  });
});
