import type { BroadcastClass, StartMode } from '../playlist/playlist.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { Slot } from '../recurrence/slots.ts';
import type { PartTier } from '../session/session.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import type { Item } from './item.ts';

export type Placement =
  | { kind: 'session'; sessionKey: string; part: PartTier; order: number }
  /** At wall times: several where it is repeated on the day ("lặp N lần cách M phút"). */
  | { kind: 'at'; slots: readonly Slot[]; start: StartMode; maxDelayMs: number }
  /** Phát ngay: after what plays, or instead of it where the right exists. */
  | { kind: 'now'; atMs: EpochMs; interrupts: boolean };

/** Whom it is for; an area means everything beneath it on that day. */
export interface Targets {
  areas: readonly string[];
  stations: readonly string[];
  endpoints: readonly string[];
  /** Groups of stations and endpoints, with their members of that day. */
  groups: readonly string[];
  /** Areas, stations, endpoints or groups that are left out. */
  except: readonly string[];
}

/** What happens to what its session has no room for. */
export type Overflow =
  /** It takes what is left over in the next session with room, up to so many days later. */
  | { kind: 'next'; withinDays: number }
  | { kind: 'skip' }
  /** Somebody is asked; until they answer it does not air. */
  | { kind: 'ask' };

/** What is sounded, and how: what a single day may have otherwise. */
export interface Content {
  title: string;
  placement: Placement;
  /** In order. */
  items: readonly Item[];
}

/** A day that was edited by itself; its occurrences keep their names. */
export type Override = { date: LocalDate } & {
  [Field in keyof Content]?: Content[Field] | undefined;
};

/** What, when, where and how important (mục phát). */
export interface Broadcast extends Content {
  id: string;
  version: number;
  ownerAreaId: string;
  class: BroadcastClass;
  dates: Recurrence;
  overrides: readonly Override[];
  targets: Targets;
  overflow: Overflow;
  /** What an `at` broadcast does when a stronger one holds its time: wait for a gap, leave, or become shorter. */
  whenBeaten: 'queue' | 'skip' | 'shorten';
  /** What it does after an emergency or a louder claim cut it off. */
  afterInterrupt: 'resume' | 'restart' | 'drop';
  /** In percent of the endpoint's full volume; `null`: as the endpoint is set. */
  volumePercent: number | null;
  /**
   * When a person put it into air that is frozen already: from a minute after that instant on it may be
   * seated there. `null`: it keeps out of frozen air.
   */
  urgentSince: EpochMs | null;
}

/** `queue` waits at most this long where the broadcast does not say otherwise, in ms. */
export const defaultMaxDelayMs = 30 * 60_000;

/** What it is on a day. */
export function contentOn(broadcast: Broadcast, date: LocalDate): Content {
  const override = broadcast.overrides.find((one) => one.date === date);
  const { title, placement, items } = broadcast;
  return {
    title: override?.title ?? title,
    placement: override?.placement ?? placement,
    items: override?.items ?? items,
  };
}
