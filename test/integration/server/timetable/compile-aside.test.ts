import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { signedHead } from '../../../../contract/station/head.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { kyselyOver, openDatabase } from '../../../../runtime/database.ts';
import { compileAside } from '../../../../server/timetable/compile-aside.ts';
import { stationBatch } from '../../../../server/timetable/each-station.ts';
import type { StationNews } from '../../../../server/timetable/news.ts';
import type { ThreadMessage, ThreadOrder } from '../../../../server/timetable/thread-messages.ts';
import type { Database } from '../../../../server/store/schema.ts';
import { onDay } from '../../../support/on-days.ts';
import {
  dayAfter,
  makeApproved,
  makeCommune,
  makeSession,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { useTestServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const server = useTestServer({ worker: true });
const tomorrow = () => dayAfter(systemClock().now(), 1);

/** More communes than are compiled beside polls, each with its own hour of the morning. */
async function makeDistrict(): Promise<Commune[]> {
  const communes: Commune[] = [];
  for (let nth = 0; nth <= stationBatch; nth += 1) {
    const commune = await makeCommune(server(), `Hải ${nth}`);
    const startsAt = `05:${String(nth).padStart(2, '0')}`;
    await makeSession(server(), commune.stationId, {
      key: 'morning',
      startsAt,
      latestEnd: '06:00',
    });
    communes.push(commune);
  }
  return communes;
}

async function startOf({ endpointId }: Commune): Promise<number | undefined> {
  const operator = await server().some('operator');
  const query = { endpointId, date: tomorrow() };
  const { entries } = await operator.call(api.occurrences.playlist, { query });
  return entries[0]?.startsAt;
}

/** As another key would sign: every head is due. */
const others = { keyId: 'other', keysSha256: 'other' };

function orderOf(
  stationIds: readonly string[],
  { databaseFile = server().config.paths.database, names = others } = {},
): ThreadOrder {
  return { databaseFile, stationIds, freezeMs: 15_000, clockOffsetMs: 0, ...names };
}

/** What the heads in force name. */
async function namesInForce(): Promise<typeof others> {
  const db = kyselyOver<Database>(openDatabase(server().config.paths.database, { readonly: true }));
  const { bytes } = await db.selectFrom('head').select('bytes').executeTakeFirstOrThrow();
  await db.destroy();
  const { keyId, keys } = signedHead.parse(JSON.parse(bytes.toString()));
  return { keyId, keysSha256: keys };
}

async function newsOf(order: ThreadOrder): Promise<StationNews[]> {
  const heard: ThreadMessage[] = [];
  const hear = (message: ThreadMessage) => {
    heard.push(message);
    return Promise.resolve();
  };
  await compileAside(order, { signal: new AbortController().signal, hear });
  return heard.flatMap((one) => (one.kind === 'news' ? [one.news] : []));
}

describe('a compile of many stations', () => {
  it('runs in a thread and puts every station’s own hour in force', async () => {
    const communes = await makeDistrict();
    const operator = await server().some('operator');
    const rootId = await server().rootId();
    const body = {
      ...{ title: 'Giảm nghèo', programmeId: null, ownerAreaId: rootId, class: 'normal' as const },
      placement: {
        ...{ kind: 'session' as const, sessionKey: 'morning', part: 'above' as const, order: 1 },
      },
      whenBeaten: 'queue' as const,
      dates: onDay(tomorrow()),
      items: [
        { type: 'recording' as const, recordingId: await makeApproved(server(), { hertz: 440 }) },
      ],
      targets: { areas: [rootId], stations: [], endpoints: [], except: [] },
    };
    const { broadcast } = await operator.call(api.broadcasts.create, { body });
    for (const [nth, commune] of communes.entries()) {
      const time = `05:${String(nth).padStart(2, '0')}`;
      expect(await startOf(commune)).toBe(instantOf(tomorrow(), time, zone));
    }

    // What is in force is not news; heads by another key are, of every endpoint, and change no day.
    const stationIds = communes.map(({ stationId }) => stationId);
    expect(await newsOf(orderOf(stationIds, { names: await namesInForce() }))).toEqual([]);
    const news = await newsOf(orderOf(stationIds));
    expect(news.flatMap(({ endpointIds }) => endpointIds).sort()).toEqual(
      communes.map(({ endpointId }) => endpointId).sort(),
    );
    expect(news.flatMap(({ days }) => days)).toEqual([]);

    await operator.call(api.broadcasts.withdraw, {
      params: { id: broadcast?.id ?? '' },
      body: { version: broadcast?.version ?? 0 },
    });
    for (const commune of communes) expect(await startOf(commune)).toBeUndefined();
  });

  it('ends at once when the server stops', async () => {
    const stopping = new AbortController();
    const stations = await server().administrator();
    const { items } = await stations.call(api.stations.list, { query: { limit: 100 } });
    let heard = 0;
    await compileAside(orderOf(items.map(({ id }) => id)), {
      signal: stopping.signal,
      hear: () => {
        heard += 1;
        stopping.abort();
        return Promise.resolve();
      },
    });
    expect(heard).toBe(1);
  });

  it('fails as a whole where the database cannot be read or what it says cannot be kept', async () => {
    const { signal } = new AbortController();
    const nowhere = orderOf(['one'], {
      databaseFile: join(await tempFolder(), 'none.sqlite'),
    });
    const quiet = { signal, hear: () => Promise.resolve() };
    await expect(compileAside(nowhere, quiet)).rejects.toThrow(/open|directory does not exist/u);
    const { items } = await (await server().administrator()).call(api.stations.list, {});
    const full = { signal, hear: () => Promise.reject(new Error('the disk is full')) };
    const order = orderOf(items.map(({ id }) => id));
    await expect(compileAside(order, full)).rejects.toThrow('the disk is full');
  });
});
