import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { holidaysOf } from '../../../../core/calendar/holidays.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import { makeApproved, makeCommune, zone } from '../../../support/district.ts';
import { refusal } from '../../../support/person.ts';
import {
  heardOn,
  holdSession,
  mondayClock,
  placeDaily,
  tuesday,
  weekOf,
} from '../../../support/rule-week.ts';
import { testServer } from '../../../support/server.ts';

const open = { validFrom: null, validTo: null };
const thursday = '2026-11-26';

it('are filled a year ahead, and what people made of them is not filled again', async () => {
  const real = systemClock();
  let offsetMs = instantOf('2026-11-23', '10:00', zone) - real.now();
  const clock = { ...real, now: () => offsetClock(real, offsetMs).now() };
  const server = await testServer({ clock });
  const administrator = await server.administrator();
  const dates = async () => {
    const { items } = await administrator.call(api.holidays.list, { query: { limit: '500' } });
    return items.map(({ date }) => date);
  };
  const filled = [2026, 2027].flatMap((year) => holidaysOf(year).map(({ date }) => date));
  expect(await dates()).toEqual(filled);
  const usual = holidaysOf(2027).find(({ isUsual }) => isUsual)?.date ?? '';
  const renamed = { name: 'Quốc khánh (nghỉ bù)' };
  await administrator.call(api.holidays.put, { params: { date: '2027-09-03' }, body: renamed });
  await administrator.call(api.holidays.put, { params: { date: '2027-09-02' }, body: renamed });
  await administrator.call(api.holidays.remove, { params: { date: usual } });
  const kept = [...filled.filter((date) => date !== usual), '2027-09-03'].sort();
  expect(await dates()).toEqual(kept);
  await server.restart();
  await administrator.signIn('quan.tri', 'bốn con mèo mướp');
  expect(await dates()).toEqual(kept);

  offsetMs = instantOf('2027-01-01', '00:30', zone) - real.now();
  await server.restart();
  await administrator.signIn('quan.tri', 'bốn con mèo mướp');
  expect(await dates()).toEqual([...kept, ...holidaysOf(2028).map(({ date }) => date)]);
  const query = { from: '2027-09-02', to: '2027-09-03' };
  const { items } = await administrator.call(api.holidays.list, { query });
  expect(items.map(({ name }) => name)).toEqual([renamed.name, renamed.name]);
});

it('silence places whose rule asks for it, and tell so before', async () => {
  const server = await testServer({ worker: true, clock: mondayClock() });
  const recordingId = await makeApproved(server, { hertz: 640, title: 'Bản tin' });
  const commune = await makeCommune(server, 'Hải Bắc');
  const { areaId, stationId } = commune;
  const times = { key: 'morning', startsAt: '05:00', latestEnd: '06:30' };
  await holdSession(server, stationId, times);
  await placeDaily(server, commune, { title: 'Tin xã', sessionKey: 'morning', recordingId });
  const administrator = await server.administrator();
  const rule = { kind: 'air_days', weekdays: [1, 2, 3, 4, 5, 6, 7], onHolidays: false } as const;
  const body = { areaId, rule: { ...rule, weekdays: [...rule.weekdays] }, ...open };
  await administrator.call(api.guards.create, { body });
  const heard = async (date: string) => heardOn(await weekOf(server, stationId), date).length;
  // Ngày Văn hóa Việt Nam.
  expect(await heard(tuesday)).toBe(0);
  expect(await heard(thursday)).toBe(1);

  const params = { date: thursday };
  const festival = { name: 'Hội làng' };
  const dry = { query: { dryRun: 'true' } };
  const put = await administrator.call(api.holidays.put, { ...dry, params, body: festival });
  expect(put).toMatchObject({ saved: null, outlook: { lostCount: 1, gainedCount: 0 } });
  expect(put.outlook?.lost[0]).toMatchObject({ date: thursday, reason: 'silent_day', stationId });
  expect(await heard(thursday)).toBe(1);
  await administrator.call(api.holidays.put, { params, body: festival });
  expect(await heard(thursday)).toBe(0);
  const gone = await administrator.call(api.holidays.remove, { ...dry, params });
  expect(gone.outlook).toMatchObject({ lostCount: 0, gainedCount: 1 });
  await administrator.call(api.holidays.remove, { params });
  expect(await heard(thursday)).toBe(1);

  const again = administrator.call(api.holidays.remove, { params });
  expect((await refusal(again)).code).toBe('holiday_not_found');
  const below = await server.as('administrator', areaId);
  const call = below.call(api.holidays.put, { params, body: festival });
  expect((await refusal(call)).code).toBe('not_allowed');
  const { items } = await administrator.call(api.audit.list, { query: {} });
  expect(items.filter(({ subject }) => subject === thursday).map(({ action }) => action)).toEqual([
    'holiday.remove',
    'holiday.put',
  ]);
});
