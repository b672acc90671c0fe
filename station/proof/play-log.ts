import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import { mediaOf } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/play-plan.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';

type Reason = PlayRecord['reason'];

/** An entry that sounds, as it stands in the log. */
export interface OpenPlay {
  slot: string;
  record: PlayRecord;
}

/** Proof of play: what is not on disk did not happen. */
export interface PlayLog {
  /** Slots of which nothing more is to be done. */
  done(): ReadonlySet<string>;
  /** Writes that an entry sounds, in the words that hold if the power fails now. */
  open(held: HeldEntry, startedAt: number): Promise<OpenPlay>;
  progress(play: OpenPlay, heardMs: number): Promise<void>;
  close(play: OpenPlay, end: { reason: Reason; endedAt: number; heardMs: number }): Promise<void>;
  /** Writes that an entry did not sound. */
  notPlayed(held: HeldEntry, reason: Reason): Promise<void>;
}

/** Being cut off twice is enough: what brings the endpoint down must not do so all morning. */
const mostBeginnings = 2;
const keptMs = 4 * 86_400_000;
const refusedKeptMs = 30 * 86_400_000;

export interface PlayLogDeps {
  db: StationStore;
  clock: Clock;
  isClockTrusted: () => boolean;
  now: () => number;
  /** Something can be sent. */
  onFinal: () => void;
}

export async function openPlayLog(deps: PlayLogDeps): Promise<PlayLog> {
  const { db } = deps;
  await endOpenPlays(db);
  const done = await readDone(db);

  const insert = async (slot: string, record: PlayRecord, state: 'open' | 'due') => {
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
  };
  const update = async ({ record }: OpenPlay, state: 'open' | 'due') => {
    const { record: text, reason } = rowOf(record);
    await db
      .updateTable('play')
      .set({ record: text, reason, state })
      .where('play_id', '=', record.playId)
      .execute();
  };
  const fresh = (held: HeldEntry): PlayRecord => ({
    ...describe(held),
    playId: newId(deps.clock),
    clockTrusted: deps.isClockTrusted(),
  });

  return {
    done: () => done,
    async open(held, startedAt) {
      const slot = slotOf(held.entry);
      done.add(slot);
      const record = { ...fresh(held), startedAt: whole(startedAt), reason: 'power_loss' as const };
      return { slot, record: await insert(slot, record, 'open') };
    },
    async progress(play, heardMs) {
      play.record = { ...play.record, heardMs: whole(heardMs) };
      await update(play, 'open');
    },
    async close(play, { reason, endedAt, heardMs }) {
      play.record = {
        ...play.record,
        reason,
        endedAt: whole(endedAt),
        heardMs: whole(heardMs),
      };
      await update(play, 'due');
      deps.onFinal();
    },
    async notPlayed(held, reason) {
      const slot = slotOf(held.entry);
      done.add(slot);
      await insert(slot, { ...fresh(held), reason }, 'due');
      await prune(db, deps.now());
      deps.onFinal();
    },
  };
}

function describe({ entry, playlist }: HeldEntry): Omit<PlayRecord, 'playId' | 'clockTrusted'> {
  return {
    sequence: 1,
    key: entry.key,
    occurrence: entry.occurrence,
    title: entry.title,
    playlist,
    media: mediaOf(entry)?.sha256 ?? null,
    dueAt: entry.startsAt,
    startedAt: null,
    endedAt: null,
    heardMs: 0,
    durationMs: entry.durationMs,
    reason: 'power_loss',
  };
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
async function endOpenPlays(db: StationStore): Promise<void> {
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

async function readDone(db: StationStore): Promise<Set<string>> {
  const rows = await db.selectFrom('play').select(['slot', 'reason']).execute();
  const beginnings = new Map<string, number>();
  const done = new Set<string>();
  for (const { slot, reason } of rows) {
    const count = (beginnings.get(slot) ?? 0) + 1;
    beginnings.set(slot, count);
    if (reason !== 'power_loss' || count >= mostBeginnings) done.add(slot);
  }
  return done;
}

async function prune(db: StationStore, now: number): Promise<void> {
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

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}
