import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { keepAsks } from '../asks/keep-asks.ts';
import type { HeadRules } from '../heads/head-rules.ts';
import type { Heads } from '../heads/service.ts';
import type { Database } from '../store/schema.ts';
import { keepDays } from './keep-days.ts';
import type { NewDay, StationNews } from './news.ts';

// Their days and heads are written in one go: a few ms in which nothing else is served.
const batch = 20;

/** Writes what a compile found of a station, makes its heads and nudges; gives the number of changed days. */
export async function putInForce(
  { db, heads, clock }: { db: Kysely<Database>; heads: Heads; clock: Clock },
  { stationId, endpointIds, days, asks }: StationNews,
  rules: HeadRules,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < endpointIds.length; from += batch) {
    const ids = endpointIds.slice(from, from + batch);
    const made = await db.transaction().execute(async (trx) => {
      changed += await keepDays(trx, daysOf(days, new Set(ids)), clock.now());
      return heads.make(trx, ids, rules);
    });
    heads.publish(made);
    // Polls and alerts go first.
    await clock.sleep(0);
  }
  await db.transaction().execute((trx) => keepAsks(trx, stationId, { asks, clock }));
  return changed;
}

function daysOf(days: readonly NewDay[], wanted: ReadonlySet<string>): NewDay[] {
  return days.flatMap((day) => {
    const endpointIds = day.endpointIds.filter((id) => wanted.has(id));
    return endpointIds.length > 0 ? [{ ...day, endpointIds }] : [];
  });
}
