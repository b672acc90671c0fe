import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { ManySessionsAct } from '../../../../contract/http/sessions.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { makeCommune, type Commune } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import {
  heardOn,
  holdSession,
  mondayClock,
  placeDaily,
  tuesday,
  weekOf,
} from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ clock: mondayClock() });
const hours = { key: 'morning', startsAt: '05:00', latestEnd: '06:30' };
const one = {} as Commune;
const two = {} as Commune;
let operator: Person;

beforeAll(async () => {
  Object.assign(one, await makeCommune(server(), 'Hải Tây'));
  Object.assign(two, await makeCommune(server(), 'Hải Đông'));
  for (const { stationId } of [one, two]) await holdSession(server(), stationId, hours);
  operator = await server().some('operator');
  // Heard without a recording, and so without a worker.
  const items = [{ type: 'input' as const, input: 'line' as const, durationMs: 20 * 60_000 }];
  const given = { title: 'Bản tin', sessionKey: 'morning', recordingId: '' };
  await placeDaily(server(), one, { ...given, rest: { items } });
});

const change = (act: ManySessionsAct, dryRun = false, person = operator) =>
  person.call(api.sessions.changeMany, {
    query: { dryRun: dryRun ? 'true' : 'false' },
    body: { stationIds: [one.stationId, two.stationId], act },
  });

async function sessionsAt({ stationId }: Commune) {
  const { items } = await operator.call(api.sessions.list, { query: { stationId } });
  return items;
}

describe('a session at many stations', () => {
  it('is foreseen first, and then changed at all of them', async () => {
    const act = { kind: 'change', key: 'morning', weekdays: [6, 7] } as const;
    const foreseen = await change({ ...act, weekdays: [...act.weekdays] }, true);
    expect(foreseen).toMatchObject({ count: 2, refused: [] });
    expect(
      foreseen.outlook?.lost.map(({ stationId, reason }) => [stationId, reason]),
    ).toContainEqual([one.stationId, 'no_session']);
    expect((await sessionsAt(one))[0]).toMatchObject({ weekdays: [1, 2, 3, 4, 5, 6, 7] });
    const later = {
      kind: 'change',
      key: 'morning',
      startsAt: '05:30',
      latestEnd: '07:00',
    } as const;
    expect((await change(later, true)).outlook).toMatchObject({ lostCount: 0 });
    expect(await change(later)).toEqual({ count: 2, refused: [], outlook: null });
    for (const place of [one, two])
      expect(await sessionsAt(place)).toMatchObject([
        { startsAt: '05:30', latestEnd: '07:00', version: 2 },
      ]);
    const week = await weekOf(server(), one.stationId);
    expect(heardOn(week, tuesday)).toEqual(['Bản tin']);
  });

  it('is changed nowhere where one station refuses it, which is named', async () => {
    const noon = { key: 'noon', startsAt: '11:00', latestEnd: '12:30' };
    await holdSession(server(), two.stationId, noon);
    const act = { kind: 'change', key: 'morning', latestEnd: '11:15' } as const;
    expect(await change(act, true)).toMatchObject({
      refused: [{ stationId: two.stationId, code: 'session_overlaps', sessionName: 'Buổi noon' }],
      outlook: null,
    });
    expect((await refusal(change(act))).code).toBe('session_overlaps');
    expect((await sessionsAt(one))[0]).toMatchObject({ latestEnd: '07:00', version: 2 });
    const gone = { kind: 'change', key: 'noon', startsAt: '11:10', latestEnd: '12:40' } as const;
    const missing = await change(gone, true);
    expect(missing.refused).toMatchObject([
      { stationId: one.stationId, code: 'session_not_found', sessionName: null },
    ]);
  });

  it('is not turned round midnight by a new beginning alone', async () => {
    const act = { kind: 'change', key: 'morning', startsAt: '17:00' } as const;
    const { refused } = await change(act, true);
    expect(refused.map(({ code }) => code)).toEqual(Array(2).fill('session_times_invalid'));
  });

  it('comes anew at all of them, from a day on', async () => {
    const from = addDays(tuesday, 7);
    const parts = [{ tier: 'own' as const, budgetMs: 600_000, anchor: null }];
    const added = { kind: 'add', key: 'evening', name: 'Buổi tối', from, parts } as const;
    await change({
      ...{ ...added, weekdays: [1, 2, 3, 4, 5], startsAt: '19:00', latestEnd: '19:30' },
      parts: [...parts],
    });
    for (const place of [one, two])
      expect((await sessionsAt(place)).at(-1)).toMatchObject({
        ...{ key: 'evening', name: 'Buổi tối', validFrom: from, validTo: null, version: 1 },
      });
    const winter = {
      kind: 'change',
      key: 'morning',
      startsAt: '06:00',
      latestEnd: '07:30',
      from,
    } as const;
    await change(winter);
    expect((await sessionsAt(one)).filter(({ key }) => key === 'morning')).toMatchObject([
      { startsAt: '05:30', validTo: addDays(from, -1) },
      { startsAt: '06:00', validFrom: from, version: 1 },
    ]);
    const past = change({ ...winter, from: addDays(tuesday, -3) });
    expect((await refusal(past)).code).toBe('time_invalid');
  });

  it('is for those alone who may change it at each', async () => {
    const neighbour = await server().as('operator', one.areaId);
    const act = { kind: 'change', key: 'morning', latestEnd: '07:10' } as const;
    expect((await refusal(change(act, false, neighbour))).code).toBe('not_allowed');
  });
});
