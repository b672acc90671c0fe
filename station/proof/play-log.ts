import type { PlayRecord } from '../../contract/station/exchange.ts';
import { mediaOf } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import type { CutEntry } from '../../core/station/interruption.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { Logger } from '../../runtime/log.ts';
import type { StationStore } from '../store/open-store.ts';
import { endOpenPlays, prunePlays, readSlots, type PlayRow } from './play-rows.ts';
import { createCutList } from './cut-list.ts';
import { createPlaySaver } from './play-saver.ts';

type Reason = PlayRecord['reason'];
type End = Pick<PlayRecord, 'reason' | 'heardMs' | 'ear'> & { endedAt: number };

/**
 * Proof of play. Nothing here throws: a disk that takes nothing must not silence the sound; what it did
 * not take is written together with what comes next.
 */
export interface PlayLog {
  /** Slots of which nothing more is to be done. */
  done(): ReadonlySet<string>;
  /** Writes that an entry sounds, in the words that hold if the power fails now. */
  open(held: HeldEntry, startedAt: number): Promise<PlayRow>;
  progress(play: PlayRow, heardMs: number): Promise<void>;
  close(play: PlayRow, end: End): Promise<void>;
  /** Writes that an entry was cut off and may sound again, from `fromMs` on: as one play if `goesOn`, else as another. */
  cutOff(
    play: PlayRow,
    held: HeldEntry,
    end: End & { fromMs: number; goesOn: boolean },
  ): Promise<void>;
  /** What was cut off and may sound again, the last one last. */
  cut(): readonly CutEntry[];
  /** When that was, the last time. */
  interruptedAt(): number | null;
  /** The play that goes on now, if it is one. */
  takeUp(held: HeldEntry): PlayRow | null;
  /** Of these nothing more will sound. */
  spend(entries: readonly HeldEntry[]): Promise<void>;
  /** Writes that entries did not sound. */
  notPlayed(entries: readonly { held: HeldEntry; reason: Reason }[]): Promise<void>;
}

export interface PlayLogDeps {
  db: StationStore;
  clock: Clock;
  isClockTrusted: () => boolean;
  now: () => number;
  log: Logger;
  /** Something can be sent. */
  onFinal: () => void;
}

export async function openPlayLog(deps: PlayLogDeps): Promise<PlayLog> {
  const { db, log } = deps;
  await endOpenPlays(db);
  const { done, cutOff } = await readSlots(db);
  const save = createPlaySaver(db, log);

  const finish = async (rows: readonly PlayRow[]) => {
    await save(rows);
    await prunePlays(db, deps.now()).catch((err: unknown) => log.error({ err }, 'not pruned'));
    deps.onFinal();
  };
  const fresh = (held: HeldEntry): PlayRecord => ({
    ...describe(held),
    playId: newId(deps.clock),
    clockTrusted: deps.isClockTrusted(),
  });

  return {
    done: () => done,
    ...cutting(save, finish),
    async open(held, startedAt) {
      const slot = slotOf(held.entry);
      done.add(slot);
      const record = { ...fresh(held), startedAt: whole(startedAt) };
      const row: PlayRow = { slot, record, state: 'open' };
      await save([row]);
      return row;
    },
    async progress(row, heardMs) {
      row.record = { ...row.record, heardMs: whole(heardMs) };
      await save([row]);
    },
    async close(row, end) {
      row.record = { ...row.record, ...wordsOf(end) };
      row.state = 'due';
      await finish([row]);
    },
    async notPlayed(entries) {
      const rows: PlayRow[] = [];
      for (const { held, reason } of entries) {
        const slot = slotOf(held.entry);
        done.add(slot);
        // The record of what was heard of it says more.
        if (!cutOff.has(slot))
          rows.push({ slot, record: { ...fresh(held), reason }, state: 'due' });
      }
      if (rows.length > 0) await finish(rows);
    },
  };
}

type Write = (rows: readonly PlayRow[]) => Promise<void>;

/** What is cut off and may sound again; it is final where it will not. */
function cutting(
  save: Write,
  finish: Write,
): Pick<PlayLog, 'cutOff' | 'cut' | 'interruptedAt' | 'takeUp' | 'spend'> {
  const cut = createCutList();
  return {
    async cutOff(row, held, end) {
      const { goesOn } = end;
      cut.add({ held, fromMs: end.fromMs, row: goesOn ? row : null }, whole(end.endedAt));
      row.record = { ...row.record, ...wordsOf(end) };
      row.state = goesOn ? 'open' : 'due';
      await (goesOn ? save([row]) : finish([row]));
    },
    cut: () => cut.all(),
    interruptedAt: () => cut.interruptedAt(),
    takeUp(held) {
      const row = cut.take(held)?.row ?? null;
      if (row) row.record = { ...row.record, reason: 'power_loss', endedAt: null };
      return row;
    },
    async spend(entries) {
      const rows = entries.flatMap((held) => cut.take(held)?.row ?? []);
      for (const row of rows) row.state = 'due';
      if (rows.length > 0) await finish(rows);
    },
  };
}

/** A record in the words that hold if nothing more is written. */
function describe({ entry, playlist }: HeldEntry): Omit<PlayRecord, 'playId' | 'clockTrusted'> {
  return {
    sequence: 0,
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
    ear: null,
  };
}

function wordsOf({ reason, endedAt, heardMs, ear }: End) {
  return { reason, endedAt: whole(endedAt), heardMs: whole(heardMs), ear };
}

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}
