import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { AirRow } from '../../../../contract/http/air-report.ts';
import type { AsRunRow } from '../../../../contract/http/occurrences.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { airGroups } from '../../../../core/report/air-group.ts';
import { airSumNames, type SettledVerdict } from '../../../../core/report/air-sums.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { newId } from '../../../../runtime/id.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { everyDay } from '../../../support/on-days.ts';
import type { Person } from '../../../support/person.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

// Time is set by hand: to the plan, and to after it.
const real = systemClock();
const begin = instantOf(dayAfter(real.now(), 0), '03:00', zone);
let now = begin;
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const day = (after: number) => dayAfter(begin, after);
const week = { from: day(0), to: day(6) };

const random = seeded(real.now());
let operator: Person;
const communes: Commune[] = [];
const agents: EndpointClient[] = [];
const campaigns: string[] = [];
let programmeId: string;

beforeAll(async () => {
  operator = await server().as('operator');
  const administrator = await server().administrator();
  for (const name of ['Hải Anh', 'Hải Hậu']) {
    const commune = await makeCommune(server(), name);
    communes.push(commune);
    const second = await makeEndpoint(server(), commune.stationId, `Cụm hai ${name}`);
    for (const id of [commune.endpointId, second]) agents.push(await pairEndpoint(server(), id));
  }
  const programme = { name: 'Giảm nghèo', tag: 'GN' };
  programmeId = (await administrator.call(api.programmes.create, { body: programme })).id;
  for (const name of ['Chương trình', 'Dự án', 'Kế hoạch năm']) {
    const body = { name, parentId: campaigns.at(-1) ?? null };
    campaigns.push((await administrator.call(api.campaigns.create, { body })).id);
  }
  await plan();
  now = instantOf(day(7), '12:00', zone);
  await tell(await rowsOfWeek());
  // That they are there is written down a little later, and makes "missed" of what was "offline".
  const seen = async () => {
    const { items } = await operator.call(api.endpoints.list, { query: {} });
    return items.every(({ lastSeenAt }) => lastSeenAt === now) ? true : undefined;
  };
  await until(seen, { limitMs: 5000, everyMs: 20, what: 'all are seen' });
});

/** Broadcasts of every day: from above and own, with and without campaign, in one commune or both. */
async function plan(): Promise<void> {
  const { id: partnerId } = await operator.call(api.partners.create, {
    body: { name: 'Hội Phụ nữ' },
  });
  const recordings = [];
  for (const hertz of [400, 500]) recordings.push(await makeApproved(server(), { hertz }));
  await operator.call(api.recordings.update, {
    params: { id: recordings[0] ?? '' },
    body: { partnerId, language: 'km', campaignId: campaigns[1] ?? null },
  });
  const rootId = await server().rootId();
  type Kind = [owner: string, stations: Commune[], rest: Partial<BroadcastBody>];
  const kinds: Kind[] = [
    [rootId, communes, { class: 'priority', campaignId: campaigns[2] ?? null }],
    [rootId, communes, { class: 'priority', programmeId }],
    ...communes.map((one): Kind => [
      one.areaId,
      [one],
      { programmeId, campaignId: campaigns[0] ?? null },
    ]),
  ];
  for (const [index, [ownerAreaId, at, rest]] of kinds.entries())
    for (const [half, recordingId] of recordings.entries()) {
      const time = `${String(5 + index * 2 + half).padStart(2, '0')}:00`;
      const stations = at.map(({ stationId }) => stationId);
      const body = draftOf({ ownerAreaId, recordingId, stations, date: day(0), time }, rest);
      await operator.call(api.broadcasts.create, { body: { ...body, dates: everyDay(day(0)) } });
    }
}

const rowsOfWeek = async () =>
  (await operator.call(api.occurrences.asRun, { query: week })).items.filter(
    ({ verdict }) => verdict !== 'due',
  );

/** Proofs of some of what was due, of every kind. */
async function tell(rows: readonly AsRunRow[]): Promise<void> {
  for (const agent of agents) {
    const mine = rows.filter(({ endpointId }) => endpointId === agent.id && random(4) > 0);
    const plays = mine.map((row, index) => randomPlay(row, index + 1));
    await agent.client.call(stationRoutes.plays, { body: { rows: plays } });
  }
}

function randomPlay(row: AsRunRow, sequence: number): PlayRecord {
  const { durationMs, dueAt } = row;
  const [heardMs, reason] = (
    [
      [durationMs, 'completed'],
      [durationMs, 'completed'],
      [Math.floor(durationMs / 2), 'power_loss'],
      [0, 'stopped'],
      [0, 'quiet_hours'],
      [0, 'media_missing'],
    ] as const
  )[random(6)] ?? [0, 'media_missing'];
  const startedAt = heardMs === 0 ? null : dueAt + random(4000);
  return {
    ...{ playId: newId(real), sequence, key: row.entryKey, occurrence: row.occurrence },
    ...{ title: row.title, playlist: 'p'.repeat(43), media: row.mediaSha256, dueAt, startedAt },
    endedAt: startedAt === null ? null : startedAt + heardMs,
    ...{ heardMs, durationMs, reason, clockTrusted: true },
    ear: heardMs === 0 ? null : (([null, 'heard', 'weak', 'silent'] as const)[random(4)] ?? null),
  };
}

const report = (query: object, who = operator) =>
  who.call(api.airReport.lines, { query: { ...week, ...query } });

