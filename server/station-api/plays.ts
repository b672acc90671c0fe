import type { Kysely } from 'kysely';
import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { keepDoubtful, knownPlays, siftPlays } from '../doubts/sift.ts';
import { countPlays } from '../reports/count-plays.ts';
import type { Database } from '../store/schema.ts';

export interface PlayResult {
  playId: string | null;
  accepted: boolean;
  /** Why a row was refused; the endpoint puts it aside and goes on with the others. */
  code: string | null;
}

export interface PlaysDeps {
  db: Kysely<Database>;
  clock: Clock;
  log: Logger;
}

/**
 * Keeps proofs of play; those that make no sense are kept apart, and counted nowhere. Each row stands by itself: one that cannot be read or kept is named, and never
 * keeps the others out. A row that is there already is accepted again.
 */
export async function keepPlays(
  deps: PlaysDeps,
  endpointId: string,
  rows: readonly unknown[],
): Promise<PlayResult[]> {
  const parsed = rows.map((row) => playRecord.safeParse(row));
  const good = parsed.flatMap((result) => (result.success ? [result.data] : []));
  const kept = await keepGood(deps, endpointId, good);
  return parsed.map((result, index) => {
    if (!result.success)
      return { playId: playIdOf(rows[index]), accepted: false, code: 'body_invalid' };
    const { playId } = result.data;
    const fault = kept.get(playId) ?? null;
    return { playId, accepted: fault === null, code: fault };
  });
}

/** Faults by play id; no entry where the row is kept. */
async function keepGood(
  deps: PlaysDeps,
  endpointId: string,
  plays: readonly PlayRecord[],
): Promise<Map<string, string>> {
  const faults = new Map<string, string>();
  if (plays.length === 0) return faults;
  try {
    await insert(deps, endpointId, plays);
  } catch (err) {
    if (plays.length === 1) {
      deps.log.error({ err, endpoint: endpointId }, 'a play was not kept');
      return new Map(plays.map(({ playId }) => [playId, 'internal']));
    }
    for (const play of plays)
      for (const [id, fault] of await keepGood(deps, endpointId, [play])) faults.set(id, fault);
    return faults;
  }
  const strangers = await deps.db
    .selectFrom('play')
    .select('play_id')
    .where(
      'play_id',
      'in',
      plays.map(({ playId }) => playId),
    )
    .where('endpoint_id', '!=', endpointId)
    .execute();
  for (const { play_id: playId } of strangers) faults.set(playId, 'play_id_taken');
  return faults;
}

async function insert(
  { db, clock }: PlaysDeps,
  endpointId: string,
  given: readonly PlayRecord[],
): Promise<void> {
  const now = clock.now();
  const known = await knownPlays(
    db,
    given.map(({ playId }) => playId),
  );
  const unknown = given.filter(({ playId }) => !known.has(playId));
  const { sound: plays, doubtful } = await siftPlays(db, endpointId, unknown, now);
  await db.transaction().execute(async (trx) => {
    await keepDoubtful(
      trx,
      doubtful.map(({ play, ...why }) => ({ row: toRow(play, endpointId, now), ...why })),
    );
    if (plays.length === 0) return;
    const kept = await trx
      .insertInto('play')
      .values(plays.map((play) => toRow(play, endpointId, now)))
      .onConflict((conflict) => conflict.column('play_id').doNothing())
      .returning('play_id')
      .execute();
    const fresh = new Set(kept.map((row) => row.play_id));
    // A play id that stands twice in one sending is kept, and counted, once.
    await countPlays(
      trx,
      endpointId,
      plays.filter(({ playId }) => fresh.delete(playId)),
    );
  });
}

function toRow(play: PlayRecord, endpointId: string, now: number): Database['play'] {
  return {
    play_id: play.playId,
    endpoint_id: endpointId,
    sequence: play.sequence,
    entry_key: play.key,
    occurrence: play.occurrence,
    title: play.title,
    playlist_sha256: play.playlist,
    media_sha256: play.media,
    due_at: play.dueAt,
    started_at: play.startedAt,
    ended_at: play.endedAt,
    heard_ms: play.heardMs,
    duration_ms: play.durationMs,
    reason: play.reason,
    clock_trusted: play.clockTrusted ? 1 : 0,
    received_at: now,
  };
}

function playIdOf(row: unknown): string | null {
  const playId =
    typeof row === 'object' && row !== null && 'playId' in row ? row.playId : undefined;
  return typeof playId === 'string' ? playId.slice(0, 100) : null;
}
