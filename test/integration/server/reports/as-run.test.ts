import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
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
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// Time is set by hand, to air and afterwards.
const real = systemClock();
let now = instantOf(dayAfter(real.now(), 0), '10:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const minute = 60_000;

let commune: Commune;
let operator: Person;
let recordingId: string;
let agent: EndpointClient;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
  agent = await pairEndpoint(server(), commune.endpointId);
});

/** Places an item 5 minutes from now and gives its planned entry. */
async function place(given: Partial<Commune> = {}) {
  const { areaId, stationId, endpointId } = { ...commune, ...given };
  const time = new Date(now + 5 * minute + 7 * 3600_000).toISOString().slice(11, 19);
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf({
      ...{ ownerAreaId: areaId, recordingId, stations: [stationId] },
      ...{ date: dayAfter(now, 0), time },
    }),
  });
  const broadcastId = broadcast?.id ?? '';
  const query = { endpointId, date: dayAfter(now, 0) };
  const { entries, sha256 } = await operator.call(api.occurrences.playlist, { query });
  const entry = entries.find(({ key }) => key.startsWith(broadcastId));
  if (!entry || sha256 === null) throw new Error('it was not placed');
  return { ...entry, broadcastId, playlist: sha256 };
}

async function row(broadcastId: string, endpointId = commune.endpointId) {
  const day = dayAfter(now, 0);
  const query = { from: day, to: day, broadcastId };
  const { items } = await operator.call(api.occurrences.asRun, { query });
  return items.find((item) => item.endpointId === endpointId);
}

function playOf(entry: Awaited<ReturnType<typeof place>>, rest: Partial<PlayRecord>): PlayRecord {
  return {
    playId: newId(real),
    sequence: 1,
    key: entry.key,
    occurrence: entry.key.split('/')[0] ?? '',
    title: entry.title,
    playlist: entry.playlist,
    media: null,
    dueAt: entry.startsAt,
    startedAt: entry.startsAt + 40,
    endedAt: entry.startsAt + entry.durationMs,
    heardMs: entry.durationMs,
    durationMs: entry.durationMs,
    reason: 'completed',
    clockTrusted: true,
    ear: null,
    ...rest,
  };
}

const report = (play: PlayRecord) =>
  agent.client.call(stationRoutes.plays, { body: { rows: [play] } });

