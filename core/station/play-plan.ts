import type { Entry } from '../playlist/playlist.ts';
import { endOf, mediaOf, soundName } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import { judgeStart, lastStartOf, startToleranceMs } from './start-window.ts';

/** An entry of a playlist in force. */
export interface HeldEntry {
  entry: Entry;
  /** Hash of its playlist. */
  playlist: string;
  /** When a playlist with this entry at this time was first accepted. */
  heldSince: EpochMs;
}

/** An entry made ready to sound. */
export interface Cue {
  held: HeldEntry;
  /** When its first frame sounds. */
  atMs: EpochMs;
  /** Where in the entry it begins. */
  fromMs: number;
  /** It must be silent from here on, however much is left; `Infinity` for never. */
  silentFrom: EpochMs;
}

export interface PlayInput {
  nowMs: EpochMs;
  clockTrusted: boolean;
  /** Since when this process has run, and since when its clock has been trusted. */
  awakeSince: EpochMs;
  trustedSince: EpochMs;
  /** All entries in force, by start. */
  entries: readonly HeldEntry[];
  /** Occurrences that must not sound. */
  stopped: ReadonlySet<string>;
  /** What sounds now and when it will have ended. */
  playing: { held: HeldEntry; endsAt: EpochMs } | null;
  /** What was made ready by the last plan. */
  cued: Cue | null;
  /** `slotOf` of every entry of which nothing more is to be done. */
  done: ReadonlySet<string>;
  /** `null` before the first settings: nothing starts unguarded. */
  quietHours: readonly QuietHours[] | null;
  zone: string;
  media: ReadonlyMap<string, 'held' | 'damaged'>;
}

export type NotPlayedReason =
  | 'stopped'
  | 'quiet_hours'
  | 'expired'
  | 'too_late'
  | 'clock_untrusted'
  | 'media_missing'
  | 'media_damaged';

export interface PlayPlan {
  /** For what sounds now. */
  playing: { do: 'continue' } | { do: 'stop'; reason: 'stopped' | 'withdrawn' } | { do: 'idle' };
  /** What to make ready; it replaces an earlier cue, and `null` drops it. */
  cue: Cue | null;
  notPlayed: { held: HeldEntry; reason: NotPlayedReason }[];
  wakeAt: EpochMs;
}

/** How long before its start an entry is made ready: the decoder's start-up hides in it. */
export const cueLeadMs = 8000;
/** As much when it is late already. */
const lateLeadMs = 1500;
/** A decoder that is slow to start is waited for. */
const patienceMs = 10_000;
const longestWaitMs = 30_000;

/** An entry at its time: a new time makes it another slot, and it may sound again. */
export function slotOf(entry: Pick<Entry, 'key' | 'startsAt'>): string {
  return `${entry.key}@${entry.startsAt}`;
}

/** What to do now, and when to ask again (30 s at most). */
export function planPlay(input: PlayInput): PlayPlan {
  const notPlayed: PlayPlan['notPlayed'] = [];
  let next: Cue | null = null;
  const horizon = input.nowMs + cueLeadMs;
  const waiting = input.entries.filter(
    ({ entry }) => !input.done.has(slotOf(entry)) && !isSame(input.playing?.held, entry),
  );
  if (input.clockTrusted && input.quietHours !== null)
    for (const held of waiting) {
      if (held.entry.startsAt > horizon) break;
      const fate = judge(held, waiting, input);
      if (fate.is === 'lost') notPlayed.push({ held, reason: fate.reason });
      else if (fate.is === 'ready') next ??= fate.cue;
    }
  // What waits for the end of another is made ready when that comes near.
  const isNear = next !== null && next.atMs <= horizon;
  const wakeAt = Math.min(
    nextWake(waiting, input),
    isNear || !next ? Infinity : next.atMs - cueLeadMs,
  );
  return { playing: judgePlaying(input), cue: isNear ? next : null, notPlayed, wakeAt };
}

function judgePlaying({ playing, stopped, entries }: PlayInput): PlayPlan['playing'] {
  if (!playing) return { do: 'idle' };
  if (stopped.has(playing.held.entry.occurrence)) return { do: 'stop', reason: 'stopped' };
  const isWanted = entries.some(({ entry }) => isSame(playing.held, entry));
  return isWanted ? { do: 'continue' } : { do: 'stop', reason: 'withdrawn' };
}

