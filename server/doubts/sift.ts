import type { Kysely, Transaction } from 'kysely';
import type { PlayRecord } from '../../contract/station/exchange.ts';
import { doubtOf, type Doubt, type SoundedSpan } from '../../core/proof/doubt.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

/** A play that makes no sense, and why. */
export interface DoubtfulPlay {
  play: PlayRecord;
  doubt: Doubt;
  rival: string | null;
}

/**
 * Tells plays of an endpoint that make sense from those that do not; of two that sounded at once, the one
 * that came first makes sense.
 */
export async function siftPlays(
  db: Kysely<Database>,
  endpointId: string,
  plays: readonly PlayRecord[],
  now: number,
): Promise<{ sound: PlayRecord[]; doubtful: DoubtfulPlay[] }> {
  const { paired_at: pairedAt } = await db
    .selectFrom('endpoint')
    .select('paired_at')
    .where('id', '=', endpointId)
    .executeTakeFirstOrThrow();
  const others = await readOthers(db, endpointId, plays);
  const sound: PlayRecord[] = [];
  const doubtful: DoubtfulPlay[] = [];
  for (const play of plays) {
    const found = doubtOf(play, { now, pairedAt, others });
    if (found) doubtful.push({ play, ...found });
    else {
      sound.push(play);
      const { playId, startedAt, endedAt, heardMs } = play;
      if (startedAt !== null && endedAt !== null && heardMs > 0)
        others.push({ playId, startedAt, endedAt });
    }
  }
  return { sound, doubtful };
}

const dayMs = 86_400_000;

async function readOthers(
  db: Kysely<Database>,
  endpointId: string,
  plays: readonly PlayRecord[],
): Promise<SoundedSpan[]> {
  const starts = plays.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = plays.flatMap(({ endedAt }) => endedAt ?? []);
  if (starts.length === 0 || ends.length === 0) return [];
  // Nothing sounds for longer than a day.
  const rows = await db
    .selectFrom('play')
    .select(['play_id as playId', 'started_at as startedAt', 'ended_at as endedAt'])
    .where('endpoint_id', '=', endpointId)
    .where('started_at', '>=', Math.min(...starts) - dayMs)
    .where('started_at', '<=', Math.max(...ends))
    .where('heard_ms', '>', 0)
    .execute();
  return rows.flatMap(({ playId, startedAt, endedAt }) =>
    startedAt === null || endedAt === null ? [] : [{ playId, startedAt, endedAt }],
  );
}

/** Keeps them apart; those that are there, whatever became of them, stay. */
export async function keepDoubtful(
  trx: Transaction<Database>,
  rows: readonly { row: Database['play']; doubt: Doubt; rival: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('doubtful_play')
    .values(
      rows.map(({ row, doubt, rival }) => ({
        ...{ ...row, doubt, rival },
        ...{ state: 'held' as const, decided_by: null, decided_at: null },
      })),
    )
    .onConflict((conflict) => conflict.column('play_id').doNothing())
    .execute();
}

/** Those that were kept apart already, or let in by a person, are not judged again. */
export async function knownPlays(
  db: Kysely<Database>,
  playIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('doubtful_play')
    .select('play_id')
    .where('play_id', 'in', among(playIds))
    .execute();
  return new Set(rows.map((row) => row.play_id));
}
