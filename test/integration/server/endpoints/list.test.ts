import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { EndpointAnswer } from '../../../../contract/http/endpoints.ts';
import { countStandings, isInState, type EndpointState } from '../../../../core/today/standing.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';
import { reportStatus } from '../../../support/status-report.ts';
import { until } from '../../../support/until.ts';

const clock = turnedClock('15:00');
const server = useTestServer({ worker: true, clock });
const states: EndpointState[] = ['in_use', 'ready', 'not_ready', 'unknown', 'revoked'];

let here: Commune;
let there: Commune;
let operator: Person;
beforeAll(async () => {
  here = await makeCommune(server(), 'Hải Đường');
  there = await makeCommune(server(), 'Hải Tây');
  operator = await server().as('operator');
  // Of the same name, elsewhere: neither mixes with the other.
  const town = await makeCommune(server(), 'Tân Phú', undefined, 'tp1');
  const other = await makeCommune(server(), 'Tân Phú', here.areaId, 'tp2');
  for (const { stationId } of [town, other])
    for (const name of ['Cụm A', 'Cụm B', 'Cụm C']) await makeEndpoint(server(), stationId, name);
  const recordingId = await makeApproved(server(), { hertz: 400 });
  const stations = [here.stationId, there.stationId];
  const given = { ownerAreaId: await server().rootId(), recordingId, stations, time: '17:00' };
  await operator.call(api.broadcasts.create, {
    body: draftOf({ ...given, date: dayAfter(clock.now(), 0) }),
  });
  await standUp();
  // What was said comes into the database a little later: by one that is ready, and by one that is not.
  const areHeard = async () => {
    const told = (await list()).items.filter(({ today }) => today.holds !== 'unknown');
    return told.length === 2 || undefined;
  };
  await until(areHeard, { limitMs: 20_000, everyMs: 50, what: 'both statuses are there' });
});

/** One of each: it holds its day, it does not, it only came, it is played by hand, it is locked out. */
async function standUp(): Promise<void> {
  const administrator = await server().administrator();
  const holding = await pairEndpoint(server(), here.endpointId);
  const { sha256 } = await operator.call(api.occurrences.playlist, {
    query: { endpointId: here.endpointId, date: dayAfter(clock.now(), 0) },
  });
  const playing = `x-${dayAfter(clock.now(), 0)}/0`;
  await reportStatus(holding, clock.now(), { complete: [sha256 ?? ''], playing });
  const lacking = await pairEndpoint(server(), there.endpointId);
  await reportStatus(lacking, clock.now());
  const { stationId } = there;
  await pairEndpoint(server(), await makeEndpoint(server(), stationId, 'Cụm chỉ gọi'));
  const byHand = { stationId, name: 'Loa kéo', kind: 'person' as const };
  await administrator.call(api.endpoints.create, { body: byHand });
  const locked = await makeEndpoint(server(), stationId, 'Cụm đã khóa');
  await administrator.call(api.endpoints.revoke, { params: { id: locked } });
}

interface Query {
  q?: string;
  state?: EndpointState;
  stationId?: string;
  areaId?: string;
  id?: string;
  limit?: number;
  cursor?: string;
}
const list = (query: Query = {}, person = operator) =>
  person.call(api.endpoints.list, { query: { limit: 500, ...query } });
const namesOf = ({ items }: { items: readonly EndpointAnswer[] }) => items.map(({ name }) => name);

/** All pages of a list, one after another. */
async function pagesOf(query: Query): Promise<{ ids: string[]; totals: Set<number> }> {
  const ids: string[] = [];
  const totals = new Set<number>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof list>> = await list({
      ...query,
      ...(cursor === '' ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ id }) => id));
    totals.add(page.total);
    cursor = page.next;
  }
  return { ids, totals };
}