/** Same key, sound and start: the same to the ear. */
function isSame(held: HeldEntry | undefined, entry: Entry): boolean {
  return (
    held !== undefined &&
    slotOf(held.entry) === slotOf(entry) &&
    soundName(held.entry) === soundName(entry)
  );
}

type Fate = { is: 'lost'; reason: NotPlayedReason } | { is: 'ready'; cue: Cue } | { is: 'waiting' };

function judge(held: HeldEntry, waiting: readonly HeldEntry[], input: PlayInput): Fate {
  const { entry } = held;
  const isDue = entry.startsAt <= input.nowMs;
  const lost = (reason: NotPlayedReason): Fate =>
    isDue ? { is: 'lost', reason } : { is: 'waiting' };

  if (input.stopped.has(entry.occurrence)) return lost('stopped');
  if (held.heldSince > entry.startsAt + startToleranceMs) return lost('too_late');
  const nextHardAt = nextHard(entry, waiting, input.stopped);
  if (input.nowMs > lastStartOf(entry, nextHardAt)) return lost(reasonOf(entry, input));
  const atMs = startOf(held, input);
  const guard = { quietHours: input.quietHours ?? [], zone: input.zone };
  const start = judgeStart(entry, atMs, nextHardAt, guard);
  if (start.is === 'refused') return lost(start.reason);
  if (start.is === 'missed' || !isAtHand(entry, input)) return { is: 'waiting' };
  return { is: 'ready', cue: { held, atMs, fromMs: start.fromMs, silentFrom: start.silentFrom } };
}

/** A stream and an input are tried; whether they give anything shows when they sound. */
function isAtHand(entry: Entry, { media }: PlayInput): boolean {
  return entry.source.type !== 'media' || media.get(mediaOf(entry)?.sha256 ?? '') === 'held';
}

/** When it can sound first; what was promised by the last plan stays while it can be kept. */
function startOf({ entry }: HeldEntry, { nowMs, playing, cued }: PlayInput): EpochMs {
  const freeAt = playing?.endsAt ?? 0;
  if (cued && isSame(cued.held, entry)) {
    const isNear = cued.atMs <= nowMs + cueLeadMs && cued.atMs >= nowMs - patienceMs;
    if (isNear && cued.atMs >= freeAt) return cued.atMs;
  }
  const earliest = entry.startsAt >= nowMs ? entry.startsAt : nowMs + lateLeadMs;
  return Math.max(earliest, freeAt);
}

function nextHard(
  { startsAt }: Entry,
  waiting: readonly HeldEntry[],
  stopped: ReadonlySet<string>,
): EpochMs {
  const next = waiting.find(
    ({ entry }) =>
      entry.startsAt > startsAt && entry.startMode === 'hard' && !stopped.has(entry.occurrence),
  );
  return next?.entry.startsAt ?? Infinity;
}

/** Why an entry whose time has passed did not sound. */
function reasonOf(entry: Entry, input: PlayInput): NotPlayedReason {
  const wasUntrusted = entry.startsAt >= input.awakeSince && entry.startsAt < input.trustedSince;
  if (wasUntrusted) return 'clock_untrusted';
  if (endOf(entry) < input.awakeSince) return 'too_late';
  if (isAtHand(entry, input)) return 'too_late';
  const media = input.media.get(mediaOf(entry)?.sha256 ?? '');
  if (media === undefined) return 'media_missing';
  return media === 'damaged' ? 'media_damaged' : 'too_late';
}

/** When one is to be made ready, is due, or is lost. */
function nextWake(waiting: readonly HeldEntry[], { nowMs, stopped }: PlayInput): EpochMs {
  let wakeAt = nowMs + longestWaitMs;
  for (const { entry } of waiting) {
    const { startsAt } = entry;
    if (startsAt - cueLeadMs >= wakeAt) break;
    const lostAt = Math.floor(lastStartOf(entry, nextHard(entry, waiting, stopped))) + 1;
    for (const instant of [startsAt - cueLeadMs, startsAt, lostAt])
      if (instant > nowMs) wakeAt = Math.min(wakeAt, instant);
  }
  return wakeAt;
}
