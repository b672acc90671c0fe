import { sql, type Kysely } from 'kysely';
import type { Ruling } from '../../core/compile/day.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { readRecord } from '../timetable/stored-day.ts';

const daysAhead = 8;
const mostObjects = 300;

/** When some broadcasts sound next anywhere, as far as playlists are compiled; others are missing. */
export async function nextSounds(
  db: Kysely<Database>,
  broadcastIds: readonly string[],
  now: number,
): Promise<Map<string, number>> {
  const next = new Map<string, number>();
  const from = addDays(localDateOf(now, 'UTC'), -1);
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const wanted = broadcastIds.filter((id) => !next.has(id));
    if (wanted.length === 0) break;
    for (const ruling of await rulingsOf(db, addDays(from, ahead), wanted))
      keepEarliest(next, ruling, now);
  }
  return next;
}

function keepEarliest(next: Map<string, number>, ruling: Ruling, now: number): void {
  const { broadcastId, airs, startsAt } = ruling;
  if (!airs || startsAt === null || startsAt < now) return;
  next.set(broadcastId, Math.min(startsAt, next.get(broadcastId) ?? Infinity));
}

async function rulingsOf(
  db: Kysely<Database>,
  date: string,
  broadcastIds: readonly string[],
): Promise<Ruling[]> {
  const named = broadcastIds.map((id) => sql`instr(cast(object.bytes as text), ${`"${id}"`}) > 0`);
  const { rows } = await sql<{ bytes: Buffer }>`
    select object.bytes from object
    where object.sha256 in (select rulings_sha256 from endpoint_day where date = ${date})
      and (${sql.join(named, sql` or `)}) limit ${mostObjects}`.execute(db);
  const all = rows.flatMap(({ bytes }) => readRecord(bytes).rulings);
  return all.filter(({ broadcastId }) => broadcastIds.includes(broadcastId));
}
