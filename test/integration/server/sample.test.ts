import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { sampleCommunes } from '../../../core/sample/sample-district.ts';
import { openDatabase } from '../../../runtime/database.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  type Commune,
} from '../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../support/endpoint-client.ts';
import { everyDay } from '../../support/on-days.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const server = useTestServer({ worker: true });
const { sample } = api;

let administrator: Person;
let commune: Commune;
let recordingId = '';
let agent: EndpointClient;
beforeAll(async () => {
  administrator = await server().administrator();
  // Real data that is there before, in use.
  commune = await makeCommune(server(), 'Hải Lộc');
  const times = { key: 'morning', startsAt: '05:00', latestEnd: '05:45' };
  await makeSession(server(), commune.stationId, times);
  recordingId = await makeApproved(server(), { hertz: 350, title: 'Tin thật' });
  await place('Mục thật', recordingId, [commune.stationId]);
});

async function place(title: string, recording: string, stations: string[]): Promise<string> {
  const operator = await server().some('operator');
  const date = dayAfter(Date.now(), 1);
  const ownerAreaId = await server().rootId();
  const given = { ownerAreaId, recordingId: recording, stations, date, time: '09:00' };
  const body = draftOf(given, { title, dates: everyDay(date) });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

const show = () => administrator.call(sample.show, {});
const remove = (withOwn?: 'true') =>
  administrator.call(sample.remove, { query: withOwn ? { withOwn } : {} });

async function load(): Promise<void> {
  await administrator.call(sample.load, {});
  const whenReady = async () => ((await show()).stage === 'ready' ? true : undefined);
  await until(whenReady, { limitMs: 50_000, what: 'the sample is ready' });
}

/** As when the server went away before it could write down that all is placed. */
async function beginAnew(): Promise<void> {
  const sqlite = openDatabase(server().config.paths.database);
  sqlite.exec(
    `update fact set value = json_set(value, '$.stage', 'loading') where name = 'sample'`,
  );
  sqlite.close();
  const isReady = async () => ((await show()).stage === 'ready' ? true : undefined);
  await until(isReady, { limitMs: 10_000, what: 'the sample is ready again' });
}

/** As a reform moves it: a real place now lies inside the sample. */
function moveArea(id: string, parentId: string): void {
  const sqlite = openDatabase(server().config.paths.database);
  sqlite.prepare('update area set parent_id = ? where id = ?').run(parentId, id);
  sqlite.close();
}

type Row = Record<string, string | number | Buffer | null>;

/** All rows of all tables, but of the audit: what was done is written down for good. */
function everything(): Map<string, Row[]> {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  const tables = sqlite
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'recording_search_%'
        and name <> 'audit'`,
    )
    .all();
  const rows = tables.map(({ name }): [string, Row[]] => [
    name,
    sqlite.prepare<[], Row>(`select * from "${name}"`).all(),
  ]);
  sqlite.close();
  return new Map(rows);
}

/** How many rows each table has; what the clock meanwhile does for the real station is left out. */
function counts(): Record<string, number> {
  const isByClock = (table: string) => table === 'fact' || table.startsWith('air_');
  return Object.fromEntries(
    [...everything()].flatMap(([table, { length }]) => (isByClock(table) ? [] : [[table, length]])),
  );
}

/** Tables that still name something of the sample anywhere. */
function tracesOf(ids: readonly string[]): string[] {
  const textOf = (row: Row) => Object.values(row).map((value) => value?.toString() ?? '');
  return [...everything()].flatMap(([table, rows]) => {
    const text = rows.flatMap(textOf).join(' ');
    return ids.some((id) => text.includes(id)) ? [table] : [];
  });
}

async function ownStation(communeId: string): Promise<string> {
  const under = { parentId: communeId, validFrom: null, validTo: null };
  const area = await administrator.call(api.areas.create, {
    body: { code: 'rieng.1', name: 'Thôn riêng', kind: 'thôn', ...under },
  });
  const body = { areaId: area.id, name: 'Đài riêng' };
  return (await administrator.call(api.stations.create, { body })).id;
}

function forgetNotes(): void {
  const sqlite = openDatabase(server().config.paths.database);
  try {
    sqlite.exec('delete from readiness_note');
  } finally {
    sqlite.close();
  }
}

function noteReadiness(stationId: string): void {
  const sqlite = openDatabase(server().config.paths.database);
  sqlite
    .prepare(
      `insert into readiness_note (station_id, date, subject, starts_at, noted_at, ready, not_ready,
        unknown, lacking) values (?, '2026-01-01', 'morning', 1, 1, 0, 1, 0, '[]')`,
    )
    .run(stationId);
  sqlite.close();
}

describe('sample data beside real data', () => {
  it('comes with everything up to tomorrow’s air, each thing marked, and goes without a trace', async () => {
    const before = counts();
    await load();
    expect(await show()).toMatchObject({
      ...{ areaName: 'Dữ liệu mẫu', stations: sampleCommunes.length, recordings: 3 },
      ...{ broadcasts: 2, ownCount: 0, leaningCount: 0 },
    });
    const { items: told } = await administrator.call(api.audit.list, { query: {} });
    const loading = told.find(({ action }) => action === 'sample.load');
    expect(loading?.userName).toBe((await administrator.call(api.auth.getMe, {})).name);
    const { items } = await administrator.call(api.stations.list, { query: { limit: 100 } });
    expect(items.filter(({ name }) => name.includes('(mẫu)'))).toHaveLength(sampleCommunes.length);
    const tomorrow = dayAfter(Date.now(), 1);
    const query = { from: tomorrow, to: tomorrow };
    const planned = await administrator.call(api.occurrences.list, { query });
    const shown = planned.items.filter(({ title }) => title.startsWith('Bản tin mẫu'));
    expect(shown).toHaveLength(2 * sampleCommunes.length);
    expect(shown.every(({ airs }) => airs)).toBe(true);
    expect(counts()['recording']).toBe((before['recording'] ?? 0) + 3);

    await beginAnew();
    const { items: placed } = await administrator.call(api.broadcasts.list, { query: {} });
    expect(placed.filter(({ title }) => title.startsWith('Bản tin mẫu'))).toHaveLength(2);
    expect((await refusal(administrator.call(sample.load, {}))).code).toBe('sample_there');
    const ids = (everything().get('sample_item') ?? []).map(({ id }) => String(id));
    expect(tracesOf(ids)).toContain('endpoint_day');
    expect(await remove()).toMatchObject({ stage: 'none', stations: 0 });
    expect(counts()).toEqual(before);
    expect(tracesOf(ids)).toEqual([]);
    expect((await refusal(remove())).code).toBe('sample_missing');
  });

  it('is nobody’s progress, and nobody signs in as one of its people', async () => {
    const progress = async () => (await administrator.call(api.firstSteps.show, {})).done;
    const before = await progress();
    await load();
    expect(await progress()).toEqual(before);
    const stranger = server().stranger();
    const entering = stranger.signIn('mau.vanhanh', 'none');
    expect((await refusal(entering)).code).toBe('sign_in_failed');
  });

  it('is not removed with what people made inside it before they have seen what that is', async () => {
    const { items } = await administrator.call(api.stations.list, { query: { limit: 100 } });
    const station = items.find(({ name }) => name.includes('(mẫu)'));
    await makeEndpoint(server(), station?.id ?? '', 'Cụm loa của tôi');
    await administrator.call(api.quietHours.create, {
      body: {
        ...{ areaId: station?.areaId ?? '', from: '12:00', to: '13:00', weekdays: [1] },
        ...{ validFrom: null, validTo: null, note: 'Giờ của tôi' },
      },
    });
    const query = { stationId: station?.id ?? '', limit: 100 };
    const there = await administrator.call(api.endpoints.list, { query });
    const paired = there.items.find(({ name }) => name.includes('(mẫu)'));
    agent = await pairEndpoint(server(), paired?.id ?? '');
    expect((await refusal(remove())).code).toBe('sample_holds_own');
    const { own, ownCount } = await show();
    expect(ownCount).toBe(3);
    expect(own.map(({ name }) => name).sort()).toEqual([
      ...['Cụm loa của tôi', paired?.name, 'Giờ của tôi'],
    ]);
    expect((await agent.fetch('/station/v1/head')).status).toBe(200);
  });

  it('stays as long as something real makes use of it', async () => {
    const { items } = await administrator.call(api.stations.list, { query: { limit: 100 } });
    const station = items.find(({ name }) => name.includes('(mẫu)'));
    const id = await place('Mục gửi cả nơi mẫu', recordingId, [
      commune.stationId,
      station?.id ?? '',
    ]);
    expect((await refusal(remove('true'))).code).toBe('sample_in_use');
    expect((await show()).leaning).toEqual([{ kind: 'broadcast', name: 'Mục gửi cả nơi mẫu' }]);
    const operator = await server().some('operator');
    const { broadcast } = await operator.call(api.broadcasts.get, { params: { id } });
    const params = { id };
    const body = { version: broadcast.version };
    await operator.call(api.broadcasts.withdraw, { params, body });
    const rootId = await server().rootId();
    moveArea(commune.areaId, station?.areaId ?? '');
    expect((await refusal(remove('true'))).code).toBe('sample_in_use');
    const kinds = (await show()).leaning.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['area', 'station', 'endpoint']);
    moveArea(commune.areaId, rootId);
    // As the clock does half an hour before air, also of a station that somebody added there.
    const own = await ownStation(station?.areaId ?? '');
    for (const stationId of [station?.id ?? '', own]) noteReadiness(stationId);
    await remove('true');
    expect((await agent.fetch('/station/v1/head')).status).toBe(401);
    const list = await administrator.call(api.endpoints.list, { query: { limit: 100 } });
    expect(list.items.map(({ name }) => name)).toEqual(['Cụm Hải Lộc']);
    expect(() => noteReadiness(commune.stationId)).not.toThrow();
    expect(() => forgetNotes()).toThrow('a readiness note is never removed');
    const after = await operator.call(api.broadcasts.list, { query: { state: 'active' } });
    expect(after.items.map(({ title }) => title)).toEqual(['Mục thật']);
  });

  it('is for the highest administrator alone', async () => {
    const local = await server().as('administrator', commune.areaId);
    expect((await refusal(local.call(sample.load, {}))).code).toBe('not_allowed');
  });
});

describe('the first steps', () => {
  it('are ticked by what is there, for everybody, and can be put away by an administrator', async () => {
    const operator = await server().some('operator');
    const { done } = await operator.call(api.firstSteps.show, {});
    expect(done).toMatchObject({ areas: true, stations: true, recording: true, broadcast: true });
    expect(done.endpoint).toBe(false);
    const body = { isDismissed: true };
    const dismissing = operator.call(api.firstSteps.dismiss, { body });
    expect((await refusal(dismissing)).code).toBe('not_allowed');
    await administrator.call(api.firstSteps.dismiss, { body });
    expect((await operator.call(api.firstSteps.show, {})).isDismissed).toBe(true);
    await administrator.call(api.firstSteps.dismiss, { body: { isDismissed: false } });
    expect((await operator.call(api.firstSteps.show, {})).isDismissed).toBe(false);
  });

  it('make stations with their sessions for many communes, each by itself', async () => {
    const ids: string[] = [];
    for (const [nth, name] of ['Xã Một', 'Xã Hai'].entries()) {
      const under = { parentId: await server().rootId(), validFrom: null, validTo: null };
      const body = { code: `moi.${nth}`, name, kind: 'xã', ...under };
      ids.push((await administrator.call(api.areas.create, { body })).id);
    }
    const parts = [{ tier: 'own' as const, budgetMs: 600_000, anchor: null }];
    const sessions = [
      { key: 'morning', name: 'Buổi sáng', startsAt: '05:00', latestEnd: '05:45', parts },
    ];
    const areaIds = [...ids, commune.areaId];
    const withSessions = (some: typeof sessions) =>
      administrator.call(api.firstSteps.addStations, {
        body: { areaIds: ids, namePrefix: 'Đài', sessions: some },
      });
    const [session = expect.fail('there is none')] = sessions;
    const meeting = withSessions([session, { ...session, key: 'other', startsAt: '05:30' }]);
    expect((await refusal(meeting)).code).toBe('session_overlaps');
    const short = withSessions([{ ...session, latestEnd: '05:01' }]);
    expect((await refusal(short)).code).toBe('session_times_invalid');
    const { items } = await administrator.call(api.firstSteps.addStations, {
      body: { areaIds, namePrefix: 'Đài truyền thanh', sessions },
    });
    expect(items.map(({ problem }) => problem?.code ?? null)).toEqual([
      ...[null, null, 'station_area_taken'],
    ]);
    const stationId = items[0]?.stationId ?? '';
    const stations = await administrator.call(api.stations.list, { query: { q: 'xã một' } });
    expect(stations.items[0]).toMatchObject({ id: stationId, name: 'Đài truyền thanh xã Một' });
    const held = await administrator.call(api.sessions.list, { query: { stationId } });
    expect(held.items).toMatchObject([{ key: 'morning', startsAt: '05:00' }]);
  });
});
