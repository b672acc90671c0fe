import type { Entry } from '../playlist/playlist.ts';
import { endOf, mediaOf } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import { pushedBy } from './flow.ts';
import type { Cue, HeldEntry } from './held-entry.ts';
import { isSame, slotOf } from './held-entry.ts';
import type { CutEntry } from './interruption.ts';
import { cutsOff, judgeReturn } from './interruption.ts';
import { judgeStart, lastStartOf, startToleranceMs } from './start-window.ts';

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
  /** What was cut off and may sound again, the last one last. */
  cut: readonly CutEntry[];
  /** When something was cut off last. */
  interruptedAt: EpochMs | null;
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
  /** Of what was cut off: what does not sound again. */
  spent: HeldEntry[];
  wakeAt: EpochMs;
}

/** How long before its start an entry may be made ready: a decoder's start-up hides in it, also on a busy machine. */
export const cueLeadMs = 15_000;
/** As much when it is late already. */
const lateLeadMs = 1500;
/** What was promised so shortly before it sounds stays, also where it could sound earlier. */
const promisedMs = 8000;
/** A decoder that is slow to start is waited for. */
const patienceMs = 10_000;
const longestWaitMs = 30_000;

/** What to do now, and when to ask again (30 s at most). */
export function planPlay(given: PlayInput): PlayPlan {
  const input = { ...given, entries: pushedBy(given.interruptedAt, given.entries) };
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
      else if (fate.is === 'ready' && fate.cue.atMs < (next?.atMs ?? Infinity)) next = fate.cue;
    }
  const back = judgeCut(waiting, input);
  if (back.cue && back.cue.atMs <= (next?.atMs ?? Infinity)) next = back.cue;
  // What waits for the end of another is made ready when that comes near.
  const isNear = next !== null && next.atMs <= horizon;
  const wakeAt = Math.min(
    nextWake(waiting, input),
    isNear || !next ? Infinity : next.atMs - cueLeadMs,
  );
  const cue = isNear ? next : null;
  return { playing: judgePlaying(input), cue, notPlayed, spent: back.spent, wakeAt };
}

/** What of the cut entries sounds again, the last cut first, and what never does. */
function judgeCut(
  waiting: readonly HeldEntry[],
  input: PlayInput,
): { cue: Cue | null; spent: HeldEntry[] } {
  const { cut, stopped, entries, clockTrusted, quietHours, zone } = input;
  const spent: HeldEntry[] = [];
  let cue: Cue | null = null;
  if (!clockTrusted || quietHours === null) return { cue, spent };
  const nextHardAfter = (entry: Entry) => nextHard(entry, waiting, stopped);
  const others = waiting.filter(({ entry }) => !stopped.has(entry.occurrence));
  for (const one of [...cut].reverse()) {
    const { held } = one;
    const wanted = entries.find(({ entry }) => isSame(held, entry));
    const atMs = startOf(held, input, input.playing?.endsAt ?? 0);
    const fate =
      wanted && !stopped.has(held.entry.occurrence)
        ? judgeReturn({ ...one, held: wanted }, atMs, {
            quietHours,
            zone,
            waiting: others,
            nextHardAfter,
          })
        : { is: 'spent' as const };
    if (fate.is === 'spent') spent.push(held);
    else if (fate.is === 'ready' && isAtHand(held.entry, input)) cue ??= fate.cue;
  }
  return { cue, spent };
}

function judgePlaying({ playing, stopped, entries }: PlayInput): PlayPlan['playing'] {
  if (!playing) return { do: 'idle' };
  if (stopped.has(playing.held.entry.occurrence)) return { do: 'stop', reason: 'stopped' };
  const isWanted = entries.some(({ entry }) => isSame(playing.held, entry));
  return isWanted ? { do: 'continue' } : { do: 'stop', reason: 'withdrawn' };
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
  const { playing } = input;
  const isFree = !playing || cutsOff(entry, playing.held.entry);
  const atMs = startOf(held, input, isFree ? 0 : playing.endsAt);
  const guard = { quietHours: input.quietHours ?? [], zone: input.zone };
  const start = judgeStart(entry, atMs, nextHardAt, guard);
  if (start.is === 'refused') return lost(start.reason);
  if (start.is === 'missed' || !isAtHand(entry, input)) return { is: 'waiting' };
  const cuts = playing !== null && atMs < playing.endsAt;
  const { fromMs, silentFrom } = start;
  return { is: 'ready', cue: { held, atMs, fromMs, silentFrom, cuts } };
}

/** A stream and an input are tried; whether they give anything shows when they sound. */
function isAtHand(entry: Entry, { media }: PlayInput): boolean {
  return entry.source.type !== 'media' || media.get(mediaOf(entry)?.sha256 ?? '') === 'held';
}

/** When it can sound first; what was promised by the last plan stays while it can be kept. */
function startOf({ entry }: HeldEntry, { nowMs, cued }: PlayInput, freeAt: EpochMs): EpochMs {
  if (cued && isSame(cued.held, entry)) {
    const isNear = cued.atMs <= nowMs + promisedMs && cued.atMs >= nowMs - patienceMs;
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
