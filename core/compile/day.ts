import type { Broadcast } from '../broadcast/broadcast.ts';
import type { DayLimits } from '../guard/guard.ts';
import type { DayMode } from '../guard/day-mode.ts';
import type { AirProfile, Entry, Playlist } from '../playlist/playlist.ts';
import type { Span } from '../session/quiet-hours.ts';
import type { PartTier, Session } from '../session/session.ts';
import type { Zone } from '../time/zone.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import type { Answers, Ask } from './answers.ts';
import type { Asking } from './asked.ts';
import type { RulingReason } from './ruling-reason.ts';

/** What the library says of a recording: its approved version, or why there is none. */
export interface LibraryItem {
  recordingId: string;
  title: string;
  state: 'approved' | 'not_approved' | 'withdrawn';
  kind: 'speech' | 'music' | 'signature';
  /** Music that a person called so: its end may be taken off. Speech is never cut. */
  mayBeCut: boolean;
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
  zone: Zone;
  now: EpochMs;
  /** Nothing new may start before this instant, and what was to start before it stays where it is. */
  frozenUntil: EpochMs;
  /** From here on a person may put something urgent into frozen air; not after `frozenUntil`. */
  urgentFrom: EpochMs;
  /** When what began yesterday ends; 0 where nothing crosses midnight. */
  busyUntil: EpochMs;
  /** Tier of the station: who stands above it is smaller. */
  rank: number;
  sessions: readonly Session[];
  /** How much later the place's horns speak in a session, by its id, in ms; none: on time. */
  staggers: ReadonlyMap<string, number>;
  mode: DayMode | null;
  limits: DayLimits;
  /** Those that reach the place on this day, and those that came as guests; in any order. */
  broadcasts: readonly RankedBroadcast[];
  /** What earlier days had no room for. */
  guests: readonly Guest[];
  /** What they would sound, by library and draws. */
  asking: Asking;
  /** What the commune said to offers and decisions. */
  answers: Answers;
  /** `id@version` of what the approved week holds; `null` where nobody asks for an approval. */
  approved: ReadonlySet<string> | null;
  /** Air of the day and its edges in which nothing may sound. */
  quiet: readonly Span[];
  /** The day as it was last compiled. */
  before: { entries: readonly Entry[]; rulings: readonly Ruling[] };
}

/** An occurrence that its own day had no room for, and the last day on which it may still be taken in. */
export interface Guest {
  occurrence: string;
  broadcastId: string;
  untilDate: LocalDate;
}

/** What became of an occurrence, and why. */
export interface Ruling {
  occurrence: string;
  broadcastId: string;
  title: string;
  airs: boolean;
  reason: RulingReason;
  startsAt: EpochMs | null;
  /** How long it sounds, or would, in ms; 0 where that is not known. */
  soundMs: number;
  /** The session and part in which it stands or would. */
  sessionKey: string | null;
  part: PartTier | null;
  /** The recording that a reason speaks of. */
  recordingId: string | null;
  /** The occurrence that holds its air. */
  beatenBy: string | null;
}

/** How full a session is. */
export interface SessionFill {
  sessionId: string;
  key: string;
  name: string;
  startsAt: EpochMs;
  latestEnd: EpochMs;
  /** When its last sound ends, or `startsAt` where nothing sounds. */
  endsAt: EpochMs;
  parts: { tier: PartTier; budgetMs: number; usedMs: number }[];
  /** What would still find room: by budgets, the cap and the time. */
  leftMs: number;
}

/** What is known of a compiled day besides its playlist; for the server alone. */
export interface DayRecord {
  /** One for every occurrence of the day and every guest, in order of id. */
  rulings: Ruling[];
  sessions: SessionFill[];
  /** What the next days may take in. */
  guests: Guest[];
  /** What the commune is asked. */
  asks: Ask[];
}

export interface CompiledDay {
  playlist: Playlist;
  record: DayRecord;
}
