import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { datedPlaces } from '../../../support/dated-places.ts';
import { dayAfter, makeApproved, makeCommune } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { titlesAt } from '../../../support/rule-week.ts';
import { turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const today = dayAfter(clock.now(), 0);
/** The day of the change. */
const on = addDays(today, 3);
const dry = { query: { dryRun: 'true' } } as const;
const places = datedPlaces(server);
const { areaAt, village } = places;

let administrator: Person;
let tone = '';
beforeAll(async () => {
  administrator = await server().administrator();
  tone = await makeApproved(server(), { hertz: 500 });
});
const send = (ownerAreaId: string, areas: string[], title: string) =>
  places.send({ ownerAreaId, recordingId: tone, areas, title, since: today });

describe('what cannot be', () => {
  it('is refused by its name, and leaves all as it was', async () => {
    const { areaId, stationId, endpointId } = await makeCommune(server(), 'Hợp Hưng');
    const other = await makeCommune(server(), 'Minh Tân');
    const inside = await village('Đông', areaId);
    const params = { id: areaId };
    const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;
    const move = (body: object, id = areaId) =>
      administrator.call(api.areas.move, { params: { id }, body } as never);
    expect(await codeOf(move({ to: inside.id, on }))).toBe('area_nested');
    expect(await codeOf(move({ to: areaId, on }))).toBe('area_nested');
    expect(await codeOf(move({ to: 'nowhere', on }))).toBe('area_not_found');
    for (const day of ['2026-02-30', '2026-2-3', 'mai', '', null])
      expect(await codeOf(move({ to: other.areaId, on: day }))).toBe('body_invalid');
    const merge = (areas: string[], into: string, day = on) =>
      administrator.call(api.areas.merge, { body: { areas, into, on: day, rolesFollow: false } });
    expect(await codeOf(merge([areaId], inside.id))).toBe('area_nested');
    expect(await codeOf(merge([areaId], areaId))).toBe('area_nested');
    expect(await codeOf(merge(['nowhere'], areaId))).toBe('area_not_found');
    await administrator.call(api.areas.update, {
      params: { id: inside.id },
      body: { validTo: today },
    });
    expect(await codeOf(merge([areaId], inside.id))).toBe('area_not_there');
    expect(await codeOf(move({ to: inside.id, on }, other.areaId))).toBe('area_not_there');
    const begun = await administrator.call(api.areas.create, {
      body: {
        ...{ code: 'moi', name: 'Xã mới', kind: 'xã', parentId: await server().rootId() },
        ...{ validFrom: on, validTo: null },
      },
    });
    const early = { params: { id: begun.id }, body: { validTo: today } };
    expect(await codeOf(administrator.call(api.areas.update, early))).toBe('area_dates_invalid');
    const stray = { stationId: other.stationId, areaId, on };
    expect(
      await codeOf(
        administrator.call(api.endpoints.move, { params: { id: endpointId }, body: stray }),
      ),
    ).toBe('area_not_there');
    const self = { params: { id: stationId }, body: { into: stationId, on } };
    expect(await codeOf(administrator.call(api.stations.merge, self))).toBe('station_not_there');
    expect(await areaAt(areaId, on)).toMatchObject({ validTo: null, states: [] });
    expect((await administrator.call(api.areas.list, { query: { q: 'hop hung' } })).items).toEqual([
      expect.objectContaining(params),
    ]);
  });

  it('is on a day that has been on the air; where nothing was, the past can be told as it was', async () => {
    const { areaId, stationId, endpointId } = await makeCommune(server(), 'Nghĩa Sơn');
    const { id: to } = await village('Nghĩa Lạc', await server().rootId());
    const yesterday = addDays(today, -1);
    const moveStation = (day: string) =>
      administrator.call(api.stations.move, {
        params: { id: stationId },
        body: { to, on: day },
      });
    // Its days are compiled from yesterday on.
    await send(await server().rootId(), [areaId], 'Tin Sơn');
    expect((await refusal(moveStation(today))).code).toBe('move_in_past');
    expect((await refusal(moveStation('2020-01-01'))).code).toBe('move_in_past');
    const end = { params: { id: areaId }, body: { validTo: yesterday } };
    expect((await refusal(administrator.call(api.areas.update, end))).code).toBe('move_in_past');
    expect(await titlesAt(server(), endpointId, today)).toEqual(['Tin Sơn']);
    const old = await village('Xưa', await server().rootId());
    const past = { params: { id: old.id }, body: { validTo: '2020-06-30' } };
    expect((await administrator.call(api.areas.update, past)).validTo).toBe('2020-06-30');
  });
});

describe('rights', () => {
  it('are needed in all that a change names', async () => {
    const mine = await makeCommune(server(), 'Thọ Nghiệp');
    const yours = await makeCommune(server(), 'Xuân Phú');
    const own = await server().as('administrator', mine.areaId);
    const operator = await server().as('operator', mine.areaId);
    const inside = await village('Thọ Đông', mine.areaId);
    const refused = async (call: Promise<unknown>) =>
      expect((await refusal(call)).code).toBe('not_allowed');
    for (const query of [{}, dry.query]) {
      const merge = (areas: string[], into: string, who = own) =>
        who.call(api.areas.merge, { query, body: { areas, into, on, rolesFollow: true } });
      await refused(merge([mine.areaId], yours.areaId));
      await refused(merge([yours.areaId], mine.areaId));
      await refused(merge([inside.id], mine.areaId, operator));
      const params = { id: inside.id };
      await refused(own.call(api.areas.move, { params, query, body: { to: yours.areaId, on } }));
      await refused(operator.call(api.areas.update, { params, query, body: { name: 'Tên' } }));
      const station = { params: { id: mine.stationId }, query };
      await refused(own.call(api.stations.move, { ...station, body: { to: yours.areaId, on } }));
      await refused(
        own.call(api.stations.merge, { ...station, body: { into: yours.stationId, on } }),
      );
      await refused(operator.call(api.stations.move, { ...station, body: { to: inside.id, on } }));
      const endpoint = { params: { id: mine.endpointId }, query };
      await refused(
        operator.call(api.endpoints.move, {
          ...endpoint,
          body: { stationId: yours.stationId, on },
        }),
      );
    }
    const body = { stationId: mine.stationId, areaId: inside.id, on };
    const moved = await operator.call(api.endpoints.move, {
      params: { id: mine.endpointId },
      body,
    });
    expect(moved.effects.endpoints.total).toBe(1);
  });
});