async function rowsOf(query: object, who = operator, limit = 200): Promise<AirRow[]> {
  const rows: AirRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await who.call(api.airReport.rows, {
      query: { ...week, ...query, limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    rows.push(...page.items);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

/** The same sums, told in another way. */
function summed(rows: readonly (AsRunRow | AirRow)[]) {
  const count = (isMeant: (row: AsRunRow | AirRow) => boolean) => rows.filter(isMeant).length;
  const ms = (of: (row: AsRunRow | AirRow) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const sounded = (row: AsRunRow | AirRow) => ['played', 'late', 'partial'].includes(row.verdict);
  const ear = (...heard: string[]) =>
    count((row) => sounded(row) && heard.includes(row.toTheEar ?? ''));
  const sums: Record<string, number> = {
    requested: rows.length,
    requestedMs: ms((row) => row.durationMs),
    heardMs: ms((row) => row.heardMs ?? 0),
    ...{ earHeard: ear('heard', 'clipped'), earWeak: ear('weak'), earSilent: ear('silent') },
  };
  return Object.fromEntries(
    airSumNames.map((name) => [name, sums[name] ?? count(({ verdict }) => verdict === name)]),
  );
}

function sumsIn(line: object) {
  return Object.fromEntries(
    airSumNames.map((name) => [name, (line as Record<string, number>)[name]]),
  );
}

describe('the report of requested against heard', () => {
  it('reconciles: rows with lines, lines with the total, the total with the log', async () => {
    const logged = await rowsOfWeek();
    expect(logged.length).toBeGreaterThan(150);
    for (const by of airGroups) {
      const { total, items, pending } = await report({ by });
      expect([by, pending, sumsIn(total)]).toEqual([by, 0, summed(logged)]);
      const rows = [];
      for (const line of items) {
        const ofLine = await rowsOf({ by, key: line.key ?? '' });
        expect([by, line.key, summed(ofLine)]).toEqual([by, line.key, sumsIn(line)]);
        rows.push(...ofLine);
      }
      expect(new Set(rows.map((row) => `${row.endpointId} ${row.entryKey}`)).size).toBe(
        logged.length,
      );
    }
  });

  it('comes in pages of any size', async () => {
    const names = async (limit: number) =>
      (await rowsOf({ verdict: 'played' }, operator, limit)).map(
        (row) => `${row.endpointId} ${row.entryKey}`,
      );
    const whole = await names(500);
    expect(whole.length).toBeGreaterThan(14);
    expect(await names(7)).toEqual(whole);
  });

  it('opens each reason by itself', async () => {
    const { items } = await report({ by: 'station' });
    const [line] = items;
    const verdicts: SettledVerdict[] = ['played', 'partial', 'stopped', 'skipped', 'missed'];
    for (const verdict of verdicts) {
      const rows = await rowsOf({ by: 'station', key: line?.key ?? '', verdict });
      expect([verdict, rows.length]).toEqual([verdict, line?.[verdict]]);
      expect(new Set(rows.map((row) => row.verdict)).size).toBeLessThanOrEqual(1);
    }
  });

  it('rolls campaigns up, and files under what the broadcast or its recording says', async () => {
    const [outer, middle] = campaigns;
    const all = await report({ by: 'campaign' });
    expect(new Set(all.items.map(({ key }) => key))).toEqual(new Set([outer, null]));
    const within = await report({ by: 'campaign', campaignId: outer });
    expect(new Set(within.items.map(({ key }) => key))).toEqual(new Set([outer, middle]));
    const ofOuter = all.items.find(({ key }) => key === outer);
    expect(within.total.requested).toBe(ofOuter?.requested);
    const { items } = await report({ by: 'programme', campaignId: middle });
    const logged = await rowsOf({ campaignId: middle });
    expect(items.reduce((sum, { requested }) => sum + requested, 0)).toBe(logged.length);
  });

  it('tells what is made there from what comes from above', async () => {
    const { items } = await report({ by: 'origin' });
    expect(new Set(items.map(({ key }) => key))).toEqual(new Set(['above', 'own']));
    const tiers = await report({ by: 'tier' });
    expect(new Set(tiers.items.map(({ name }) => name))).toEqual(new Set(['tỉnh', 'xã']));
    const languages = await report({ by: 'language', origin: 'own' });
    expect(new Set(languages.items.map(({ key }) => key))).toEqual(new Set(['vi', 'km']));
  });

  it('is of the areas that one may read', async () => {
    const local = await server().as('operator', communes[0]?.areaId ?? '');
    const { total, items } = await report({ by: 'area' }, local);
    const whole = await report({ by: 'area', areaId: communes[0]?.areaId ?? '' });
    expect([total, items.length]).toEqual([whole.total, 1]);
    expect((await report({ areaId: communes[1]?.areaId ?? '' }, local)).total.requested).toBe(0);
    expect((await rowsOf({ stationId: communes[1]?.stationId ?? '' }, local)).length).toBe(0);
  });

  it('takes in what comes late', async () => {
    const before = await report({});
    const [silent] = (await rowsOf({})).filter(({ reportedAt }) => reportedAt === null);
    const agent = agents.find(({ id }) => id === silent?.endpointId);
    if (!silent || !agent) throw new Error('everything was reported');
    const row = { ...silent, listened: null };
    const play = { ...randomPlay(row, 9999), heardMs: row.durationMs, reason: 'completed' };
    const at = { startedAt: row.dueAt, endedAt: row.dueAt + row.durationMs, ear: null };
    await agent.client.call(stationRoutes.plays, { body: { rows: [{ ...play, ...at }] } });
    const after = await report({});
    expect(after.total.played).toBe(before.total.played + 1);
    expect(after.total.heardMs).toBe(before.total.heardMs + row.durationMs);
    expect(after.total.requested).toBe(before.total.requested);
  });
});
