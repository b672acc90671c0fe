import type { Kysely } from 'kysely';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import { contentOn, type Broadcast } from '../../core/broadcast/broadcast.ts';
import { versionName } from '../../core/compile/may-air.ts';
import { daysFrom, type LocalDate } from '../../core/time/zoned.ts';
import type { PlayWindow } from '../../core/window/play-window.ts';
import { isWindowOn } from '../../core/window/play-window.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { toBroadcast, toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { groupRows } from '../../core/list/group-rows.ts';
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
  const items = (await readBroadcasts(db, areaId, days)).flatMap(
    ({ row, ...about }): PlannedItem[] => {
      const broadcast = toBroadcast(row);
      const on = days.filter((date) => occurrencesOn(broadcast, date).length > 0);
      if (on.length === 0) return [];
      const { makers, window } = about;
      const state = stateOf(broadcast, { on, window, versions: named.flat() });
      const { placement } = toBroadcastAnswer(row);
      return [{ broadcast, placement, days: on, makers, state }];
    },
  );
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
  const ids = rows.map(({ id }) => id);
  const makers = await readMakers(db, ids);
  const windows = await readWindows(db, ids);
  return rows.map((row) => ({
    row,
    makers: makers.get(row.id) ?? [row.author_id],
    window: windows.get(versionName(row)) ?? null,
  }));
}

/** Everybody who ever saved some broadcasts: none of them approves them alone. */
async function readMakers(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('broadcast_version')
    .select(['broadcast_id as id', 'user_id as by'])
    .distinct()
    .where('broadcast_id', 'in', ids)
    .orderBy('user_id')
    .execute();
  const groups = groupRows(rows, ({ id }) => id);
  return new Map([...groups].map(([id, group]) => [id, group.map(({ by }) => by)]));
}

/** The granted windows inside which versions were saved, by version. */
async function readWindows(db: Db, ids: readonly string[]): Promise<Map<string, PlayWindow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('window_version as placed')
    .innerJoin('play_window', 'play_window.id', 'placed.window_id')
    .selectAll('play_window')
    .select(['placed.broadcast_id as broadcastId', 'placed.version'])
    .where('placed.broadcast_id', 'in', ids)
    .where('ended_at', 'is', null)
    .execute();
  return new Map(
    rows.map((row) => [
      versionName({ id: row.broadcastId, version: row.version }),
      toPlayWindow(row),
    ]),
  );
}
