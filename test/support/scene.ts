import { api } from '../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../contract/station/exchange.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeRecording,
  makeSession,
  type BroadcastBody,
} from './district.ts';
import { pairEndpoint, type EndpointClient } from './endpoint-client.ts';
import { placeFor, type AskedCommune } from './say.ts';
import type { TestServer } from './server.ts';
import { reportStatus } from './status-report.ts';

/** A clock that can be turned, as the server has it. */
export interface SceneClock extends Clock {
  turnTo(instant: number): void;
}

/** What pages are opened with. */
export interface Scene {
  day: string;
  communes: AskedCommune[];
  /** A broadcast of the afternoon that not all are ready for. */
  broadcastId: string;
  recordingId: string;
  waitingId: string;
  /** Link by which somebody declares what a loudspeaker aired. */
  declarePath: string;
}

const minute = 60_000;
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPomLkKAAN4AcwrREGbAAAAAElFTkSuQmCC';
/** By their official codes, under which the map knows them. */
const names = { 'Hải Hậu': '14215', 'Hải Anh': '14236', 'Hải Tiến': '14218' };
const titles = [
  'Vay vốn ưu đãi cho hộ nghèo, hộ cận nghèo',
  'Bật thiết bị giám sát hành trình khi ra khơi',
  'Lịch tiêm chủng tại trạm y tế',
  'Luật Đất đai: những điểm mới',
  'Trả lời ý kiến: thu gom rác thải ở xóm 4',
];

/**
 * A district in the afternoon, half an hour before its session: most is well, and of everything that goes wrong
 * there is one. The clock stands shortly before 16:30 and is turned a little.
 */
export async function setScene(server: TestServer, clock: SceneClock): Promise<Scene> {
  const day = dayAfter(clock.now(), 0);
  const communes: AskedCommune[] = [];
  for (const [name, code] of Object.entries(names))
    communes.push(await openStation(server, name, code));
  const [first, second] = communes;
  if (!first || !second) throw new Error('there are communes');
  const recordings: string[] = [];
  for (const [nth, title] of titles.entries())
    recordings.push(await makeApproved(server, { hertz: 300 + nth * 40, title }));
  const waiting = await makeRecording(server, { hertz: 600, title: 'Chào mừng ngày hội làng' });
  const [recordingId = ''] = recordings;
  const agents = await standUp(server, first);
  const broadcastId = await fillWeek(server, { communes, recordings, day });
  await beWell(server, { commune: first, agents, clock, day });
  await proveOne(server, { commune: first, agents, clock, day });
  await server.administrator();
  const declarePath = await declareLink(server, first);
  await reportFault(server, first);
  return { day, communes, broadcastId, recordingId, waitingId: waiting.id, declarePath };
}

async function openStation(server: TestServer, name: string, code: string): Promise<AskedCommune> {
  const commune = await makeCommune(server, name, undefined, code);
  const { areaId, stationId } = commune;
  const morning = { key: 'morning', name: 'Buổi sáng', startsAt: '05:00', latestEnd: '05:45' };
  const afternoon = { key: 'afternoon', name: 'Buổi chiều', startsAt: '17:00', latestEnd: '17:45' };
  for (const session of [morning, afternoon]) await makeSession(server, stationId, session);
  const administrator = await server.administrator();
  await administrator.call(api.stations.setKeyholder, {
    params: { id: stationId },
    body: { keyholder: { name: 'Ông Trần Văn Hải', phone: '0912 000 111' } },
  });
  const operator = await server.as('operator', areaId);
  return { ...commune, operator, approver: await server.as('approver', areaId) };
}

/** More loudspeakers for a commune: of each kind one. */
async function standUp(server: TestServer, commune: AskedCommune): Promise<EndpointClient[]> {
  const { stationId } = commune;
  const administrator = await server.administrator();
  const ids = [commune.endpointId];
  for (const name of ['Cụm loa xóm 4', 'Cụm loa xóm 7', 'Cụm loa chợ Cồn'])
    ids.push(await makeEndpoint(server, stationId, name));
  for (const body of [
    { name: 'Loa kéo xóm 9', kind: 'person' as const },
    { name: 'Bảng điện tử ủy ban', kind: 'receiver' as const, pushUrl: 'http://127.0.0.1:9/push' },
  ])
    await administrator.call(api.endpoints.create, { body: { stationId, ...body } });
  const agents: EndpointClient[] = [];
  // One is never paired.
  for (const id of ids.slice(0, 3)) agents.push(await pairEndpoint(server, id));
  return agents;
}