describe('the as-run report', () => {
  it('follows an entry from due to played', async () => {
    const entry = await place();
    const { broadcastId, durationMs, startsAt } = entry;
    expect(await row(broadcastId)).toMatchObject({
      verdict: 'due',
      dueAt: startsAt,
      durationMs,
      startedAt: null,
      endpointName: 'Cụm Hải Anh',
    });
    now = startsAt - 1000;
    await agent.head();
    now = startsAt + 1000;
    await expect
      .poll(async () => (await row(broadcastId))?.verdict, { timeout: 5000 })
      .toBe('awaiting_report');
    await report(playOf(entry, {}));
    expect(await row(broadcastId)).toMatchObject({
      verdict: 'played',
      startErrorMs: 40,
      heardMs: durationMs,
      reason: 'completed',
    });
  });

  it('calls what came late, in part, or not at all by its name', async () => {
    const verdicts: [Partial<PlayRecord>, string][] = [
      [{ startedAt: now + 5 * minute + 3000 }, 'late'],
      [{ heardMs: 1500, reason: 'power_loss' }, 'partial'],
      [{ heardMs: 0, startedAt: null, reason: 'stopped' }, 'stopped'],
      [{ heardMs: 0, startedAt: null, reason: 'quiet_hours' }, 'skipped'],
      [{ heardMs: 0, startedAt: null, reason: 'media_missing' }, 'missed'],
    ];
    for (const [play, verdict] of verdicts) {
      const entry = await place();
      now = entry.startsAt + 2 * minute;
      const startedAt = play.startedAt === undefined ? {} : { startedAt: entry.startsAt + 3000 };
      const moved = { ...startedAt, endedAt: entry.startsAt + 3000 + entry.durationMs };
      const given = play.startedAt === null ? play : { ...play, ...moved };
      await report(playOf(entry, given));
      expect((await row(entry.broadcastId))?.verdict).toBe(verdict);
    }
  });

  it('tells an absent endpoint from one that says nothing, and a late report upgrades both', async () => {
    const silent = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 2');
    const entry = await place();
    now = entry.startsAt - 1000;
    await agent.head();
    await expect
      .poll(async () => {
        const { items } = await operator.call(api.endpoints.list, { query: {} });
        return items.find(({ id }) => id === agent.id)?.lastSeenAt;
      })
      .toBe(now);
    now = entry.startsAt + 20 * minute;
    expect((await row(entry.broadcastId))?.verdict).toBe('missed');
    expect((await row(entry.broadcastId, silent))?.verdict).toBe('offline');
    expect(await row(entry.broadcastId)).toMatchObject({ reportedAt: null, cameLate: false });
    now += 3 * 24 * 60 * minute;
    await report(playOf(entry, {}));
    const day = dayAfter(entry.startsAt, 0);
    const query = { from: day, to: day, broadcastId: entry.broadcastId };
    const { items } = await operator.call(api.occurrences.asRun, { query });
    const late = items.find(({ endpointId }) => endpointId === commune.endpointId);
    expect(late).toMatchObject({ verdict: 'played', reportedAt: now, cameLate: true });
    now -= 3 * 24 * 60 * minute;
  });

  it('explains what became of an occurrence to the end', async () => {
    const entry = await place();
    await agent.client.call(stationRoutes.status, {
      body: {
        ...{ nonce: 'n', clock: now, clockTrusted: true, clockOffsetMs: 0, headSequence: 1 },
        ...{ complete: [entry.playlist], incomplete: [], playing: null, version: '1' },
        ...{ diskFreeBytes: null, incidents: [] },
      },
    });
    now = entry.startsAt + minute;
    await report(playOf(entry, { heardMs: 0, startedAt: null, reason: 'clock_untrusted' }));
    const explain = async () => {
      const { steps } = await operator.call(api.occurrences.explain, {
        params: { id: entry.key.split('/')[0] ?? '' },
        query: { endpoint: agent.id },
      });
      return steps.map(({ step, ok, code }) => [step, ok, code]);
    };
    await expect.poll(explain, { timeout: 5000 }).toEqual([
      ['rule', true, 'on_date'],
      ['targets', true, 'reached'],
      ['placement', true, 'placed'],
      ['delivered', true, 'held'],
      ['verdict', false, 'skipped'],
    ]);
  });

  it('comes in pages and by outcome, and tells how much became what', async () => {
    const day = dayAfter(now, 0);
    const query = { from: day, to: day };
    const { items: all } = await operator.call(api.occurrences.asRun, { query });
    expect(all.length).toBeGreaterThan(5);
    const paged: unknown[] = [];
    for (let cursor: string | undefined, isLast = false; !isLast;) {
      const asked = { ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next } = await operator.call(api.occurrences.asRun, { query: asked });
      expect(items.length).toBeLessThanOrEqual(2);
      paged.push(...items);
      cursor = next ?? undefined;
      isLast = next === null;
    }
    expect(paged).toEqual(all);
    const tally = await operator.call(api.occurrences.tally, { query });
    expect(tally.counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    for (const { outcome, count } of tally.counts) {
      const asked = { ...query, outcome, limit: count };
      const { items, next } = await operator.call(api.occurrences.asRun, { query: asked });
      expect([items.length, next]).toEqual([count, null]);
      expect(new Set(items.map(({ verdict }) => verdict))).toEqual(new Set([outcome]));
    }
    const over = all.filter(({ verdict }) => verdict !== 'due');
    expect(tally.dueMs).toBe(over.reduce((sum, { durationMs }) => sum + durationMs, 0));
    expect(tally.heardMs).toBe(over.reduce((sum, { heardMs }) => sum + (heardMs ?? 0), 0));
  });

  it('tells when a broadcast was on the air, and at how many endpoints', async () => {
    const entry = await place();
    const day = dayAfter(now, 0);
    const query = { from: day, to: day, broadcastId: entry.broadcastId };
    const occasions = async () => (await operator.call(api.occurrences.occasions, { query })).items;
    expect(await occasions()).toEqual([]);
    now = entry.startsAt + 2 * minute;
    await report(playOf(entry, {}));
    const { items } = await operator.call(api.occurrences.asRun, { query });
    expect(await occasions()).toEqual([
      {
        ...{ occurrence: items[0]?.occurrence, dueAt: entry.startsAt },
        ...{ endpointCount: items.length, playedCount: 1 },
      },
    ]);
  });

  it('is about the areas of the person, and a week at most', async () => {
    const other = await makeCommune(server(), 'Hải Hưng');
    await place(other);
    const neighbour = await server().as('operator', other.areaId);
    const day = dayAfter(now, 0);
    const { items } = await neighbour.call(api.occurrences.asRun, {
      query: { from: day, to: day },
    });
    expect(new Set(items.map(({ stationId }) => stationId))).toEqual(new Set([other.stationId]));
    const long = operator.call(api.occurrences.asRun, {
      query: { from: day, to: dayAfter(now, 7) },
    });
    expect((await refusal(long)).code).toBe('query_invalid');
    const reversed = operator.call(api.occurrences.asRun, {
      query: { from: day, to: dayAfter(now, -1) },
    });
    expect((await refusal(reversed)).code).toBe('query_invalid');
  });
});
