import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createTree } from '../../core/area/tree.ts';
import { offsetClock, systemClock } from '../../runtime/clock.ts';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { fromPlain, toPlain } from '../threads/plain-error.ts';
import { eachStation } from './each-station.ts';
import { newsOf } from './news.ts';
import type { ThreadMessage, ThreadOrder } from './thread-messages.ts';

// The program of a compile thread: reads the database, compiles, and hands the results to the one who writes.

// What it fails of ends the thread, and is told so.
if (parentPort)
  compileOrder(workerData as ThreadOrder, createTalk(parentPort)).catch((error: unknown) => {
    throw fromPlain(toPlain(error));
  });

/** Says something and resolves when it was dealt with. */
type Talk = (message: ThreadMessage) => Promise<void>;

async function compileOrder(order: ThreadOrder, talk: Talk): Promise<void> {
  const { stationIds, freezeMs, clockOffsetMs } = order;
  const db = kyselyOver<Database>(openDatabase(order.databaseFile, { readonly: true }));
  const clock = offsetClock(systemClock(), clockOffsetMs);
  const { signal } = new AbortController();
  try {
    const tree = createTree(await loadAreas(db));
    const keepDraws = (fresh: Extract<ThreadMessage, { kind: 'draws' }>['fresh']) =>
      talk({ kind: 'draws', fresh });
    // While one is written, the next is compiled.
    let writing = Promise.resolve();
    const reading = { db, tree, freezeMs, signal, clock };
    await eachStation(reading, { stationIds, keepDraws }, async ({ id }, compileIt) => {
      const message = tried(id, () => ({ kind: 'news', news: newsOf(compileIt()) }));
      await writing;
      writing = talk(message);
    });
    await writing;
  } finally {
    await db.destroy();
  }
}

function tried(stationId: string, make: () => ThreadMessage): ThreadMessage {
  try {
    return make();
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
