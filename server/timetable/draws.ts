import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Draw, Pool } from '../../core/broadcast/item.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import { drawPool, type PoolMember } from '../../core/pool/draw-pool.ts';
import { addDays, daysFrom, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import type { Database } from '../store/schema.ts';
import { daysAhead } from './horizon.ts';

/** So far back it matters when a recording was planned last. */
const memoryDays = 400;
const ids = z.array(z.string());

/** What pools drew, by item, and what of it is new. */
export interface Draws {
  byItem: Map<string, readonly string[]>;
  /** Drawn just now, to be kept. */
  fresh: Draw[];
}

/**
 * The draws of the days held at `now`: those kept, and new ones for items that have none or of which a
 * member may not air any more.
 */
export async function drawPools(
  db: Kysely<Database>,
  { broadcasts, now }: { broadcasts: readonly Broadcast[]; now: number },
): Promise<Draws> {
  const today = localDateOf(now, 'UTC');
  const wanted = daysFrom(addDays(today, -2), daysAhead + 4).flatMap((date) =>
    broadcasts.flatMap((broadcast) => poolsOn(broadcast, date)),
  );
  const kept = await readDraws(db, addDays(today, -memoryDays), wanted.length > 0);
  const draws: Draws = { byItem: new Map(), fresh: [] };
  if (wanted.length === 0) return draws;
  const planned = plannedDays(kept);
  const byItem = new Map(kept.map((draw) => [draw.item, draw.recordingIds]));
  const members = await readMembers(db, wanted, now);
  for (const { item, date, pool } of wanted) {
    const before = byItem.get(item) ?? [];
    // What has been is not drawn anew.
    const isPast = date < addDays(today, -1);
    const ofPool = members.get(pool.programmeId) ?? [];
    const recordingIds = isPast
      ? before
      : stillEligible(before, ofPool)
        ? before
        : drawPool(pool, { date, members: ofPool, planned, before });
    draws.byItem.set(item, recordingIds);
    if (recordingIds.join() === before.join()) continue;
    draws.fresh.push({ item, date, recordingIds });
    for (const id of recordingIds) planned.set(id, [...(planned.get(id) ?? []), date]);
  }
  return draws;
}

/** Keeps what was drawn, so that a recompile gives the same. */
export async function keepDraws(
  trx: Transaction<Database>,
  fresh: readonly Draw[],
  now: number,
): Promise<void> {
  for (const { item, date, recordingIds } of fresh) {
    const row = { date, recording_ids: JSON.stringify(recordingIds), drawn_at: now };
    await trx
      .insertInto('draw')
      .values({ item, ...row })
      .onConflict((conflict) => conflict.column('item').doUpdateSet(row))
      .execute();
  }
}

interface Wanted {
  item: string;
  date: LocalDate;
  pool: Pool;
}

function poolsOn(broadcast: Broadcast, date: LocalDate): Wanted[] {
  const hasPool = [broadcast, ...broadcast.overrides].some((one) =>
    one.items?.some(({ type }) => type === 'pool'),
  );
  if (!hasPool) return [];
  return occurrencesOn(broadcast, date).flatMap(({ id, content }) =>
    content.items.flatMap((item, index) =>
      item.type === 'pool' ? [{ item: `${id}/${index}`, date, pool: item }] : [],
    ),
  );
}

function stillEligible(before: readonly string[], members: readonly PoolMember[]): boolean {
  const eligible = new Set(members.map(({ recordingId }) => recordingId));
  return before.length > 0 && before.every((id) => eligible.has(id));
}

async function readDraws(
  db: Kysely<Database>,
  since: LocalDate,
  isWanted: boolean,
): Promise<Draw[]> {
  if (!isWanted) return [];
  const rows = await db
    .selectFrom('draw')
    .select(['item', 'date', 'recording_ids'])
    .where('date', '>=', since)
    .orderBy('item')
    .execute();
  return rows.map(({ recording_ids, ...row }) => ({
    ...row,
    recordingIds: ids.parse(JSON.parse(recording_ids)),
  }));
}

function plannedDays(draws: readonly Draw[]): Map<string, LocalDate[]> {
  const planned = new Map<string, LocalDate[]>();
  for (const { date, recordingIds } of draws)
    for (const id of recordingIds) planned.set(id, [...(planned.get(id) ?? []), date]);
  return planned;
}

/** Approved and encoded recordings of the programmes that pools draw from. */
async function readMembers(
  db: Kysely<Database>,
  wanted: readonly Wanted[],
  now: number,
): Promise<Map<string, PoolMember[]>> {
  const programmes = [...new Set(wanted.map(({ pool }) => pool.programmeId))];
  const rows = await db
    .selectFrom('recording')
    .innerJoin('recording_version as air', 'air.id', 'recording.on_air_version_id')
    .innerJoin('rendition', (join) =>
      join
        .onRef('rendition.source_sha256', '=', 'air.source_sha256')
        .on('rendition.profile', '=', 'mp3-48k')
        .on('rendition.cut', '=', cutNameInSql('air')),
    )
    .select(['recording.id', 'recording.programme_id', 'recording.language'])
    .select('rendition.duration_ms as durationMs')
    .where('recording.programme_id', 'in', programmes)
    .where('recording.archived_at', 'is', null)
    .where('air.state', '=', 'approved')
    .where((eb) => eb.or([eb('air.expires_at', 'is', null), eb('air.expires_at', '>', now)]))
    .orderBy('recording.id')
    .execute();
  const members = new Map<string, PoolMember[]>();
  for (const { id, programme_id, language, durationMs } of rows) {
    const known = members.get(programme_id ?? '') ?? [];
    known.push({ recordingId: id, language, durationMs });
    members.set(programme_id ?? '', known);
  }
  return members;
}
