import type { Hearing } from '../station/hearing.ts';
import type { EpochMs } from '../time/zoned.ts';

export const verdicts = [
  'due',
  'played',
  'late',
  'partial',
  'preempted',
  'skipped',
  'stopped',
  'delivered',
  'declared',
  'declared_missed',
  'awaiting_report',
  'offline',
  'missed',
] as const;
export type Verdict = (typeof verdicts)[number];

/** What an endpoint said of one entry. */
export interface ReportedPlay {
  startedAt: EpochMs | null;
  heardMs: number;
  reason: string;
  /** When we were told. */
  receivedAt?: EpochMs;
  /** What a microphone heard of it; `null` or left out where there is none. */
  ear?: Hearing | null;
}

/** A planned entry at one endpoint and all that is known of it. */
export interface PlannedEntry {
  startsAt: EpochMs;
  durationMs: number;
  /** Several where a power cut or a restart split the entry. */
  plays: readonly ReportedPlay[];
  /** A player that cannot prove, but said that it holds the playlist. */
  acknowledged: boolean;
  /** What somebody declared who plays by hand; `null`: nothing yet; left out where a machine plays. */
  declared?: { aired: boolean } | null | undefined;
  /** When the endpoint last spoke to us, or `null` if never. */
  seenAt: EpochMs | null;
}

/** The share of an entry that must have been heard to call it played. */
const heardShare = 0.98;
const startToleranceMs = 2000;
const partialMs = 1000;
/** How long after an entry's end its report may still come without being called missed. */
export const reportGraceMs = 10 * 60_000;
/** An endpoint that polls each minute and has been silent for so long is away. */
export const presenceMs = 3 * 60_000;

/**
 * What became of a planned entry, and the play that says so. The first that holds, in the order of
 * `docs/timetable.md`; of several plays the one with the best verdict counts. A later report upgrades it.
 */
export function verdictOf(
  entry: PlannedEntry,
  now: EpochMs,
): { verdict: Verdict; play: ReportedPlay | null } {
  const judged = entry.plays
    .map((play) => ({ play, verdict: verdictOfPlay(entry, play) }))
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  const [best] = judged;
  if (best) return best;
  return { verdict: verdictWithoutPlay(entry, now), play: null };
}

/** Whether so little is missing that it counts as heard to the end. */
export function isHeardWhole({
  heardMs,
  durationMs,
}: {
  heardMs: number;
  durationMs: number;
}): boolean {
  return heardMs >= heardShare * durationMs;
}

/** Whether we were told only after everybody had to think that nothing had sounded. */
export function cameLate(
  { startsAt, durationMs }: Pick<PlannedEntry, 'startsAt' | 'durationMs'>,
  { receivedAt }: Pick<ReportedPlay, 'receivedAt'>,
): boolean {
  return receivedAt !== undefined && receivedAt >= startsAt + durationMs + reportGraceMs;
}

function verdictOfPlay(entry: PlannedEntry, play: ReportedPlay): Verdict {
  const startErrorMs = play.startedAt === null ? 0 : Math.abs(play.startedAt - entry.startsAt);
  if (isHeardWhole({ heardMs: play.heardMs, durationMs: entry.durationMs }))
    return startErrorMs <= startToleranceMs ? 'played' : 'late';
  if (play.heardMs >= partialMs) return 'partial';
  switch (play.reason) {
    case 'preempted':
      return 'preempted';
    case 'stopped':
    case 'stopped_here':
    case 'withdrawn':
      return 'stopped';
    case 'quiet_hours':
    case 'expired':
    case 'clock_untrusted':
      return 'skipped';
    default:
      return 'missed';
  }
}

function verdictWithoutPlay(entry: PlannedEntry, now: EpochMs): Verdict {
  // A person's word is no proof, and never reads like one.
  if (entry.declared) return entry.declared.aired ? 'declared' : 'declared_missed';
  if (now < entry.startsAt) return 'due';
  if (entry.declared === null) return 'awaiting_report';
  if (entry.acknowledged) return 'delivered';
  const wasSeen = entry.seenAt !== null && entry.seenAt >= entry.startsAt - presenceMs;
  if (!wasSeen) return 'offline';
  return now < entry.startsAt + entry.durationMs + reportGraceMs ? 'awaiting_report' : 'missed';
}
