import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf, weekdayOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay, onDay, onDays } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// Ten in the morning of today.
const real = systemClock();
const clock = offsetClock(real, instantOf(dayAfter(real.now(), 0), '10:00', zone) - real.now());
const server = useTestServer({ worker: true, clock });
const day = (ahead: number) => dayAfter(clock.now(), ahead);

let recordingId: string;
let operator: Person;
let commune: Commune;
beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 400 });
  operator = await server().as('operator');
  commune = await makeCommune(server(), 'Hải Anh');
});

const at = (time: string) => ({
  ...{ kind: 'at' as const, start: 'hard' as const, maxDelayMs: 0 },
  slots: [{ id: '1', time }],
});

function body(time: string, rest: Partial<BroadcastBody> = {}) {
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: day(0), time };
  return draftOf(given, { dates: everyDay(day(-3)), ...rest });
}

async function place(given: BroadcastBody) {
  const { broadcast } = await operator.call(api.broadcasts.create, { body: given });
  return broadcast?.id ?? '';
}

/** Occurrences of broadcasts on a day, with their start. */
async function startsOn(ids: string[], date: string) {
  const query = { from: date, to: date, stationId: commune.stationId };
  const { items } = await operator.call(api.occurrences.list, { query });
  const own = items.filter(({ broadcastId }) => ids.includes(broadcastId));
  return own.map(({ id, startsAt, title }) => [id, startsAt, title]);
}

describe('one day of a series', () => {
  it('has another time and title, and its occurrence keeps its name', async () => {
    const id = await place(body('11:00'));
    const params = { id, date: day(2) };
    const change = { version: 1, title: 'Tin riêng', placement: at('12:00') };
    const query = { dryRun: 'true' };
    const tried = await operator.call(api.broadcasts.editDay, { params, query, body: change });
    expect(tried.broadcast).toMatchObject({ version: 1, overrides: [] });
    const line = tried.outlook.occurrences.find(({ date }) => date === day(2));
    expect(line?.startsAt).toBe(instantOf(day(2), '12:00', zone));

    await operator.call(api.broadcasts.editDay, { params, body: change });
    expect(await startsOn([id], day(2))).toEqual([
      [`${id}-${day(2)}`, instantOf(day(2), '12:00', zone), 'Tin riêng'],
    ]);
    expect(await startsOn([id], day(3))).toEqual([
      [`${id}-${day(3)}`, instantOf(day(3), '11:00', zone), 'Thông báo'],
    ]);

    const late = operator.call(api.broadcasts.editDay, { params, body: change });
    expect((await refusal(late)).code).toBe('broadcast_changed');
    const again = await operator.call(api.broadcasts.editDay, { params, body: { version: 2 } });
    expect(again.broadcast.overrides).toEqual([]);
  });

  it('is left out, and what has no other day is withdrawn', async () => {
    const id = await place(body('13:00'));
    const params = { id, date: day(1) };
    const query = { version: '1' };
    const { broadcast } = await operator.call(api.broadcasts.dropDay, { params, query });
    expect(broadcast).toMatchObject({ state: 'active', dates: { exdates: [day(1)] } });
    expect(await startsOn([id], day(1))).toEqual([]);
    expect(await startsOn([id], day(2))).toHaveLength(1);

    const once = await place(body('13:30', { dates: onDay(day(1)) }));
    const dropped = await operator.call(api.broadcasts.dropDay, {
      params: { id: once, date: day(1) },
      query,
    });
    expect(dropped.broadcast.state).toBe('withdrawn');
    expect(await startsOn([once], day(1))).toEqual([]);
  });

  it('is refused where it is over, to be over, or not a day of it', async () => {
    const id = await place(body('09:00'));
    const edit = async (date: string, time: string) => {
      const params = { id, date };
      const change = { version: 1, placement: at(time) };
      return (await refusal(operator.call(api.broadcasts.editDay, { params, body: change }))).code;
    };
    expect(await edit(day(0), '18:00')).toBe('broadcast_in_past');
    expect(await edit(day(-1), '18:00')).toBe('broadcast_in_past');
    expect(await edit(day(-9), '18:00')).toBe('broadcast_day_not_found');
    const later = await place(body('18:00'));
    const early = operator.call(api.broadcasts.editDay, {
      params: { id: later, date: day(0) },
      body: { version: 1, placement: at('09:59') },
    });
    expect((await refusal(early)).code).toBe('broadcast_in_past');
    const drop = operator.call(api.broadcasts.dropDay, {
      params: { id, date: day(-1) },
      query: { version: '1' },
    });
    expect((await refusal(drop)).code).toBe('broadcast_in_past');
  });

  it('is edited by operators of its area alone', async () => {
    const id = await place(body('14:30'));
    const { areaId } = await makeCommune(server(), 'Hải Hưng');
    const neighbour = await server().as('operator', areaId);
    const params = { id, date: day(2) };
    const change = { version: 1, title: 'Khác' };
    const edit = neighbour.call(api.broadcasts.editDay, { params, body: change });
    expect((await refusal(edit)).code).toBe('broadcast_not_found');
  });
});

