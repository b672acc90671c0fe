import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { newId } from '../../../../runtime/id.ts';
import { clockAt } from '../../../support/clock-at.ts';
import { draftOf, makeApproved, zone, type Commune } from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import {
  equip,
  firstDay,
  lastDay,
  named,
  plantPast,
  plantPresent,
} from '../../../support/reform.ts';
import type { Areas } from '../../../support/reform.ts';
import { titlesAt } from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

// A Thursday of the last week of districts.
const today = '2025-06-26';
const clock = clockAt(instantOf(today, '10:00', zone));
const server = useTestServer({ worker: true, clock });

// The lists do not tell what took over what: these three became one.
const merging = ['Hải Minh', 'Hải Đường', 'Hải Anh'];
let [past, present]: Areas[] = [];
let tone = '';
let operator: Person;
let leader: Person;
const communes: Commune[] = [];
const agents: EndpointClient[] = [];
/** In another district. */
let elsewhere: Commune;
let district = '';

/** Sends a priority bulletin every day; it asks nobody. */
async function send(
  title: string,
  {
    owner,
    target,
    since = today,
    time,
  }: Record<'owner' | 'target' | 'time', string> & { since?: string },
): Promise<string> {
  const at = { ownerAreaId: owner, recordingId: tone, stations: [], date: since, time };
  const targets = { areas: [target], stations: [], endpoints: [], groups: [], except: [] };
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(at, { title, class: 'priority', targets, dates: everyDay(since) }),
  });
  return broadcast?.id ?? '';
}

/** Proves that all of a day was played by the communes that merge. */
async function report(date: string): Promise<void> {
  for (const [at, agent] of agents.entries()) {
    const query = { endpointId: communes[at]?.endpointId ?? '', date };
    const { entries, sha256 } = await operator.call(api.occurrences.playlist, { query });
    const rows = entries.map(({ key, title, startsAt, durationMs }, index) => ({
      ...{
        playId: newId(systemClock()),
        sequence: index + 1,
        key,
        occurrence: key.split('/')[0] ?? '',
        title,
      },
      ...{ playlist: sha256, media: null, dueAt: startsAt, startedAt: startsAt + 40 },
      ...{ endedAt: startsAt + durationMs, heardMs: durationMs, durationMs },
      ...{ reason: 'completed', clockTrusted: true },
    }));
    expect(rows).not.toEqual([]);
    const { results } = await agent.client.call(stationRoutes.plays, { body: { rows } });
    expect(results.every(({ accepted }) => accepted)).toBe(true);
  }
}

/** Everything that is told of a day of June, byte by byte. */
async function reportsOf(person: Person): Promise<string[]> {
  const june = 'from=2025-06-01&to=2025-06-30';
  const paths = [
    `as-run?from=${today}&to=${today}`,
    `as-run?from=${today}&to=${today}&stationId=${communes[1]?.stationId}`,
    ...['day', 'area', 'broadcast'].flatMap((by) => [
      `plays?${june}&by=${by}`,
      `plays?${june}&by=${by}&areaId=${district}`,
      `plays?${june}&by=${by}&areaId=${communes[1]?.areaId}`,
    ]),
  ];
  return Promise.all(
    paths.map(async (path) => {
      const response = await person.fetch(`/api/v1/reports/${path}`);
      expect(response.status, path).toBe(200);
      return response.text();
    }),
  );
}

beforeAll(async () => {
  past = await plantPast(server());
  district = named(past, 'Huyện Hải Hậu');
  for (const name of merging) communes.push(await equip(server(), named(past, `Xã ${name}`), name));
  elsewhere = await equip(server(), named(past, 'Xã Xuân Trung'), 'Xuân Trung');
  for (const { endpointId } of communes) agents.push(await pairEndpoint(server(), endpointId));
  operator = await server().as('operator');
  leader = await server().as('approver', district);
  tone = await makeApproved(server(), { hertz: 440 });
});

