import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { datedPlaces } from '../../../support/dated-places.ts';
import { dayAfter, makeCommune } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ clock });
const on = dayAfter(clock.now(), 3);
const { stationOf, village } = datedPlaces(server);

let administrator: Person;
beforeAll(async () => {
  administrator = await server().administrator();
});

/** Two communes with their stations, and an area without one; the first is asked for first everywhere. */
async function chain(name: string) {
  const first = await makeCommune(server(), `${name} Một`);
  const second = await makeCommune(server(), `${name} Hai`);
  const { id: free } = await village(`${name} Ba`, await server().rootId());
  return { first, second, free };
}

const moveStation = (id: string, to: string, day: string) =>
  administrator.call(api.stations.move, { params: { id }, body: { to, on: day } });

const mergeAreas = (areas: string[], into: string, day: string) =>
  administrator.call(api.areas.merge, { body: { areas, into, on: day, rolesFollow: false } });

async function inThreeDays(look: () => Promise<void>): Promise<void> {
  const begun = clock.now();
  clock.turnTo(begun + 3 * 86_400_000);
  await server().restart();
  await look();
  clock.turnTo(begun);
  await server().restart();
}

describe('a station that goes to where another leaves', () => {
  it('takes its place on the same day, or days later while nobody was there', async () => {
    const same = await chain('Cùng');
    await moveStation(same.second.stationId, same.free, on);
    await moveStation(same.first.stationId, same.second.areaId, on);
    const later = await chain('Sau');
    await moveStation(later.second.stationId, later.free, addDays(on, -1));
    await moveStation(later.first.stationId, later.second.areaId, on);
    const merged = await chain('Nhập');
    await moveStation(merged.second.stationId, merged.free, on);
    await mergeAreas([merged.first.areaId], merged.second.areaId, on);
    const areaOf = async (id: string) => (await stationOf(id))?.areaId;
    await inThreeDays(async () => {
      for (const { first, second, free } of [same, later, merged]) {
        expect(await areaOf(first.stationId)).toBe(second.areaId);
        expect(await areaOf(second.stationId)).toBe(free);
        expect(await stationOf(first.stationId)).toMatchObject({ validTo: null });
      }
      // Both are living stations still: no other comes to where they are.
      const body = { areaId: same.second.areaId, name: 'Đài thứ hai' };
      const refused = await refusal(administrator.call(api.stations.create, { body }));
      expect(refused.code).toBe('station_area_taken');
    });
  });
});

describe('areas whose heir gets a station later', () => {
  it('do not bring it a second one', async () => {
    const { first, second, free } = await chain('Hai đài');
    await moveStation(second.stationId, free, addDays(on, 4));
    const refused = await refusal(mergeAreas([first.areaId], free, on));
    expect(refused.code).toBe('station_area_taken');
    expect(await stationOf(first.stationId)).toMatchObject({ validTo: null });
    await mergeAreas([first.areaId], free, addDays(on, 4));
    expect(await stationOf(first.stationId)).toMatchObject({ successorId: second.stationId });
  });
});

describe('a merge that was planned into the wrong area', () => {
  it('is planned again, and takes station and loudspeakers to the right one', async () => {
    const { first, free } = await chain('Nhầm');
    const { id: right } = await village('Nhầm Bốn', await server().rootId());
    await mergeAreas([first.areaId], free, on);
    const { effects } = await mergeAreas([first.areaId], right, on);
    const there = { station: { id: first.stationId }, area: { id: right } };
    expect(effects.endpoints.first).toMatchObject([{ id: first.endpointId, ...there }]);
    await inThreeDays(async () => {
      expect(await stationOf(first.stationId)).toMatchObject({ areaId: right });
      const { items } = await administrator.call(api.endpoints.list, { query: { areaId: right } });
      expect(items.map(({ id }) => id)).toEqual([first.endpointId]);
    });
  });
});

describe('a day that cannot be settled', () => {
  it('keeps nobody from starting', async () => {
    const { first, second, free } = await chain('Hỏng');
    await moveStation(first.stationId, free, on);
    const store = await openStore(server().config.paths.database);
    const spoil = { station_id: second.stationId, from_date: on, area_id: free };
    await store.db.insertInto('station_place').values(spoil).execute();
    await inThreeDays(async () => {
      // All as it was the day before, and served.
      expect(await stationOf(first.stationId)).toMatchObject({ areaId: first.areaId });
      await store.db.deleteFrom('station_place').where('area_id', '=', free).execute();
    });
    await store.close();
  });
});
