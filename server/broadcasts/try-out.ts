import type { Kysely } from 'kysely';
import type { Broadcast, Targets } from '../../core/broadcast/broadcast.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import type { Timetable } from '../timetable/service.ts';
import { toBroadcast } from './broadcast-row.ts';
import type { Draft } from './check-draft.ts';
import { displacedBy, type Displaced } from './displaced.ts';
import { triedDays, type HeardDay } from './heard-day.ts';
import type { ReachSize } from './reach.ts';
import type { TakenOut } from './take-out.ts';

type Row = Database['broadcast'];

/** What trying out takes; it only reads, and runs in a thread of its own as well. */
export interface TryOutDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: Pick<Timetable, 'tryOut'>;
  clock: Clock;
  /** See core/compile/freeze. */
  freezeMs: number;
}

/** A broadcast as it shall be saved, with all that changes in the same go. */
export interface Saving {
  draft: Draft;
  /** As it is; `null` for a new one. */
  before: Row | null;
  /** What must pass the checks of saving: the draft, a day of it, or nothing. */
  checked: Draft | null;
  /** Nothing would be left of it. */
  isGone: boolean;
  /** The series that it goes on with, and what stays of that. */
  ended: { row: Row; rest: Broadcast } | null;
  /** The granted window inside which lies what was there before, and stays of it. */
  windowId?: string | null;
  /** Occurrences of others that it takes out. */
  replaces: readonly string[];
  isUrgent: boolean;
  /** Its recordings may still have to be approved: it airs once they are. */
  isAwaited?: boolean;
}

export interface Prepared extends Saving {
  reach: ReachSize;
  taken: readonly TakenOut[];
  /** Granted windows inside which lies what is saved, by broadcast. */
  windows: ReadonlyMap<string, string>;
}

/** Days as they would be, and what others would lose by it. */
export interface Tried {
  days: readonly HeardDay[];
  displaced: readonly Displaced[];
}

/** Compiles the stations concerned, or some of them, as if it were saved. */
export async function tryOut(
  { db, timetable, clock }: TryOutDeps,
  prepared: Prepared,
  stationIds?: readonly string[],
): Promise<Tried> {
  const { draft, before, isGone, taken, windows } = prepared;
  const left = taken.flatMap(({ after }) => after ?? []);
  const gone = taken.filter(({ after }) => after === null).map(({ row }) => row.id);
  const suppose = {
    // Saving makes new versions, which nobody has approved yet.
    drafts: [...broadcastsOf(prepared), ...left].map((one) => ({
      ...one,
      version: one.id === draft.id && !before ? 1 : one.version + 1,
    })),
    windows,
    withdrawn: [...gone, ...(isGone ? [draft.id] : [])],
  };
  const concerned = stationIds ?? (await stationsOfTargets(db, targetsOf(prepared)));
  const trials = await timetable.tryOut(suppose, concerned);
  const now = clock.now();
  return { days: triedDays(trials, now), displaced: displacedBy(trials, ownOf(prepared), now) };
}

/** The broadcasts that would be saved, but for those that lose something. */
export function broadcastsOf({ draft, ended, isGone }: Saving): Broadcast[] {
  return [...(isGone ? [] : [draft]), ...(ended ? [ended.rest] : [])];
}

/** Ids of the broadcasts that it is about. */
export function ownOf({ draft, ended }: Saving): Set<string> {
  return new Set([draft.id, ...(ended ? [ended.row.id] : [])]);
}

/** Whom it concerns, before or after. */
export function targetsOf({ draft, before, ended, taken }: Prepared): Targets[] {
  const rows = [before, ended?.row, ...taken.map(({ row }) => row)];
  return [draft.targets, ...rows.flatMap((row) => (row ? [toBroadcast(row).targets] : []))];
}