describe('the reform of 2025', () => {
  let juneOf: string[];
  let juneOfLeader: string[];

  it('is entered in the last week of districts, and leaves what was on the air as it is', async () => {
    await send('Tin huyện', { owner: district, target: district, time: '10:20' });
    const root = await server().rootId();
    await send('Tin tỉnh', { owner: root, target: root, time: '10:30' });
    clock.set(instantOf(today, '11:00', zone));
    await report(today);
    juneOf = await reportsOf(operator);
    juneOfLeader = await reportsOf(leader);
    expect(JSON.parse(juneOf[0] ?? '')).toMatchObject({ items: { length: 7 } });
    expect(JSON.parse(juneOfLeader[2] ?? '')).toMatchObject({ total: { sounded: 6 } });

    present = await plantPresent(server());
    const administrator = await server().administrator();
    const merge = (dryRun: 'true' | 'false') =>
      administrator.call(api.areas.merge, {
        query: { dryRun },
        body: {
          areas: communes.map(({ areaId }) => areaId),
          into: named(present ?? new Map(), 'Xã Hải Anh'),
          ...{ on: firstDay, rolesFollow: true },
        },
      });
    const foreseen = await merge('true');
    expect(foreseen.effects).toMatchObject({
      areas: merging.map((name) => ({ name: `Xã ${name}`, successor: { name: 'Xã Hải Anh' } })),
      endpoints: { total: 3 },
    });
    expect((await merge('false')).effects).toEqual(foreseen.effects);
    await administrator.call(api.areas.merge, {
      body: {
        areas: [named(past ?? new Map(), 'Tỉnh Nam Định')],
        into: named(present, 'Tỉnh Ninh Bình'),
        ...{ on: firstDay, rolesFollow: true },
      },
    });
    const ended = await administrator.call(api.areas.update, {
      params: { id: district },
      body: { validTo: lastDay },
    });
    expect(ended.effects?.broadcasts.first).toMatchObject([
      { title: 'Tin huyện', lost: [{ reason: 'owner_ended', from: firstDay }] },
    ]);

    expect(await reportsOf(operator)).toEqual(juneOf);
    expect(await reportsOf(leader)).toEqual(juneOfLeader);
  });

  it('has each day reach what lies beneath its targets on that day', async () => {
    const owner = await server().rootId();
    const commune = named(present ?? new Map(), 'Xã Hải Anh');
    const province = named(present ?? new Map(), 'Tỉnh Ninh Bình');
    const early = send('Tin xã mới', { owner, target: commune, since: lastDay, time: '10:40' });
    expect((await refusal(early)).code).toBe('broadcast_no_targets');
    await send('Tin xã mới', { owner, target: commune, since: firstDay, time: '10:40' });
    await send('Tin Ninh Bình', { owner, target: province, since: firstDay, time: '10:50' });
    for (const { endpointId } of communes) {
      expect(await titlesAt(server(), endpointId, lastDay)).toEqual(['Tin huyện', 'Tin tỉnh']);
      expect(await titlesAt(server(), endpointId, firstDay)).toEqual([
        'Tin Ninh Bình',
        'Tin tỉnh',
        'Tin xã mới',
      ]);
    }
    // Its commune goes on for now, and lies in the province that took its own over.
    expect(await titlesAt(server(), elsewhere.endpointId, lastDay)).toEqual(['Tin tỉnh']);
    expect(await titlesAt(server(), elsewhere.endpointId, firstDay)).toEqual([
      'Tin Ninh Bình',
      'Tin tỉnh',
    ]);
  });

  it('is what everybody sees from its day on, and June stays what it was', async () => {
    await report(addDays(today, 1));
    const june = await reportsOf(operator);
    clock.set(instantOf(addDays(firstDay, 1), '09:00', zone));
    await server().restart();
    expect(await reportsOf(operator)).toEqual(june);
    const { items } = await operator.call(api.stations.list, { query: { q: 'Đài Hải' } });
    expect(items).toMatchObject([{ name: 'Đài Hải Minh', areaName: 'Xã Hải Anh', endpoints: 3 }]);
    expect(items[0]?.areaId).toBe(named(present ?? new Map(), 'Xã Hải Anh'));

    // What is proven late is of the commune that it was played in.
    const sumsOf = async (areaId: string, from: string) => {
      const query = { from, to: addDays(firstDay, 1), areaId };
      return (await operator.call(api.reports.plays, { query })).total.sounded;
    };
    const [before, after] = [communes[1]?.areaId ?? '', named(present ?? new Map(), 'Xã Hải Anh')];
    const known = await sumsOf(before, lastDay);
    await report(lastDay);
    await report(firstDay);
    expect((await sumsOf(before, lastDay)) - known).toBe(2);
    expect(await sumsOf(after, lastDay)).toBe(9);
    expect(await sumsOf(district, lastDay)).toBe(6);
  });
});

describe('official codes', () => {
  it('are used again: a code means another area on another day', async () => {
    const shared = [...(past ?? [])].filter(([code]) => present?.has(code));
    expect(shared).toHaveLength(57);
    const on = async (date: string) => {
      const found = new Map<string, string>();
      let cursor: string | undefined;
      do {
        const query = { on: date, limit: 500, ...(cursor ? { cursor } : {}) };
        const page = await operator.call(api.areas.list, { query });
        for (const { code, id } of page.items) if (past?.has(code)) found.set(code, id);
        cursor = page.next ?? undefined;
      } while (cursor);
      return found;
    };
    const june = await on(lastDay);
    expect(shared.every(([code, { id }]) => june.get(code) === id)).toBe(true);
    const { items } = await operator.call(api.areas.list, {
      query: { q: 'Xã Hải Anh', ended: 'true' },
    });
    const same = items.filter(({ name }) => name === 'Xã Hải Anh');
    expect(same.map(({ validFrom, validTo }) => ({ validFrom, validTo }))).toEqual(
      expect.arrayContaining([
        { validFrom: firstDay, validTo: null },
        { validFrom: null, validTo: lastDay },
      ]),
    );
    expect(same).toHaveLength(2);
  });
});
