import { expect, it } from 'vitest';
import type { PlannedOccurrence } from '../../../../core/today/air.ts';
import type { Standing } from '../../../../core/today/standing.ts';
import { stationNow } from '../../../../core/today/station-now.ts';

const now = Date.UTC(2026, 11, 1, 10, 0, 0);
const minute = 60_000;

const occurrence = (id: string, rest: Partial<PlannedOccurrence> = {}): PlannedOccurrence => ({
  ...{ id, broadcastId: id, title: id, stationId: 's', date: '2026-12-01', sessionKey: null },
  ...{ airs: true, reason: 'placed', stopped: false, startsAt: now - minute },
  ...{ durationMs: 5 * minute, ...rest },
});

const endpoint = (playing: string | null, presence: Standing['presence'] = 'online') => ({
  ...({ kind: 'agent', pairedAt: 1, presence, clockTrusted: true, playing } as const),
  today: { playlist: 'p', holds: 'yes' } as const,
});

function playingAt(
  endpoints: readonly ReturnType<typeof endpoint>[],
  occurrences: readonly PlannedOccurrence[],
) {
  const { playing } = stationNow(endpoints, occurrences, now);
  return playing.map(({ id, saySo }) => [id, saySo]);
}

it('tells of each thing that sounds in some village, what most say first', () => {
  const both = [occurrence('xom1'), occurrence('xom4')];
  expect(playingAt([endpoint('xom1/0'), endpoint('xom4/0'), endpoint('xom4/0')], both)).toEqual([
    ['xom4', 2],
    ['xom1', 1],
  ]);
});

it('tells by the timetable of what loudspeakers may sound that say nothing', () => {
  const both = [occurrence('xom1'), occurrence('xom4')];
  const silent = [endpoint('xom1/0'), endpoint(null), endpoint('xom4/0', 'offline')];
  expect(playingAt(silent, both)).toEqual([
    ['xom1', 1],
    ['xom4', 0],
  ]);
  expect(playingAt([], both)).toHaveLength(2);
});

it('believes loudspeakers rather than the timetable, where all of them speak', () => {
  const late = occurrence('late', { startsAt: now - 10 * minute });
  expect(playingAt([endpoint('late/0')], [late, occurrence('due')])).toEqual([['late', 1]]);
});

it('tells of a guest once, on the day on which it airs', () => {
  const named = occurrence('guest', { airs: false, reason: 'session_full', startsAt: null });
  const { playing } = stationNow(
    [endpoint('guest/0')],
    [named, occurrence('guest', { date: '2026-12-02' })],
    now,
  );
  expect(playing).toMatchObject([{ id: 'guest', airs: true, date: '2026-12-02' }]);
});

it('tells what was stopped everywhere, and goes on telling of it where it still sounds', () => {
  const stopped = [occurrence('one', { stopped: true })];
  expect(stationNow([endpoint(null)], stopped, now)).toMatchObject({
    ...{ playing: [], stopped: { id: 'one' } },
  });
  expect(playingAt([endpoint('one/0'), endpoint(null)], stopped)).toEqual([['one', 1]]);
});
