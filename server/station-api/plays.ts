import type { Kysely, Transaction } from 'kysely';
import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import { gather, type Together } from '../../runtime/gather.ts';
import type { Logger } from '../../runtime/log.ts';
import { keepDoubtful, knownPlays, siftPlays } from '../doubts/sift.ts';
import { countPlays } from '../reports/count-plays.ts';
import type { Database } from '../store/schema.ts';
import { timedTransaction } from '../store/timed-transaction.ts';

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

/** Keeps proofs of play; resolves when they are committed. */
export type KeepPlays = (endpointId: string, rows: readonly unknown[]) => Promise<PlayResult[]>;

/** What one endpoint sent, as far as it can be read. */
interface Sending {
  endpointId: string;
  plays: readonly PlayRecord[];
}

/** A play and the endpoint that told of it. */
interface ToldRecord {
  endpointId: string;
  play: PlayRecord;
}

/** Why plays were refused, by play id; no entry where one is kept. */
type Faults = ReadonlyMap<string, string>;

const aimMs = 15;
// Seventeen values a row, and SQLite takes 32,766.
const batch = 1_000;

/**
 * What endpoints send at about the same time goes into one transaction. Each row stands by itself: one that
 * cannot be read or kept is named, and never keeps the others out. A row that is there already is accepted again.
 */
export function createKeepPlays(deps: PlaysDeps): KeepPlays {
  const together: Together<Sending, Faults> = async (sendings) => {
    try {
      return await timedTransaction(deps, (trx) => keepAll(trx, deps.clock, sendings));
    } catch (err) {
      // Whose fault it was shows when each is tried alone.
      deps.log.warn({ err, sendings: sendings.length }, 'plays are kept one by one');
      const began = deps.clock.monotonic();
      const results: Faults[] = [];
      for (const sending of sendings) results.push(await keepOneByOne(deps, sending));
      return { results, tookMs: deps.clock.monotonic() - began };
    }
  };
  const keep = gather({ together, sizeOf: ({ plays }) => plays.length, aimMs, clock: deps.clock });
  return async (endpointId, rows) => {
    const parsed = rows.map((row) => playRecord.safeParse(row));
    const plays = parsed.flatMap((result) => (result.success ? [result.data] : []));
    const faults = plays.length > 0 ? await keep({ endpointId, plays }) : new Map<string, string>();
    return parsed.map((result, index) => {
      if (!result.success)
        return { playId: playIdOf(rows[index]), accepted: false, code: 'body_invalid' };
      const { playId } = result.data;
      const fault = faults.get(playId) ?? null;
      return { playId, accepted: fault === null, code: fault };
    });
  };
}

async function keepOneByOne(deps: PlaysDeps, { endpointId, plays }: Sending): Promise<Faults> {
  const faults = new Map<string, string>();
  for (const play of plays) {
    try {
      const sending = { endpointId, plays: [play] };
      const { results } = await timedTransaction(deps, (trx) =>
        keepAll(trx, deps.clock, [sending]),
      );
      for (const [id, fault] of results[0] ?? []) faults.set(id, fault);
    } catch (err) {
      deps.log.error({ err, endpoint: endpointId }, 'a play was not kept');
      faults.set(play.playId, 'internal');
    }
  }
  return faults;
}

async function keepAll(
  trx: Transaction<Database>,
  clock: Clock,
  sendings: readonly Sending[],
): Promise<Faults[]> {
  const now = clock.now();
  const told: ToldRecord[] = [];
  for (const sending of sendings) told.push(...(await siftOne(trx, sending, now)));
  const fresh = new Set<string>();
  for (let from = 0; from < told.length; from += batch)
    for (const id of await insert(trx, told.slice(from, from + batch), now)) fresh.add(id);
  const all = sendings.flatMap(({ endpointId, plays }) =>
    plays.map((play) => ({ endpointId, play })),
  );
  const holders = new Map<string, string>();
  for (let from = 0; from < all.length; from += batch)
    for (const [id, holder] of await holdersOf(trx, all.slice(from, from + batch)))
      holders.set(id, holder);
  // A play id that stands twice, with one endpoint or two, is kept and counted once.
  await countPlays(
    trx,
    told.filter(
      ({ endpointId, play }) =>
        holders.get(play.playId) === endpointId && fresh.delete(play.playId),
    ),
  );
  return sendings.map(({ endpointId, plays }) => {
    const taken = plays.filter(({ playId }) => (holders.get(playId) ?? endpointId) !== endpointId);
    return new Map(taken.map(({ playId }) => [playId, 'play_id_taken']));
  });
}

/** Keeps apart what makes no sense, and gives the rest. */
async function siftOne(
  trx: Transaction<Database>,
  { endpointId, plays }: Sending,
  now: number,
): Promise<ToldRecord[]> {
  const ids = plays.map(({ playId }) => playId);
  const known = await knownPlays(trx, ids);
  const unknown = plays.filter(({ playId }) => !known.has(playId));
  const { sound, doubtful } = await siftPlays(trx, endpointId, unknown, now);
  const rows = doubtful.map(({ play, ...why }) => ({ row: toRow(play, endpointId, now), ...why }));
  await keepDoubtful(trx, rows);
  return sound.map((play) => ({ endpointId, play }));
}

/** Gives the ids that were not there before. */
async function insert(
  trx: Transaction<Database>,
  told: readonly ToldRecord[],
  now: number,
): Promise<string[]> {
  const kept = await trx
    .insertInto('play')
    .values(told.map(({ endpointId, play }) => toRow(play, endpointId, now)))
    .onConflict((conflict) => conflict.column('play_id').doNothing())
    .returning('play_id')
    .execute();
  return kept.map((row) => row.play_id);
}

/** Whose each play is. */
async function holdersOf(
  trx: Transaction<Database>,
  told: readonly ToldRecord[],
): Promise<[string, string][]> {
  const rows = await trx
    .selectFrom('play')
    .select(['play_id', 'endpoint_id'])
    .where(
      'play_id',
      'in',
      told.map(({ play }) => play.playId),
    )
    .execute();
  return rows.map((row) => [row.play_id, row.endpoint_id]);
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
    ear: play.ear,
  };
}

function playIdOf(row: unknown): string | null {
  const playId =
    typeof row === 'object' && row !== null && 'playId' in row ? row.playId : undefined;
  return typeof playId === 'string' ? playId.slice(0, 100) : null;
}