describe('a series from a day on', () => {
  it('ends the day before, and another one goes on and names it', async () => {
    const edited = { date: day(4), title: 'Tin riêng' };
    const before = body('15:00', { overrides: [{ date: day(1), title: 'Tin đầu' }, edited] });
    const id = await place(before);
    const given = { ...before, placement: at('15:30'), version: 1, from: day(3) };
    const request = { params: { id }, body: given };
    const tried = await operator.call(api.broadcasts.split, {
      ...request,
      query: { dryRun: 'true' },
    });
    expect(tried.broadcast).toMatchObject({ id, version: 1 });
    expect(tried.outlook.displaced).toEqual([]);
    const { broadcast } = await operator.call(api.broadcasts.split, request);
    expect(broadcast).toMatchObject({ predecessorId: id, overrides: [edited] });
    expect(broadcast.id).not.toBe(id);
    const old = (await operator.call(api.broadcasts.get, { params: { id } })).broadcast;
    expect(old).toMatchObject({ version: 2, dates: { last: day(2) } });
    expect(old.overrides.map(({ date }) => date)).toEqual([day(1)]);

    const both = [id, broadcast.id];
    expect(await startsOn(both, day(2))).toEqual([
      [`${id}-${day(2)}`, instantOf(day(2), '15:00', zone), 'Thông báo'],
    ]);
    expect(await startsOn(both, day(3))).toEqual([
      [`${broadcast.id}-${day(3)}`, instantOf(day(3), '15:30', zone), 'Thông báo'],
    ]);
  });

  it('is the whole series where nothing comes before', async () => {
    const before = body('16:00', { dates: everyDay(day(2)) });
    const id = await place(before);
    const given = { ...before, placement: at('16:30'), version: 1, from: day(2) };
    const { broadcast } = await operator.call(api.broadcasts.split, {
      params: { id },
      body: given,
    });
    expect(broadcast).toMatchObject({ id, version: 2, predecessorId: null });
  });

  it('does not begin in the past', async () => {
    const before = body('16:00');
    const id = await place(before);
    const given = { ...before, version: 1, from: day(-1) };
    const past = operator.call(api.broadcasts.split, { params: { id }, body: given });
    expect((await refusal(past)).code).toBe('broadcast_in_past');
  });
});

describe('a change of days', () => {
  it('lists the single days that it loses, and asks', async () => {
    const lost = day(2);
    const rest = { overrides: [{ date: lost, title: 'Tin riêng' }] };
    const dates = everyDay(day(0), null, [day(3)]);
    const before = body('17:30', { ...rest, dates });
    const id = await place(before);
    const weekdays = [weekdayOf(day(1))];
    const end = { by: 'never' as const };
    const weekly = { kind: 'weekly' as const, everyWeeks: 1, weekdays, first: day(0), end };
    const given = { ...before, dates: onDays({ ...weekly, except: [] }), version: 1 };
    const request = { params: { id }, body: given };
    const { outlook } = await operator.call(api.broadcasts.update, {
      ...request,
      query: { dryRun: 'true' },
    });
    expect(outlook.losesDays).toEqual({ exdates: [day(3)], edited: [lost] });
    const problem = await refusal(operator.call(api.broadcasts.update, request));
    expect(problem.code).toBe('broadcast_loses_days');
    expect(problem.fields?.map(({ code, message }) => [code, message])).toEqual([
      ['edited_day', lost],
      ['left_out_day', day(3)],
    ]);
    const { broadcast } = await operator.call(api.broadcasts.update, {
      ...request,
      query: { dropDays: 'true' },
    });
    expect(broadcast).toMatchObject({ version: 2, overrides: [] });
  });
});
