import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import { heldDaysFrom } from '../../core/health/held-days.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import { among } from '../store/among.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { readUnheardBy } from './read-unheard-by.ts';

type Db = Kysely<Database>;
type Health = EndpointAnswer['health'];

const hashes = z.array(z.string());

/** How some endpoints are: what they said, what they cost, and how long they would sound without us. */
export async function readHealth(
  db: Db,
  ids: readonly string[],
  now: number,
): Promise<(row: EndpointRow, today: LocalDate) => Health> {
  const served = await db
    .selectFrom('endpoint_served')
    .select(['endpoint_id as id', 'bytes'])
    .where('month', '=', new Date(now).toISOString().slice(0, 7))
    .where('endpoint_id', 'in', among(ids))
    .execute();
  const snoozes = await db
    .selectFrom('snooze')
    .innerJoin('user', 'user.id', 'snooze.user_id')
    .select(['endpoint_id as id', 'until', 'reason', 'at', 'user.name as by'])
    .where('until', '>', now)
    .where('endpoint_id', 'in', among(ids))
    .execute();
  const days = await db
    .selectFrom('endpoint_day')
    .select(['endpoint_id as id', 'date', 'playlist_sha256 as playlist'])
    .where('date', '>=', addDays(localDateOf(now, 'UTC'), -1))
    .where('endpoint_id', 'in', among(ids))
    .execute();
  const unheardOf = await readUnheard(db, ids, now);
  const unheardByOf = await readUnheardBy(db, ids, now);
  const servedOf = new Map(served.map(({ id, bytes }) => [id, bytes]));
  const snoozeOf = new Map(snoozes.map(({ id, ...snooze }) => [id, snooze]));
  const daysOf = groupRows(days, ({ id }) => id);
  return (row, today) => ({
    ...{ volumePercent: row.volumePercent, power: row.power, batteryPercent: row.batteryPercent },
    ...{ diskFreeBytes: row.diskFreeBytes, usedBytes: row.usedBytes },
    servedBytes: servedOf.get(row.id) ?? 0,
    heldDays:
      row.complete === null || (row.version === null && row.headSequence === null)
        ? null
        : heldDaysFrom(today, daysOf.get(row.id) ?? [], hashes.parse(JSON.parse(row.complete))),
    unheard: unheardOf.get(row.id) ?? null,
    unheardBy: unheardByOf.get(row.id) ?? null,
    snooze: snoozeOf.get(row.id) ?? null,
  });
}

const unheardMs = 7 * 86_400_000;

/** Endpoints whose last play that a microphone could judge was not heard, with that play. */
async function readUnheard(
  db: Db,
  ids: readonly string[],
  now: number,
): Promise<Map<string, { at: number; title: string }>> {
  const { rows } = await sql<{ id: string; at: number; title: string }>`
    with judged as (
      select endpoint_id, started_at, title, ear,
        row_number() over (partition by endpoint_id order by started_at desc) as place
      from play
      where ear in ('heard', 'weak', 'clipped', 'silent') and started_at >= ${now - unheardMs}
        and endpoint_id in ${among(ids)}
    )
    select endpoint_id as id, started_at as at, title from judged
    where place = 1 and ear = 'silent'`.execute(db);
  return new Map(rows.map(({ id, ...play }) => [id, play]));
}
