import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// Ten in the morning of today, so that no test runs over midnight.
const real = systemClock();
const clock = offsetClock(real, instantOf(dayAfter(real.now(), 0), '10:00', zone) - real.now());
const server = useTestServer({ worker: true, clock });
const day = (ahead: number) => dayAfter(clock.now(), ahead);

let commune: Commune;
let operator: Person;
let recordingId: string;
let ids: string[] = [];

beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
  await makeSession(server(), commune.stationId, {
    ...{ key: 'noon', startsAt: '11:00', latestEnd: '12:00' },
  });
  ids = [await place('Một'), await place('Hai'), await place('Ba')];
});

async function place(title: string, rest: Partial<BroadcastBody> = {}): Promise<string> {
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: day(1) };
  const body = draftOf(
    { ...given, time: '11:00' },
    {
      ...{ title, dates: everyDay(day(1)) },
      placement: { kind: 'session', sessionKey: 'noon', part: 'own', order: 10 },
      ...rest,
    },
  );
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

async function heardOn(date: string): Promise<string[]> {
  const query = { from: date, to: date, stationId: commune.stationId };
  const { items } = await operator.call(api.occurrences.list, { query });
  return items.filter((one) => one.airs).map(({ title }) => title);
}
const put = (date: string, broadcastIds: string[], who = operator) =>
  who.call(api.broadcasts.order, {
    body: { date, sessionKey: 'noon', part: 'own', broadcastIds },
  });

describe('what is in a part of a session on a day', () => {
  it('sounds in the order that it was put into, on that day alone, until that is taken back', async () => {
    const [one = '', two = '', three = ''] = ids;
    const { change, stations } = await put(day(1), [three, one, two]);
    expect(stations).toBe(1);
    expect(await heardOn(day(1))).toEqual(['Ba', 'Một', 'Hai']);
    expect(await heardOn(day(2))).toEqual(['Một', 'Hai', 'Ba']);
    await operator.call(api.history.undo, { body: { of: 'change', id: change ?? '' } });
    expect(await heardOn(day(1))).toEqual(['Một', 'Hai', 'Ba']);
  });

  it('changes several in one go where it takes that, and takes them all back', async () => {
    const [one = '', two = '', three = ''] = ids;
    const four = await place('Bốn');
    const { change } = await put(day(3), [one, four, two, three]);
    expect(await heardOn(day(3))).toEqual(['Một', 'Bốn', 'Hai', 'Ba']);
    await operator.call(api.history.undo, { body: { of: 'change', id: change ?? '' } });
    expect(await heardOn(day(3))).toEqual(['Một', 'Hai', 'Ba', 'Bốn']);
    const { broadcast } = await operator.call(api.broadcasts.get, { params: { id: four } });
    await operator.call(api.broadcasts.withdraw, {
      params: { id: four },
      body: { version: broadcast.version },
    });
  });

  it('keeps what else the day has of its own, and is like other days again once put back', async () => {
    const [one = '', two = '', three = ''] = ids;
    const read = async () =>
      (await operator.call(api.broadcasts.get, { params: { id: one } })).broadcast;
    const { version } = await read();
    const edited = { params: { id: one, date: day(4) }, query: {} };
    const body = { title: 'Một, sửa', version, replaces: [] };
    await operator.call(api.broadcasts.editDay, { ...edited, body });
    await put(day(4), [two, three, one]);
    expect(await heardOn(day(4))).toEqual(['Hai', 'Ba', 'Một, sửa']);
    expect((await read()).overrides).toMatchObject([{ date: day(4), title: 'Một, sửa' }]);
  });

  it('changes nothing where it is so already', async () => {
    expect(await put(day(2), ids)).toEqual({ change: null, stations: 0 });
  });
});

describe('an order that cannot be', () => {
  it('is refused where something else than what may be moved stands against it', async () => {
    const [one = '', two = ''] = ids;
    const elsewhere = await makeCommune(server(), 'Yên Cường');
    const stranger = await server().person([
      { role: 'operator', areaId: elsewhere.areaId },
      { role: 'author', areaId: await server().rootId() },
    ]);
    expect((await refusal(put(day(1), [two, one], stranger))).code).toBe('order_fixed');
    expect(await heardOn(day(1))).toEqual(['Một', 'Hai', 'Ba']);
  });

  it('is refused where it would put something before what is priority', async () => {
    const [one = ''] = ids;
    const urgent = await place('Khẩn', { class: 'priority', dates: everyDay(day(6)) });
    expect((await refusal(put(day(6), [one, urgent]))).code).toBe('order_fixed');
  });

  it('is refused of what is not in that part on that day', async () => {
    const [one = ''] = ids;
    const other = await place('Riêng', {
      placement: {
        ...{ kind: 'at', start: 'hard', maxDelayMs: 0 },
        slots: [{ id: '1', time: '15:00' }],
      },
    });
    expect((await refusal(put(day(1), [other, one]))).code).toBe('order_fixed');
    expect((await refusal(put(day(1), ['01nothing', one]))).code).toBe('broadcast_not_found');
  });
});
