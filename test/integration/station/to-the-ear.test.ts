import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import { approve, draftOf, makeCommune, zone, type Commune } from '../../support/district.ts';
import type { Person } from '../../support/person.ts';
import { room, type Room } from '../../support/room.ts';
import { useTestServer } from '../../support/server.ts';
import { speakInto } from '../../support/spoken.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { until } from '../../support/until.ts';

const server = useTestServer({ worker: true, config: { freezeMs: 5000 } });

let operator: Person;
let recordingId: string;
let folder: string;
beforeAll(async () => {
  operator = await server().as('operator');
  folder = await mkdtemp(join(tmpdir(), 'loa-ear-'));
  const path = await speakInto(
    join(folder, 'tin.wav'),
    'Mời bà con theo dõi bản tin buổi sáng. Trạm y tế xã tiêm chủng cho trẻ em dưới năm tuổi từ bảy giờ ba ' +
      'mươi. Hội Nông dân tập huấn kỹ thuật trồng lúa vụ xuân vào sáng thứ Tư tại nhà văn hóa.',
  );
  const author = await server().some('author');
  const bytes = new Uint8Array(await readFile(path));
  const { id } = await author.upload(
    { areaId: await server().rootId(), title: 'Bản tin sáng' },
    { bytes, name: 'tin.wav' },
  );
  const recording = await until(
    async () => {
      const found = await author.call(api.recordings.get, { params: { id } });
      return found.latest.state === 'ready' ? found : undefined;
    },
    { limitMs: 30_000, what: 'the bulletin is ready' },
  );
  recordingId = await approve(server(), recording);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A commune whose agent plays and listens in a room, and knows the time. */
async function communeWith(name: string, given: Room): Promise<Commune> {
  const commune = await makeCommune(server(), name);
  const { code } = await operator.call(api.endpoints.pair, { params: { id: commune.endpointId } });
  const peer = { origin: server().origin, code };
  const place = await agentPlace(peer, [...(await room(given)), '--poll-seconds', '3']);
  await agentInside(place);
  await until(async () => ((await endpointOf(commune))?.clockTrusted ? true : undefined), {
    limitMs: 20_000,
    what: 'the agent trusts its clock',
  });
  return commune;
}

async function endpointOf({ endpointId }: Commune) {
  const { items } = await operator.call(api.endpoints.list, { query: { limit: 100 } });
  return items.find(({ id }) => id === endpointId);
}

/** Has both play the bulletin at the same instant. */
async function airSoon(communes: readonly Commune[]): Promise<{ date: string; id: string }> {
  const startsAt = Math.ceil(Date.now() / 1000 + 8) * 1000;
  const date = localDateOf(startsAt, zone);
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ...{ ownerAreaId: await server().rootId(), recordingId },
        stations: communes.map(({ stationId }) => stationId),
        ...{ date, time: localTimeOf(startsAt, zone) },
      },
      { class: 'priority', whenBeaten: 'skip' },
    ),
  });
  return { date, id: broadcast?.id ?? '' };
}

it('what the room hears is proved to the ear; a muted amplifier is never played and no more', async () => {
  const clear = { gain: 0.2, noise: 0.002, delayMs: 240 };
  const [heard, muted] = await Promise.all([
    communeWith('Rõ', clear),
    communeWith('Câm', { ...clear, gain: 0 }),
  ]);
  const { date, id } = await airSoon([heard, muted]);
  const seen: AsRunRow[] = [];
  const asRunOf = (commune: Commune) =>
    seen.findLast(({ endpointId }) => endpointId === commune.endpointId);
  const query = { from: date, to: date, broadcastId: id };
  await until(
    async () => {
      seen.push(...(await operator.call(api.occurrences.asRun, { query })).items);
      const isReported = [heard, muted].every((commune) => asRunOf(commune)?.reportedAt);
      return isReported || undefined;
    },
    { limitMs: 60_000, everyMs: 200, what: 'both are reported' },
  );
  const played = { verdict: 'played', reason: 'completed' };
  expect(asRunOf(heard)).toMatchObject({ ...played, toTheEar: 'heard' });
  expect(asRunOf(muted)).toMatchObject({ ...played, toTheEar: 'silent' });
  // Nor was it ever, on the way there.
  const plain = seen.filter(
    ({ endpointId, verdict, toTheEar }) =>
      endpointId === muted.endpointId && verdict === 'played' && toTheEar !== 'silent',
  );
  expect(plain).toEqual([]);

  expect((await endpointOf(muted))?.health.unheard).toMatchObject({ title: 'Bản tin sáng' });
  expect((await endpointOf(heard))?.health.unheard).toBeNull();
  const incidentsOf = async ({ endpointId }: Commune) => {
    const params = { id: endpointId };
    return (await operator.call(api.endpoints.incidents, { params, query: { limit: 100 } })).items;
  };
  await until(
    async () =>
      (await incidentsOf(muted)).find(({ what, code }) => what === 'ear' && code === 'not_heard'),
    { limitMs: 30_000, everyMs: 250, what: 'the incident is told' },
  );
  expect((await incidentsOf(heard)).filter(({ what }) => what === 'ear')).toEqual([]);
  const sumOf = async ({ areaId }: Commune) => {
    const day = { from: date, to: date, areaId, by: 'day' as const };
    return (await operator.call(api.reports.plays, { query: day })).total;
  };
  const whole = { sounded: 1, silent: 0, whole: 1 };
  expect(await sumOf(muted)).toMatchObject({ ...whole, unheard: 1 });
  expect(await sumOf(heard)).toMatchObject({ ...whole, unheard: 0 });
}, 120_000);