describe('the list of endpoints', () => {
  it('comes page by page to its end, without loss or doubles, and tells how many there are', async () => {
    const whole = (await list()).items;
    expect(whole).toHaveLength(13);
    for (const limit of [1, 3, 500]) {
      const { ids, totals } = await pagesOf({ limit });
      expect(ids).toEqual(whole.map(({ id }) => id));
      expect([...totals]).toEqual([whole.length]);
    }
    const { ids } = await pagesOf({ limit: 1, state: 'not_ready' });
    expect(ids.sort()).toEqual(
      (await list({ state: 'not_ready' })).items.map(({ id }) => id).sort(),
    );
  });

  it('keeps together what belongs to a station, even where another is called the same', async () => {
    const stationIds = (await list({ q: 'tan phu' })).items.map(({ stationId }) => stationId);
    expect(stationIds).toHaveLength(8);
    const turns = stationIds.filter((id, nth) => id !== stationIds[nth - 1]);
    expect(turns).toHaveLength(2);
  });

  it('is searched by parts of the name and of the station, with diacritics or without', async () => {
    expect(namesOf(await list({ q: 'cum hai duong' }))).toEqual(['Cụm Hải Đường']);
    expect(namesOf(await list({ q: 'Đường' }))).toEqual(['Cụm Hải Đường']);
    expect(namesOf(await list({ q: 'loa HAI TAY' }))).toEqual(['Loa kéo']);
    expect(await list({ q: 'chẳng có' })).toMatchObject({ items: [], total: 0, next: null });
    expect((await refusal(list({ q: 'x'.repeat(101) }))).code).toBe('query_invalid');
  });

  it('is filtered by the same rule by which the page tells who is ready', async () => {
    const whole = (await list()).items;
    for (const state of states) {
      const { items, total } = await list({ state });
      const meant = whole.filter((one) => isInState(one, state));
      expect(items.map(({ id }) => id)).toEqual(meant.map(({ id }) => id));
      expect(total).toBe(meant.length);
    }
    expect(namesOf(await list({ state: 'ready' }))).toEqual(['Cụm Hải Đường']);
    expect(namesOf(await list({ state: 'revoked' }))).toEqual(['Cụm đã khóa']);
    expect(namesOf(await list({ state: 'unknown' }))).toContain('Loa kéo');
  });

  it('is narrowed to an area, a station or some of them', async () => {
    const all = (await list()).items;
    const inArea = await list({ areaId: here.areaId });
    // Its own, and those of the station that stands beneath it.
    expect(inArea.total).toBe(5);
    const ofStation = await list({ stationId: there.stationId });
    expect(ofStation.items).toEqual(all.filter(({ stationId }) => stationId === there.stationId));
    const some = [here.endpointId, there.endpointId];
    expect((await list({ id: some.join(',') })).items.map(({ id }) => id)).toEqual(some);
  });
});

describe('the summary of endpoints', () => {
  const summary = (person = operator, query: { areaId?: string } = {}) =>
    person.call(api.endpoints.summary, { query });

  it('counts what the list shows, station by station', async () => {
    const whole = (await list()).items;
    const { items } = await summary();
    const stationIds = [...new Set(whole.map(({ stationId }) => stationId))];
    expect(items).toEqual(
      stationIds.map((stationId) => ({
        stationId,
        ...countStandings(whole.filter((one) => one.stationId === stationId)),
      })),
    );
    expect(items.find(({ stationId }) => stationId === here.stationId)).toEqual({
      ...{ stationId: here.stationId, ready: 1, notReady: 0, unknown: 0 },
      ...{ online: 1, playing: 1, revoked: 0 },
    });
    expect(items.find(({ stationId }) => stationId === there.stationId)?.revoked).toBe(1);
  });

  it('is asked for one area alone', async () => {
    const { items } = await summary(operator, { areaId: there.areaId });
    expect(items.map(({ stationId }) => stationId)).toEqual([there.stationId]);
  });

  it('and the list tell each person of their own areas alone', async () => {
    const local = await server().as('operator', there.areaId);
    const { items } = await summary(local);
    expect(items.map(({ stationId }) => stationId)).toEqual([there.stationId]);
    const seen = await list({}, local);
    expect(seen.total).toBe(4);
    expect(new Set(seen.items.map(({ stationId }) => stationId))).toEqual(
      new Set([there.stationId]),
    );
    const elsewhere = [{ areaId: here.areaId }, { stationId: here.stationId }, { q: 'duong' }];
    for (const query of [...elsewhere, { id: here.endpointId }])
      expect(await list(query, local)).toMatchObject({ items: [], total: 0 });
    expect((await summary(local, { areaId: here.areaId })).items).toEqual([]);
  });
});
