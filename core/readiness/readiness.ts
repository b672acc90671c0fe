import type { Entry } from '../playlist/playlist.ts';
import { filesOf, soundName } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import { presenceMs } from '../verdict/verdict.ts';

export const readinessStates = ['ready', 'not_ready', 'unknown'] as const;
export type ReadinessState = (typeof readinessStates)[number];

export const readinessReasons = [
  'holds',
  'revoked',
  'not_paired',
  'not_planned',
  'clock',
  'disk_full',
  'files_missing',
  'older_playlist',
  'offline',
  'holds_unseen',
  'no_word',
  'by_hand',
] as const;
export type ReadinessReason = (typeof readinessReasons)[number];

/** A playlist of the day that an endpoint said it holds with every file. */
export interface HeldPlaylist {
  sha256: string;
  entries: readonly Entry[];
}

/** All that is known of an endpoint before something sounds. */
export interface EndpointKnowledge {
  /** `person`: somebody plays it by hand, and nobody knows before they say so. */
  kind: 'agent' | 'receiver' | 'person';
  isPaired: boolean;
  isRevoked: boolean;
  seenAt: EpochMs | null;
  /** `null`: it never told what it holds. */
  clockTrusted: boolean | null;
  hasReported: boolean;
  /** The playlist in force; `null` where none was made. */
  playlist: string | null;
  /** Of the playlist in force, what is asked about. */
  entries: readonly Entry[];
  /** With those of earlier playlists. */
  complete: readonly HeldPlaylist[];
  /** Held with files still missing. */
  incomplete: readonly string[];
  /** Files that it named as missing, not always all of them; `null`: it names none. */
  missing: readonly string[] | null;
  diskFreeBytes: number | null;
  /** It said lately that its disk is full. */
  isDiskFull: boolean;
}

export interface Readiness {
  state: ReadinessState;
  reason: ReadinessReason;
  /** Of what is asked about; `null` where nobody knows how many. */
  filesMissing: number | null;
}

/**
 * Whether an endpoint will sound what is asked about: known good, known bad, or not known. It holds playlist
 * and audio, or an earlier playlist that sounds the same there. One that holds everything but is out of sight
 * may well play; nobody knows, so it is not called ready.
 */
export function readinessOf(known: EndpointKnowledge, now: EpochMs): Readiness {
  const { kind, isPaired, isRevoked, entries, clockTrusted } = known;
  if (isRevoked) return no('revoked');
  if (kind === 'agent' && !isPaired) return no('not_paired');
  if (known.playlist === null || entries.length === 0) return no('not_planned');
  if (kind === 'person') return perhaps('by_hand');
  if (clockTrusted === false) return no('clock');
  const isSeen = isInSight(known, now);
  if (!known.hasReported) return isSeen ? perhaps('no_word') : no('offline');
  const lacking = holdsAll(known) ? null : lackOf(known);
  if (lacking === null) return isSeen ? yes : perhaps('holds_unseen');
  return isSeen ? lacking : { ...lacking, reason: 'offline' };
}

/** A receiver speaks only when it is pushed to: its last word stands. */
function isInSight({ kind, seenAt }: EndpointKnowledge, now: EpochMs): boolean {
  return seenAt !== null && (kind === 'receiver' || now - seenAt <= presenceMs);
}

const yes: Readiness = { state: 'ready', reason: 'holds', filesMissing: 0 };
const no = (reason: ReadinessReason, filesMissing: number | null = null): Readiness => ({
  state: 'not_ready',
  reason,
  filesMissing,
});
const perhaps = (reason: ReadinessReason): Readiness => ({
  state: 'unknown',
  reason,
  filesMissing: null,
});

function holdsAll({ playlist, entries, complete }: EndpointKnowledge): boolean {
  return complete.some(
    (held) => held.sha256 === playlist || entries.every((entry) => soundsIn(held, entry)),
  );
}

/** Whether a playlist sounds the same then. */
function soundsIn({ entries }: HeldPlaylist, entry: Entry): boolean {
  return entries.some(
    (other) =>
      other.key === entry.key &&
      other.startsAt === entry.startsAt &&
      other.durationMs === entry.durationMs &&
      soundName(other) === soundName(entry),
  );
}

/** What it lacks of what is asked about; `null`: only other things of the day are missing. */
function lackOf(known: EndpointKnowledge): Readiness | null {
  const { playlist, entries, incomplete, missing } = known;
  if (!incomplete.includes(playlist ?? '')) return no('older_playlist');
  const files = new Map(entries.flatMap(filesOf).map((file) => [file.sha256, file.bytes]));
  const lacking = missing && [...files].filter(([sha256]) => missing.includes(sha256));
  if (lacking?.length === 0) return null;
  const bytes = lacking?.reduce((sum, [, size]) => sum + size, 0) ?? 0;
  const isFull = known.isDiskFull || (known.diskFreeBytes !== null && known.diskFreeBytes < bytes);
  return no(isFull ? 'disk_full' : 'files_missing', lacking?.length ?? null);
}
