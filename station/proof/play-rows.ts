import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';

const keptMs = 4 * 86_400_000;
const refusedKeptMs = 30 * 86_400_000;

/** A record as it is to stand on disk; its sequence is 0 until it does. */
export interface PlayRow {
  slot: string;
  record: PlayRecord;
  state: 'open' | 'due';
}

/** Writes rows, all or none, and gives back their records; new ones get the next sequence numbers. */
export async function writePlays(
  db: StationStore,
  rows: readonly PlayRow[],
): Promise<PlayRecord[]> {
  return db.transaction().execute(async (trx) => {
    const first = (await readFact(trx, 'play_sequence')) ?? 0;
    let last = first;
    const records: PlayRecord[] = [];
    for (const { slot, record, state } of rows) {
      const isNew = record.sequence === 0;
      if (isNew) last += 1;
      const written = { ...record, sequence: isNew ? last : record.sequence };
      const values = { ...valuesOf(written), slot, state, refusal: null };
      await trx
        .insertInto('play')
        .values(values)
        .onConflict((conflict) => conflict.column('play_id').doUpdateSet(values))
        .execute();
      records.push(written);
    }
    if (last > first) await writeFact(trx, 'play_sequence', last);
    return records;
  });
}

function valuesOf(record: PlayRecord) {
  return {
    play_id: record.playId,
    sequence: record.sequence,
    due_at: record.dueAt,
    record: JSON.stringify(record),
    reason: record.reason,
  };
}

/** What was sounding when the process before this one ended reads as cut off by then. */
export async function endOpenPlays(db: StationStore): Promise<void> {
  const open = await db.selectFrom('play').selectAll().where('state', '=', 'open').execute();
  const rows = open.map(({ slot, record: text }): PlayRow => {
    const record = playRecord.parse(JSON.parse(text));
    const endedAt = record.startedAt === null ? null : record.startedAt + record.heardMs;
    return { slot, record: { ...record, endedAt }, state: 'due' };
  });
  await writePlays(db, rows);
}

/**
 * Slots of which nothing more is to be done, and those that were cut off and may sound again: once, for
 * what brings the endpoint down must not do so all morning.
 */
export async function readSlots(
  db: StationStore,
): Promise<{ done: Set<string>; cutOff: Set<string> }> {
  const rows = await db.selectFrom('play').select(['slot', 'reason']).execute();
  const done = new Set<string>();
  const cutOff = new Set<string>();
  for (const { slot, reason } of rows)
    if (reason !== 'power_loss' || cutOff.has(slot)) done.add(slot);
    else cutOff.add(slot);
  return { done, cutOff };
}

/** Forgets what the server has once it can no longer be due, and what it refused after a month. */
export async function prunePlays(db: StationStore, now: number): Promise<void> {
  await db
    .deleteFrom('play')
    .where((row) =>
      row.or([
        row.and([row('state', '=', 'accepted'), row('due_at', '<', now - keptMs)]),
        row.and([row('state', '=', 'refused'), row('due_at', '<', now - refusedKeptMs)]),
      ]),
    )
    .execute();
}
