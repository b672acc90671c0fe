import { api } from '../../contract/api.ts';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import { stationRoutes, type PlayRecord } from '../../contract/station/exchange.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { systemClock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { everyPage } from '../../web/api/every-page.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
  type BroadcastBody,
  type Commune,
} from './district.ts';
import { pairEndpoint, type EndpointClient } from './endpoint-client.ts';
import { everyDay } from './on-days.ts';
import type { SceneClock } from './scene.ts';
import type { TestServer } from './server.ts';
import { until } from './until.ts';

/** A week that was planned and is over, with proofs of some of it. */
export interface AiredWeek {
  from: string;
  to: string;
  communes: Commune[];
  agents: EndpointClient[];
  /** Each nests in the one before. */
  campaigns: string[];
  programmeId: string;
  partnerId: string;
  recordings: string[];
}

type Random = (limit: number) => number;
const real = systemClock();

/** Two communes with two loudspeakers each, which tell of three in four of what was due, and not always well. */
export async function airWeek(
  server: TestServer,
  { clock, random }: { clock: SceneClock; random: Random },
): Promise<AiredWeek> {
  const today = dayAfter(clock.now(), 0);
  clock.turnTo(instantOf(today, '03:00', zone));
  const week = { from: today, to: dayAfter(clock.now(), 6) };
  const made = await makeDistrict(server);
  const filed = await fileContent(server);
  await plan(server, today, { ...made, ...filed });
  clock.turnTo(instantOf(dayAfter(clock.now(), 7), '12:00', zone));
  const toldFrom = clock.now();
  const operator = await server.some('operator');
  const items = await everyPage((page) =>
    operator.call(api.occurrences.asRun, { query: { ...week, ...page } }),
  );
  for (const agent of made.agents) {
    const mine = items.filter(({ endpointId }) => endpointId === agent.id && random(4) > 0);
    const plays = mine.map((row, index) => randomPlay(row, index + 1, random));
    await agent.client.call(stationRoutes.plays, { body: { rows: plays } });
  }
  // That they are there is written down a little later, and makes "missed" of what was "offline".
  const seen = async () => {
    const list = await operator.call(api.endpoints.list, { query: {} });
    return list.items.every(({ lastSeenAt }) => (lastSeenAt ?? 0) >= toldFrom) ? true : undefined;
  };
  await until(seen, { limitMs: 10_000, everyMs: 20, what: 'all are seen' });
  return { ...week, ...made, ...filed };
}

async function makeDistrict(server: TestServer) {
  const communes: Commune[] = [];
  const agents: EndpointClient[] = [];
  for (const name of ['Hải Anh', 'Hải Hậu']) {
    const commune = await makeCommune(server, name);
    communes.push(commune);
    const second = await makeEndpoint(server, commune.stationId, `Cụm xóm 2 ${name}`);
    for (const id of [commune.endpointId, second]) agents.push(await pairEndpoint(server, id));
  }
  return { communes, agents };
}

async function fileContent(server: TestServer) {
  const administrator = await server.administrator();
  const programme = { name: 'Giảm nghèo bền vững', tag: 'GN' };
  const { id: programmeId } = await administrator.call(api.programmes.create, { body: programme });
  const campaigns: string[] = [];
  for (const name of [
    'Chương trình mục tiêu quốc gia giảm nghèo bền vững',
    'Dự án 6: Truyền thông và giảm nghèo về thông tin',
    'Kế hoạch năm 2026',
  ]) {
    const body = { name, parentId: campaigns.at(-1) ?? null };
    campaigns.push((await administrator.call(api.campaigns.create, { body })).id);
  }
  const operator = await server.some('operator');
  const body = { name: 'Hội Liên hiệp Phụ nữ' };
  const { id: partnerId } = await operator.call(api.partners.create, { body });
  const recordings = [];
  for (const [title, hertz] of [
    ['Vay vốn ưu đãi cho hộ nghèo', 400],
    ['Luật Đất đai: những điểm mới', 500],
  ] as const)
    recordings.push(await makeApproved(server, { hertz, title }));
  await operator.call(api.recordings.update, {
    params: { id: recordings[0] ?? '' },
    body: { partnerId, language: 'km', campaignId: campaigns[1] ?? null },
  });
  return { programmeId, campaigns, partnerId, recordings };
}

/** Broadcasts of every day: from above and own, with and without campaign, in one commune or both. */
async function plan(
  server: TestServer,
  date: string,
  week: Pick<AiredWeek, 'communes' | 'campaigns' | 'programmeId' | 'recordings'>,
): Promise<void> {
  const { communes, campaigns, programmeId, recordings } = week;
  const rootId = await server.rootId();
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
  const operator = await server.some('operator');
  for (const [index, [ownerAreaId, at, rest]] of kinds.entries())
    for (const [half, recordingId] of recordings.entries()) {
      const time = `${String(5 + index * 2 + half).padStart(2, '0')}:00`;
      const stations = at.map(({ stationId }) => stationId);
      const body = draftOf({ ownerAreaId, recordingId, stations, date, time }, rest);
      await operator.call(api.broadcasts.create, { body: { ...body, dates: everyDay(date) } });
    }
}

/** What an endpoint may say of an entry. */
export function randomPlay(
  row: Pick<AsRunRow, 'durationMs' | 'dueAt' | 'entryKey' | 'occurrence' | 'title' | 'mediaSha256'>,
  sequence: number,
  random: Random,
): PlayRecord {
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
