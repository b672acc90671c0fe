import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { mondayOf } from '../../../../core/week/monday-of.ts';
import { datedPlaces } from '../../../support/dated-places.ts';
import { dayAfter, draftOf, makeApproved, makeCommune, zone } from '../../../support/district.ts';
import { onDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { titlesAt } from '../../../support/rule-week.ts';
import { airOf, askedCommune, placeFor, turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const tomorrow = dayAfter(clock.now(), 1);
/** The day of each change. */
const on = addDays(tomorrow, 1);
const { village } = datedPlaces(server);

let administrator: Person;
let tone = '';
beforeAll(async () => {
  administrator = await server().administrator();
  tone = await makeApproved(server(), { hertz: 440 });
});

describe('a window that an area holds', () => {
  it('is open to those who have a role beneath that area on the day of air', async () => {
    const air = await makeCommune(server(), 'Hải Vân');
    const from = await makeCommune(server(), 'Hải Bắc');
    const to = await makeCommune(server(), 'Hải Nam');
    const moving = await village('Xóm Trại', from.areaId);
    const author = await server().as('author', moving.id);
    const windowFor = (holderAreaId: string) =>
      administrator.call(api.windows.create, {
        body: {
          ...{ areaId: air.areaId, userId: null, holderAreaId, weekdays: [1, 2, 3, 4, 5, 6, 7] },
          ...{
            from: '16:00',
            to: '18:00',
            sessionKeys: [],
            validFrom: null,
            validTo: addDays(on, 9),
          },
        },
      });
    const place = (date: string, time = '17:00') =>
      author.call(api.broadcasts.create, {
        body: draftOf({
          ...{ ownerAreaId: air.areaId, recordingId: tone, stations: [air.stationId] },
          ...{ date, time },
        }),
      });
    const held = await windowFor(from.areaId);
    await administrator.call(api.areas.move, {
      params: { id: moving.id },
      body: { to: to.areaId, on },
    });
    const plan = (weekOf: string) =>
      author.call(api.plans.quickLine, {
        query: { language: 'vi' },
        body: { areaId: air.areaId, stationId: null, weekOf, text: '17:00 Tin' },
      });
    await plan(tomorrow);
    expect((await refusal(plan(on))).code).toBe('not_allowed');
    expect((await place(tomorrow)).broadcast).not.toBeNull();
    expect((await refusal(place(on))).code).toBe('not_allowed');
    await administrator.call(api.windows.remove, { params: { id: held.id } });
    await windowFor(to.areaId);
    expect((await refusal(place(tomorrow))).code).toBe('not_allowed');
    expect((await place(on, '17:10')).broadcast).not.toBeNull();
    expect((await refusal(place(on, '09:00'))).code).toBe('window_left');
  });
});

describe('a group', () => {
  it('has the places that lie in its areas on the day, named or by their tags', async () => {
    const from = await makeCommune(server(), 'Giao Hải');
    const to = await makeCommune(server(), 'Giao Long');
    const moving = await village('Liên Hải', from.areaId);
    const root = await server().rootId();
    const { id: endpointId } = await administrator.call(api.endpoints.create, {
      body: { stationId: from.stationId, areaId: moving.id, name: 'Cụm Liên Hải', kind: 'agent' },
    });
    await administrator.call(api.areas.update, {
      params: { id: to.areaId },
      body: { tags: ['ven biển'] },
    });
    const groups = [
      { areaId: root, name: 'Tên', tag: null, members: [to.areaId] },
      { areaId: root, name: 'Nhãn', tag: 'ven biển', members: [] },
    ];
    const operator = await server().as('operator');
    for (const [index, body] of groups.entries()) {
      const { id } = await operator.call(api.groups.create, { body });
      const targets = { areas: [], stations: [], endpoints: [], groups: [id], except: [] };
      for (const date of [tomorrow, on])
        await operator.call(api.broadcasts.create, {
          body: draftOf(
            { ownerAreaId: root, recordingId: tone, stations: [], date, time: `11:${index}0` },
            { title: body.name, class: 'priority', dates: onDay(date), targets },
          ),
        });
    }
    expect(await titlesAt(server(), endpointId, on)).toEqual([]);
    await administrator.call(api.areas.move, {
      params: { id: moving.id },
      body: { to: to.areaId, on },
    });
    expect(await titlesAt(server(), endpointId, tomorrow)).toEqual([]);
    expect(await titlesAt(server(), endpointId, on)).toEqual(['Nhãn', 'Tên']);
    expect(await titlesAt(server(), to.endpointId, tomorrow)).toEqual(['Nhãn', 'Tên']);
  });
});

describe('what a station is asked', () => {
  it('is shown to and answered by those who have the station on that day, and those who have it now', async () => {
    const commune = await askedCommune(server(), 'Hải Cường');
    const { id: heir } = await village('Hải Tân', await server().rootId());
    const taking = await server().as('operator', heir);
    const stranger = await server().as('operator', (await makeCommune(server(), 'Hải Sơn')).areaId);
    await administrator.call(api.stations.move, {
      params: { id: commune.stationId },
      body: { to: heir, on },
    });
    const weekOf = (areaId: string, date: string) =>
      administrator.call(api.weeks.get, { params: { areaId, monday: mondayOf(date) } });
    expect((await weekOf(heir, on)).areaId).toBe(heir);
    expect((await weekOf(commune.areaId, addDays(on, -7))).areaId).toBe(commune.areaId);
    expect((await refusal(weekOf(heir, addDays(on, -7)))).code).toBe('station_not_found');
    expect((await refusal(weekOf(commune.areaId, addDays(on, 7)))).code).toBe('station_not_found');
    await placeFor(server(), commune, { recordingId: tone, date: tomorrow }, { title: 'Trước' });
    const id = await placeFor(server(), commune, { recordingId: tone, date: on }, { title: 'Sau' });
    const askedOf = async (person: Person) => {
      const { items } = await person.call(api.offers.list, { query: { state: 'open' } });
      return items
        .filter(({ stationId }) => stationId === commune.stationId)
        .map(({ title, areaId, mayAnswer }) => [title, areaId, mayAnswer]);
    };
    const all = [
      ['Trước', commune.areaId, true],
      ['Sau', heir, true],
    ];
    expect(await askedOf(commune.operator)).toEqual(all);
    expect(await askedOf(taking)).toEqual(all.slice(1));
    expect(await askedOf(stranger)).toEqual([]);

    const { items } = await taking.call(api.offers.list, { query: { state: 'open' } });
    const offer = items.find(({ title }) => title === 'Sau');
    const params = { id: offer?.id ?? '' };
    const body = { is: 'accepted' as const };
    const other = stranger.call(api.offers.answer, { params, body });
    expect((await refusal(other)).code).toBe('offer_not_found');
    await taking.call(api.offers.answer, { params, body });
    expect(await airOf(server(), commune, on)).toEqual([`10:00 ${id}`]);

    // What nobody answers is written down for the area of its day.
    const late = await placeFor(server(), commune, { recordingId: tone, date: on, time: '12:00' });
    clock.turnTo(instantOf(on, '12:00', zone));
    const defaultedIn = async (areaId: string) => {
      const auditor = await server().as('administrator', areaId);
      const audit = await auditor.call(api.audit.list, { query: { limit: 200 } });
      return audit.items
        .filter(({ action }) => action === 'offer.default')
        .map(({ detail }) => String(detail['occurrence']).slice(-10));
    };
    await expect.poll(() => defaultedIn(heir), { timeout: 20_000, interval: 1000 }).toEqual([on]);
    expect(await defaultedIn(commune.areaId)).toEqual([tomorrow]);
    expect(await airOf(server(), commune, on)).not.toContain(`12:00 ${late}`);
  });
});
