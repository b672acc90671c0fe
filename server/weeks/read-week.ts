import type { Kysely } from 'kysely';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import { contentOn, type Broadcast } from '../../core/broadcast/broadcast.ts';
import { daysFrom, type LocalDate } from '../../core/time/zoned.ts';
import type { PlayWindow } from '../../core/window/play-window.ts';
import { isWindowOn } from '../../core/window/play-window.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { toBroadcast, toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { makersOf } from '../broadcasts/repo.ts';
import type { Database } from '../store/schema.ts';
import { toPlayWindow } from '../windows/window-row.ts';
import { readVersions } from './approval-row.ts';

type Db = Kysely<Database>;

/** A broadcast of the commune's own on its days of a week. */
export interface PlannedItem {
  broadcast: Broadcast;
  placement: BroadcastAnswer['placement'];
  days: LocalDate[];
  makers: string[];
  state: 'approved' | 'changed' | 'new' | 'in_window';
}

export type ApprovalRow = Awaited<ReturnType<typeof readApprovals>>[number];

/** The week's programme of an area, as it stands now. */
export interface PlannedWeek {
  items: PlannedItem[];
  /** Approved by the newest approval, and not in the week any more. */
  goneIds: string[];
  /** The newest first. */
  approvals: ApprovalRow[];
}

/** Reads the week of a station's area that begins on a Monday. */
export async function readWeek(db: Db, areaId: string, monday: LocalDate): Promise<PlannedWeek> {
  const approvals = await readApprovals(db, areaId, monday);
  const live = approvals.filter((row) => row.withdrawn_at === null);
  const named = live.map((row) => readVersions(row.broadcasts));
  const days = daysFrom(monday, 7);
  const items = (await readBroadcasts(db, areaId, days)).flatMap((row): PlannedItem[] => {
    const broadcast = toBroadcast(row);
    const on = days.filter((date) => occurrencesOn(broadcast, date).length > 0);
    if (on.length === 0) return [];
    const window = row.window && toPlayWindow(row.window);
    const state = stateOf(broadcast, { on, window, versions: named.flat() });
    const { placement } = toBroadcastAnswer(row);
    return [{ broadcast, placement, days: on, makers: makersOf(row), state }];
  });
  const here = new Set(items.map(({ broadcast }) => broadcast.id));
  const goneIds = (named[0] ?? []).map(({ id }) => id).filter((id) => !here.has(id));
  return { items, goneIds, approvals };
}

/** What somebody still has to approve. */
export function waitingIn({ items }: Pick<PlannedWeek, 'items'>): PlannedItem[] {
  return items.filter(({ state }) => state === 'changed' || state === 'new');
}

/** What is sounded on some days: the usual content, or what those days have otherwise. */
export function recordingsOn({ broadcast, days }: PlannedItem): string[] {
  const items = days.flatMap((date) => contentOn(broadcast, date).items);
  return [
    ...new Set(items.flatMap((item) => (item.type === 'recording' ? [item.recordingId] : []))),
  ];
}

function stateOf(
  { id, version }: Broadcast,
  given: {
    on: readonly LocalDate[];
    window: PlayWindow | null;
    versions: readonly { id: string; version: number }[];
  },
): PlannedItem['state'] {
  const { on, window, versions } = given;
  if (window && on.every((date) => isWindowOn(window, date))) return 'in_window';
  const mine = versions.filter((one) => one.id === id);
  if (mine.length === 0) return 'new';
  return mine.some((one) => one.version === version) ? 'approved' : 'changed';
}

function readApprovals(db: Db, areaId: string, monday: LocalDate) {
  return db
    .selectFrom('week_approval')
    .innerJoin('user', 'user.id', 'week_approval.user_id')
    .leftJoin('user as withdrawer', 'withdrawer.id', 'week_approval.withdrawn_by')
    .selectAll('week_approval')
    .select(['user.name as by', 'withdrawer.name as withdrawer'])
    .where('area_id', '=', areaId)
    .where('monday', '=', monday)
    .orderBy('week_approval.id', 'desc')
    .execute();
}

async function readBroadcasts(db: Db, areaId: string, days: readonly LocalDate[]) {
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where('owner_area_id', 'in', areasBeneath([areaId]))
    .where('first_date', '<=', days.at(-1) ?? '')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', days[0] ?? '')]))
    .orderBy('id')
    .execute();
  const windowIds = rows.flatMap(({ window_id }) => window_id ?? []);
  if (windowIds.length === 0) return rows.map((row) => ({ ...row, window: null }));
  const windows = await db
    .selectFrom('play_window')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('id', 'in', [...new Set(windowIds)])
    .execute();
  const byId = new Map(windows.map((window) => [window.id, window]));
  return rows.map((row) => ({ ...row, window: byId.get(row.window_id ?? '') ?? null }));
}
