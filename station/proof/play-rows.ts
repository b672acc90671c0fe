import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';

const keptMs = 4 * 86_400_000;
const refusedKeptMs = 30 * 86_400_000;

/** Adds a record under the next sequence number, which it gives back in it. */
export async function insertPlay(
  db: StationStore,
  slot: string,
  record: PlayRecord,
  state: 'open' | 'due',
): Promise<PlayRecord> {
  const sequence = await db.transaction().execute(async (trx) => {
    const number = ((await readFact(trx, 'play_sequence')) ?? 0) + 1;
    await writeFact(trx, 'play_sequence', number);
    await trx
      .insertInto('play')
      .values({ ...rowOf({ ...record, sequence: number }), slot, state, refusal: null })
      .execute();
    return number;
  });
  return { ...record, sequence };
}

export async function updatePlay(
  db: StationStore,
  record: PlayRecord,
  state: 'open' | 'due',
): Promise<void> {
  const { record: text, reason } = rowOf(record);
  await db
    .updateTable('play')
    .set({ record: text, reason, state })
    .where('play_id', '=', record.playId)
    .execute();
}

function rowOf(record: PlayRecord) {
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
  const rows = await db.selectFrom('play').selectAll().where('state', '=', 'open').execute();
  for (const row of rows) {
    const record = playRecord.parse(JSON.parse(row.record));
    const endedAt = record.startedAt === null ? null : record.startedAt + record.heardMs;
    await db
      .updateTable('play')
      .set({ record: JSON.stringify({ ...record, endedAt }), state: 'due' })
      .where('play_id', '=', row.play_id)
      .execute();
  }
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
