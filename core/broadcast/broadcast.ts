import type { BroadcastClass, StartMode } from '../playlist/playlist.ts';
import type { PartTier } from '../session/session.ts';
import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';

export type Placement =
  | { kind: 'session'; sessionKey: string; part: PartTier; order: number }
  | { kind: 'at'; time: LocalTime; start: StartMode; maxDelayMs: number };

/** Which days: a single one, every day, or some weekdays, from `first` to `last` (both included). */
export type Dates =
  | { kind: 'once'; date: LocalDate }
  | {
      kind: 'daily';
      first: LocalDate;
      last: LocalDate | null;
      except: readonly LocalDate[];
    }
  | {
      kind: 'weekly';
      weekdays: readonly Weekday[];
      first: LocalDate;
      last: LocalDate | null;
      except: readonly LocalDate[];
    };

/** Whom it is for; an area means everything beneath it on that day. */
export interface Targets {
  areas: readonly string[];
  stations: readonly string[];
  endpoints: readonly string[];
  /** Areas, stations or endpoints that are left out. */
  except: readonly string[];
}

/** What, when, where and how important (mục phát). */
export interface Broadcast {
  id: string;
  title: string;
  ownerAreaId: string;
  class: BroadcastClass;
  placement: Placement;
  dates: Dates;
  /** Recordings, in order. */
  items: readonly { recordingId: string }[];
  targets: Targets;
  /** What an `at` broadcast does when a stronger one holds its time: wait for a gap, or leave. */
  whenBeaten: 'queue' | 'skip';
}

/** `queue` waits at most this long where the broadcast does not say otherwise, in ms. */
export const defaultMaxDelayMs = 30 * 60_000;
