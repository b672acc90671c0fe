import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { createTree } from '../../core/area/tree.ts';
import { offsetClock, systemClock } from '../../runtime/clock.ts';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import { isAskedAnything } from '../asks/keep-asks.ts';
import { planHeads, type HeadPlanRequest } from '../heads/plan-heads.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { giveWay } from '../threads/give-way.ts';
import { fromPlain, toPlain } from '../threads/plain-error.ts';
import { eachStation } from './each-station.ts';
import { newsOf, type StationNews } from './news.ts';
import { byPlace, loadQuietHours } from './rules.ts';
import type { ThreadMessage, ThreadOrder } from './thread-messages.ts';

// The program of a compile thread: reads the database, compiles, and hands the results to the one who writes.

// What it fails of ends the thread, and is told so.
if (parentPort) {
  giveWay();
  compileOrder(workerData as ThreadOrder, createTalk(parentPort)).catch((error: unknown) => {
    throw fromPlain(toPlain(error));
  });
}

/** Says something and resolves when it was dealt with. */
type Talk = (message: ThreadMessage) => Promise<void>;

async function compileOrder(order: ThreadOrder, talk: Talk): Promise<void> {
  const { stationIds, freezeMs, clockOffsetMs, keyId, keysSha256 } = order;
  const db = kyselyOver<Database>(openDatabase(order.databaseFile, { readonly: true }));
  const clock = offsetClock(systemClock(), clockOffsetMs);
  const { signal } = new AbortController();
  try {
    const tree = createTree(await loadAreas(db));
    const keepDraws = (fresh: Extract<ThreadMessage, { kind: 'draws' }>['fresh']) =>
      talk({ kind: 'draws', fresh });
    const named = { tree, quietHours: byPlace(await loadQuietHours(db)), keyId, keysSha256 };
    // While one is written, the next is compiled.
    let writing = Promise.resolve();
    const reading = { db, tree, freezeMs, signal, clock };
    await eachStation(reading, { stationIds, keepDraws }, async ({ id }, compileIt) => {
      const message = await tried(id, async () => {
        const news = await withoutTheSame(db, newsOf(compileIt()), { ...named, now: clock.now() });
        return news && { kind: 'news', news };
      });
      await writing;
      if (!message) return;
      writing = talk(message);
    });
    await writing;
  } finally {
    await db.destroy();
  }
}

/**
 * Leaves out endpoints whose heads would say the same, so that the one who writes need not look; `null` where
 * nothing is left.
 */
async function withoutTheSame(
  db: Kysely<Database>,
  news: StationNews,
  request: Omit<HeadPlanRequest, 'endpointIds'>,
): Promise<StationNews | null> {
  const { stationId, days, asks } = news;
  const planned = await planHeads(db, { ...request, endpointIds: news.endpointIds });
  const due = planned.filter(({ isDue }) => isDue).map(({ content }) => content.endpoint);
  const endpointIds = [...new Set([...days.flatMap((day) => day.endpointIds), ...due])];
  const isAsked = asks.length > 0 || (await isAskedAnything(db, stationId, request.now));
  return endpointIds.length > 0 || isAsked ? { ...news, endpointIds } : null;
}

async function tried(
  stationId: string,
  make: () => Promise<ThreadMessage | null>,
): Promise<ThreadMessage | null> {
  try {
    return await make();
  } catch (error) {
    return { kind: 'failed', stationId, error: toPlain(error) };
  }
}

function createTalk(port: MessagePort): Talk {
  return (message) =>
    new Promise((resolve) => {
      port.once('message', () => resolve());
      port.postMessage(message);
    });
}
