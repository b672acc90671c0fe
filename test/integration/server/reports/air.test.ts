import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { AirRow } from '../../../../contract/http/air-report.ts';
import type { AsRunRow } from '../../../../contract/http/occurrences.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { airGroups } from '../../../../core/report/air-group.ts';
import {
  airFigures,
  airSumNames,
  countIn,
  type SettledVerdict,
} from '../../../../core/report/air-sums.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { airWeek, randomPlay, type AiredWeek } from '../../../support/aired-week.ts';
import type { Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';
import { everyPage } from '../../../../web/api/every-page.ts';

const clock = turnedClock('03:00');
const server = useTestServer({ worker: true, clock });
const random = seeded(systemClock().now());
let aired: AiredWeek;
let operator: Person;
let week: { from: string; to: string };

beforeAll(async () => {
  aired = await airWeek(server(), { clock, random });
  week = { from: aired.from, to: aired.to };
  operator = await server().as('operator');
});

const rowsOfWeek = async () =>
  (
    await everyPage((page) => operator.call(api.occurrences.asRun, { query: { ...week, ...page } }))
  ).filter(({ verdict }) => verdict !== 'due');

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
      (await rowsOf({ figure: 'played' }, operator, limit)).map(
        (row) => `${row.endpointId} ${row.entryKey}`,
      );
    const whole = await names(500);
    // How many were played is up to chance.
    expect(whole.length).toBeGreaterThan(6);
    expect(await names(3)).toEqual(whole);
  });

  it('opens each reason by itself', async () => {
    const { items } = await report({ by: 'station' });
    const [line] = items;
    const verdicts: SettledVerdict[] = ['played', 'partial', 'stopped', 'skipped', 'missed'];
    for (const verdict of verdicts) {
      const rows = await rowsOf({ by: 'station', key: line?.key ?? '', figure: verdict });
      expect([verdict, rows.length]).toEqual([verdict, line?.[verdict]]);
      expect(new Set(rows.map((row) => row.verdict)).size).toBeLessThanOrEqual(1);
    }
  });

  it('opens exactly the rows that each figure counts', async () => {
    const { total } = await report({ by: 'station' });
    for (const figure of airFigures) {
      const rows = await rowsOf({ figure });
      const count = countIn(total, figure) ?? rows.length;
      expect([figure, rows.length]).toEqual([figure, count]);
    }
    const heard = await rowsOf({ figure: 'heardMs' });
    expect(heard.every(({ countedMs }) => countedMs > 0)).toBe(true);
    expect(heard.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(total.heardMs);
  });

  it('rolls campaigns up, and files under what the broadcast or its recording says', async () => {
    const [outer, middle] = aired.campaigns;
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
    const local = await server().as('operator', aired.communes[0]?.areaId ?? '');
    const { total, items } = await report({ by: 'area' }, local);
    const whole = await report({ by: 'area', areaId: aired.communes[0]?.areaId ?? '' });
    expect([total, items.length]).toEqual([whole.total, 1]);
    expect((await report({ areaId: aired.communes[1]?.areaId ?? '' }, local)).total.requested).toBe(
      0,
    );
    expect((await rowsOf({ stationId: aired.communes[1]?.stationId ?? '' }, local)).length).toBe(0);
  });

  it('takes in what comes late', async () => {
    const before = await report({});
    const [silent] = (await rowsOf({})).filter(({ reportedAt }) => reportedAt === null);
    const agent = aired.agents.find(({ id }) => id === silent?.endpointId);
    if (!silent || !agent) throw new Error('everything was reported');
    const row = { ...silent, listened: null };
    const play = { ...randomPlay(row, 9999, random), heardMs: row.durationMs, reason: 'completed' };
    const at = { startedAt: row.dueAt, endedAt: row.dueAt + row.durationMs, ear: null };
    await agent.client.call(stationRoutes.plays, { body: { rows: [{ ...play, ...at }] } });
    const after = await report({});
    expect(after.total.played).toBe(before.total.played + 1);
    expect(after.total.heardMs).toBe(before.total.heardMs + row.durationMs);
    expect(after.total.requested).toBe(before.total.requested);
  });
});
