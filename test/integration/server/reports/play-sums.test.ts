import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { playGroups } from '../../../../contract/http/reports.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { newId } from '../../../../runtime/id.ts';
import { dayAfter, makeCommune } from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = systemClock();
const server = useTestServer();
const day = (after: number) => dayAfter(clock.now(), after);

let operator: Person;
let endpoints: { areaId: string; client: EndpointClient }[];
beforeAll(async () => {
  operator = await server().as('operator');
  endpoints = [];
  for (const name of ['Hải Anh', 'Hải Hậu']) {
    const { areaId, endpointId } = await makeCommune(server(), name);
    endpoints.push({ areaId, client: await pairEndpoint(server(), endpointId) });
  }
});

function randomPlay(random: (limit: number) => number): PlayRecord {
  const durationMs = 1000 + random(5000);
  const heardMs = [0, durationMs, random(durationMs), Math.ceil(durationMs * 0.98)][random(4)] ?? 0;
  const occurrence = `b${random(3)}-${day(random(3))}`;
  return {
    ...{ playId: newId(clock), sequence: 1, key: `${occurrence}/0`, occurrence, title: 'Tin' },
    ...{ playlist: 'p'.repeat(43), media: null, dueAt: clock.now(), clockTrusted: true },
    ...{ startedAt: heardMs > 0 ? clock.now() : null, endedAt: null, heardMs, durationMs },
    reason: 'completed',
    ear: ([null, 'heard', 'silent'] as const)[random(3)] ?? null,
  };
}

/** The same sums over the raw rows, told in another way. */
function freshSums(key: string, where = '1 = 1') {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  const rows = sqlite
    .prepare(
      `select ${key} as key, count(*) filter (where heard_ms > 0) as sounded,
        count(*) filter (where heard_ms = 0) as silent,
        count(*) filter (where heard_ms >= 0.98 * duration_ms and heard_ms > 0) as whole,
        total(heard_ms) as heardMs,
        count(*) filter (where heard_ms > 0 and ear = 'silent') as unheard
      from play join endpoint on endpoint.id = play.endpoint_id where ${where} group by 1`,
    )
    .all();
  sqlite.close();
  return rows;
}

const sums = (query: object, who = operator) =>
  who.call(api.reports.plays, { query: { from: day(0), to: day(2), ...query } });

describe('sums of plays', () => {
  it('reconcile with the raw log, however often a proof is sent', async () => {
    const seed = clock.now();
    const random = seeded(seed);
    for (const { client } of endpoints)
      for (let sending = 0; sending < 4; sending += 1) {
        const fresh = Array.from({ length: 25 }, () => randomPlay(random));
        const rows = [...fresh, ...fresh.slice(0, 3), { nonsense: true }];
        await client.client.call(stationRoutes.plays, { body: { rows } });
        await client.client.call(stationRoutes.plays, { body: { rows } });
      }
    const keys = {
      day: 'substr(occurrence, -10)',
      area: 'area_id',
      programme: 'null',
      broadcast: "substr(occurrence, 1, instr(occurrence, '-') - 1)",
    };
    for (const by of playGroups) {
      const { total, items } = await sums({ by });
      const lines = items.map(({ name: _name, ...line }) => line);
      expect(new Set(lines), `seed ${seed}, by ${by}`).toEqual(new Set(freshSums(keys[by])));
      expect([total.sounded + total.silent, items.length > 0]).toEqual([200, true]);
    }
  });

  it('are of the areas that one may read and asks for', async () => {
    const areaId = endpoints[0]?.areaId ?? '';
    const [only] = freshSums('area_id', `area_id = '${areaId}'`);
    const asked = await sums({ by: 'area', areaId });
    expect(asked.items).toEqual([{ ...(only as object), name: 'Xã Hải Anh' }]);
    const local = await server().as('operator', areaId);
    expect((await sums({ by: 'area' }, local)).items).toEqual(asked.items);
    const elsewhere = await sums({ areaId: endpoints[1]?.areaId ?? '' }, local);
    expect(elsewhere.items).toEqual([]);
  });

  it('are of some days, the first one first', async () => {
    const { items } = await sums({ from: day(1), to: day(1) });
    expect(items.map(({ key }) => key)).toEqual([day(1)]);
    const { code } = await refusal(sums({ from: day(2), to: day(1) }));
    expect(code).toBe('query_invalid');
  });
});
