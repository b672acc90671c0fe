import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const fields = {
  key: 'morning',
  name: 'Buổi sáng',
  weekdays,
  startsAt: '05:00',
  latestEnd: '05:45',
  validFrom: null,
  validTo: null,
  parts: [
    { tier: 'relay' as const, budgetMs: 30 * 60_000, anchor: null },
    { tier: 'own' as const, budgetMs: 15 * 60_000, anchor: '05:30' },
  ],
};
let operator: Person;
let stations: string[];

beforeAll(async () => {
  const administrator = await server().administrator();
  const areas = ['one', 'two'].map((code) => ({ code, name: code, kind: 'xã', parentCode: null }));
  const body = { underId: await server().rootId(), validFrom: null, validTo: null, areas };
  const imported = await administrator.call(api.areas.importMany, { body });
  stations = [];
  for (const { id, name } of imported.areas) {
    const station = { areaId: id, name: `Đài ${name}` };
    stations.push((await administrator.call(api.stations.create, { body: station })).id);
  }
  operator = await server().as('operator', imported.areas[0]?.id);
});

const create = (change: object = {}) =>
  operator.call(api.sessions.create, {
    body: { stationId: stations[0] ?? '', ...fields, ...change },
  });

describe('sessions', () => {
  it('are made, listed for a day, changed and removed', async () => {
    const made = await create();
    expect(made).toMatchObject(fields);
    const sunday = await create({
      key: 'sunday',
      weekdays: [7],
      startsAt: '17:00',
      latestEnd: '17:45',
      parts: [{ tier: 'own', budgetMs: 60_000, anchor: null }],
    });
    const on = async (date: string) => {
      const { items } = await operator.call(api.sessions.list, { query: { on: date } });
      return items.map(({ key }) => key);
    };
    expect(await on('2026-11-28')).toEqual(['morning']);
    expect(await on('2026-11-29')).toEqual(['morning', 'sunday']);
    const params = { id: made.id };
    const body = { ...fields, validTo: '2026-11-28' };
    expect(
      await operator.call(api.sessions.update, { params, body: { ...body, version: 1 } }),
    ).toMatchObject({ ...body, version: 2 });
    expect(await on('2026-11-29')).toEqual(['sunday']);
    const remove = (id: string, version: number) =>
      operator.call(api.sessions.remove, { params: { id }, query: { version } });
    await remove(made.id, 2);
    await remove(sunday.id, 1);
    const { code } = await refusal(remove(made.id, 2));
    expect(code).toBe('session_not_found');
  });

  it('do not sound at once at a station', async () => {
    const made = await create();
    const other = { key: 'other', startsAt: '05:44', latestEnd: '06:29', parts: [fields.parts[0]] };
    expect((await refusal(create(other))).code).toBe('session_overlaps');
    expect((await refusal(create({ startsAt: '06:00', latestEnd: '06:45' }))).code).toBe(
      'session_times_invalid',
    );
    const next = await create({ ...other, startsAt: '05:45', latestEnd: '06:30' });
    const back = operator.call(api.sessions.update, {
      params: { id: next.id },
      body: { ...fields, ...other, parts: fields.parts.slice(0, 1), version: 1 },
    });
    expect((await refusal(back)).code).toBe('session_overlaps');
    for (const { id } of [made, next])
      await operator.call(api.sessions.remove, { params: { id }, query: { version: 1 } });
  });

  it('are refused where they could not air as written', async () => {
    expect((await refusal(create({ latestEnd: '05:00' }))).code).toBe('session_times_invalid');
    expect((await refusal(create({ latestEnd: '05:30' }))).code).toBe('session_times_invalid');
    expect((await refusal(create({ startsAt: '24:00' }))).fields?.[0]?.path).toBe('startsAt');
    expect((await refusal(create({ weekdays: [1, 1] }))).code).toBe('body_invalid');
    expect((await refusal(create({ stationId: 'x' }))).code).toBe('station_not_found');
  });

  it('tell whoever changes what is not there any more who came first, and when', async () => {
    const { id } = await create();
    const params = { id };
    const other = await server().as('operator');
    const body = { ...fields, name: 'Buổi sớm', version: 1 };
    const asked = Date.now();
    await other.call(api.sessions.update, { params, body });
    const late = [
      () => operator.call(api.sessions.update, { params, body: { ...body, name: 'Buổi muộn' } }),
      () => operator.call(api.sessions.remove, { params, query: { version: 1 } }),
    ];
    for (const call of late) {
      const problem = await refusal(call());
      expect(problem).toMatchObject({
        code: 'session_changed',
        changedBy: { name: other.me.name },
      });
      expect(problem.changedBy?.at).toBeGreaterThanOrEqual(asked);
    }
    const { items } = await operator.call(api.sessions.list, { query: {} });
    expect(items).toMatchObject([{ id, name: 'Buổi sớm', version: 2 }]);
    await operator.call(api.sessions.remove, { params, query: { version: 2 } });
  });

  it('belong to the operators of their own area', async () => {
    expect((await refusal(create({ stationId: stations[1] }))).code).toBe('not_allowed');
    const { items } = await operator.call(api.sessions.list, { query: { stationId: stations[1] } });
    expect(items).toEqual([]);
  });
});