async function fillWeek(
  server: TestServer,
  { communes, recordings, day }: { communes: AskedCommune[]; recordings: string[]; day: string },
): Promise<string> {
  const rootId = await server.rootId();
  const operator = await server.some('operator');
  const rule = { freq: 'daily', interval: 1 } as const;
  const daily = { first: day, last: null, count: null, rule, exdates: [], rdates: [] };
  const everybody = { areas: [rootId], stations: [], endpoints: [], except: [] };
  const place = async (nth: number, rest: Partial<BroadcastBody>) => {
    const given = { ownerAreaId: rootId, recordingId: recordings[nth] ?? '', stations: [] };
    const title = titles[nth] ?? '';
    const body = draftOf({ ...given, date: day, time: '16:20' }, { title, dates: daily, ...rest });
    const { broadcast } = await operator.call(api.broadcasts.create, { body });
    return broadcast?.id ?? '';
  };
  const inSession = (sessionKey: string, order: number) => ({
    placement: { kind: 'session' as const, sessionKey, part: 'above' as const, order },
    targets: everybody,
  });
  const broadcastId = await place(0, inSession('afternoon', 1));
  await place(1, inSession('afternoon', 2));
  await place(2, inSession('morning', 1));
  await place(3, { targets: everybody });
  for (const [nth, commune] of communes.entries())
    await commune.operator.call(api.broadcasts.create, {
      body: draftOf(
        {
          ...{ ownerAreaId: commune.areaId, recordingId: recordings[4] ?? '' },
          ...{
            stations: [commune.stationId],
            date: day,
            time: nth === 0 ? '16:24' : `1${7 + nth}:30`,
          },
        },
        { title: titles[4] ?? '', dates: daily },
      ),
    });
  const [, second] = communes;
  const asked = { recordingId: recordings[1] ?? '', date: dayAfter(Date.parse(day), 3) };
  if (second) await placeFor(server, second, asked, { title: 'Phòng, chống rét cho vật nuôi' });
  return broadcastId;
}

/** Reports as they come in: one holds all, one lacks files and runs on battery, one is not heard of any more. */
async function beWell(
  server: TestServer,
  {
    commune,
    agents,
    clock,
    day,
  }: { commune: AskedCommune; agents: EndpointClient[]; clock: SceneClock; day: string },
): Promise<void> {
  const operator = await server.some('operator');
  const query = { endpointId: commune.endpointId, date: day };
  const { sha256 } = await operator.call(api.occurrences.playlist, { query });
  const list = sha256 ?? '';
  const [well, lacking, lost] = agents;
  if (!well || !lacking || !lost) throw new Error('three agents were paired');
  await reportStatus(lost, clock.now(), { complete: [list] });
  clock.turnTo(clock.now() + 12 * minute);
  await reportStatus(well, clock.now(), { complete: [list], volumePercent: 80, power: 'mains' });
  await reportStatus(lacking, clock.now(), {
    ...{ incomplete: [list], missingFiles: 3, power: 'battery', batteryPercent: 34 },
    diskFreeBytes: 40e6,
  });
}

/** What was to air a while ago: played, but not heard by the microphone; and one claim that makes no sense. */
async function proveOne(
  server: TestServer,
  {
    commune,
    agents,
    clock,
    day,
  }: { commune: AskedCommune; agents: EndpointClient[]; clock: SceneClock; day: string },
): Promise<void> {
  const operator = await server.some('operator');
  const query = { endpointId: commune.endpointId, date: day };
  const { entries, sha256 } = await operator.call(api.occurrences.playlist, { query });
  const entry = entries.find(({ startsAt }) => startsAt < clock.now());
  const [well] = agents;
  if (!entry || !well) return;
  const real = systemClock();
  const play: PlayRecord = {
    ...{ playId: newId(real), sequence: 1, key: entry.key, title: entry.title },
    ...{ occurrence: entry.key.split('/')[0] ?? '', playlist: sha256 ?? '', media: null },
    ...{ dueAt: entry.startsAt, startedAt: entry.startsAt, endedAt: entry.startsAt + 3000 },
    ...{ heardMs: entry.durationMs, durationMs: entry.durationMs, reason: 'completed' },
    ...{ clockTrusted: true, ear: 'silent' },
  };
  const startedAt = clock.now() + 60 * minute;
  const claimed = { ...play, playId: newId(real), sequence: 4, title: 'Bản tin ngày mai' };
  const rows = [play, { ...claimed, startedAt, endedAt: startedAt + 3000 }];
  await well.client.call(stationRoutes.plays, { body: { rows } });
}

async function declareLink(server: TestServer, { stationId }: AskedCommune): Promise<string> {
  const administrator = await server.administrator();
  const { items } = await administrator.call(api.endpoints.list, {
    query: { stationId, limit: 100 },
  });
  const person = items.find(({ kind }) => kind === 'person');
  const { path } = await administrator.call(api.declarations.createLink, {
    params: { id: person?.id ?? '' },
    body: { name: 'Bà Nguyễn Thị Lụa' },
  });
  return path;
}

/** A loudspeaker that somebody saw to be dumb, with a photo of one pixel. */
async function reportFault(server: TestServer, { operator, endpointId }: AskedCommune) {
  const { id } = await operator.call(api.faults.report, {
    body: {
      ...{ endpointId, kind: 'silent', words: 'Im từ sáng, đèn nguồn vẫn sáng' },
      ...{ seenAt: Date.now(), key: 'canh-chieu-1' },
    },
  });
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(onePixel, 'base64')]), 'loa.png');
  await operator.fetch(`/api/v1/faults/${id}/photo`, { method: 'POST', body: form });
}
