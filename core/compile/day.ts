import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Entry, Playlist, AirProfile } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import type { Session } from '../session/session.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** What the library says of a recording: its approved version, or why there is none. */
export interface LibraryItem {
  recordingId: string;
  title: string;
  state: 'approved' | 'not_approved' | 'withdrawn';
  kind: Entry['kind'];
  notBefore: EpochMs | null;
  expiresAt: EpochMs | null;
  /** Length of the encoded file in ms. */
  durationMs: number;
  profiles: Partial<Record<AirProfile, { sha256: string; bytes: number }>>;
}

/** A broadcast with its owner's tier: 0 is the highest. */
export type RankedBroadcast = Broadcast & { rank: number };

/** All that decides one day of the endpoints that hear the same. */
export interface DayInput {
  date: LocalDate;
  zone: string;
  now: EpochMs;
  /** Nothing new may start before this instant, and what was to start before it stays where it is. */
  frozenUntil: EpochMs;
  /** When what began yesterday ends; 0 where nothing crosses midnight. */
  busyUntil: EpochMs;
  sessions: readonly Session[];
  /** Those that reach the place on this day, in any order. */
  broadcasts: readonly RankedBroadcast[];
  library: ReadonlyMap<string, LibraryItem>;
  quietHours: readonly QuietHours[];
  /** Entries of the day's playlist as it was last compiled. */
  before: readonly Entry[];
}

/** Why an occurrence is where it is, or why it is nowhere. */
export type RulingReason =
  | 'placed'
  | 'moved_behind_stronger'
  | 'frozen'
  | 'too_late'
  | 'no_session'
  | 'part_missing'
  | 'part_full'
  | 'session_full'
  | 'beaten'
  | 'quiet_hours'
  | 'not_approved'
  | 'withdrawn'
  | 'not_yet_valid'
  | 'expired'
  | 'no_rendition'
  | 'recording_unknown';

export interface Ruling {
  occurrence: string;
  broadcastId: string;
  title: string;
  airs: boolean;
  reason: RulingReason;
  startsAt: EpochMs | null;
  /** The recording that a reason speaks of. */
  recordingId: string | null;
}

export interface CompiledDay {
  playlist: Playlist;
  /** One for every occurrence of the day, in order of id. */
  rulings: Ruling[];
}
