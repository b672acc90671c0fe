import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { keepAsks } from '../asks/keep-asks.ts';
import type { HeadRules, Heads } from '../heads/service.ts';
import type { Database } from '../store/schema.ts';
import { keepDays } from './keep-days.ts';
import type { StationNews } from './news.ts';

/** Writes what a compile found of a station, makes its heads and nudges; gives the number of changed days. */
export async function putInForce(
  { db, heads, clock }: { db: Kysely<Database>; heads: Heads; clock: Clock },
  { stationId, endpointIds, days, asks }: StationNews,
  rules: HeadRules,
): Promise<number> {
  const result = await db.transaction().execute(async (trx) => {
    const changed = await keepDays(trx, days, clock.now());
    await keepAsks(trx, stationId, { asks, clock });
    return { changed, made: await heads.make(trx, endpointIds, rules) };
  });
  heads.publish(result.made);
  return result.changed;
}
