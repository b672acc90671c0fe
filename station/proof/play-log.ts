import type { PlayRecord } from '../../contract/station/exchange.ts';
import { mediaOf } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/play-plan.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { StationStore } from '../store/open-store.ts';
import { endOpenPlays, insertPlay, prunePlays, readSlots, updatePlay } from './play-rows.ts';

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
  const { done, cutOff } = await readSlots(db);

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
      return { slot, record: await insertPlay(db, slot, record, 'open') };
    },
    async progress(play, heardMs) {
      play.record = { ...play.record, heardMs: whole(heardMs) };
      await updatePlay(db, play.record, 'open');
    },
    async close(play, { reason, endedAt, heardMs }) {
      play.record = {
        ...play.record,
        reason,
        endedAt: whole(endedAt),
        heardMs: whole(heardMs),
      };
      await updatePlay(db, play.record, 'due');
      await prunePlays(db, deps.now());
      deps.onFinal();
    },
    async notPlayed(held, reason) {
      const slot = slotOf(held.entry);
      done.add(slot);
      // The record of what was heard of it says more.
      if (cutOff.has(slot)) return;
      await insertPlay(db, slot, { ...fresh(held), reason }, 'due');
      await prunePlays(db, deps.now());
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

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}
