import type { Kysely } from 'kysely';
import { lineOf, isInArea, type Area } from '../../core/area/area.ts';
import { stationAreaOn } from '../../core/area/dated-station.ts';
import { contentOn, type Broadcast } from '../../core/broadcast/broadcast.ts';
import { isRecordedRelay } from '../../core/broadcast/item.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import type { LibraryItem } from '../../core/compile/library-item.ts';
import { faultOf } from '../../core/recurrence/fault-of.ts';
import { lastDateOf } from '../../core/recurrence/occurs-on.ts';
import { localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { requireAtHand } from '../recordings/check-decision.ts';
import { loadLibrary } from '../timetable/library.ts';
import { checkTargets } from './check-targets.ts';
import { firstAir, type FirstAir } from './first-air.ts';
import { lostOf, toFieldFault } from './lost.ts';
import { requirePlacing } from './placing-right.ts';
import { loadReach, reachOn, type Reach } from './reach.ts';

export interface CheckDeps {
  db: Kysely<Database>;
  access: Access;
}

export type Draft = Broadcast & { programmeId: string | null; campaignId: string | null };

/** Whom a draft that may be saved reaches, and the granted window inside which it lies. */
export interface Checked extends Reach {
  windowId: string | null;
}

/**
 * Refuses what a person may not place, or what could never air. `isAwaited`: recordings that are still to be
 * approved may be in it.
 * @throws AppError with one of the codes that the contract names for saving
 */
export async function checkDraft(
  deps: CheckDeps,
  principal: Principal,
  draft: Draft,
  now: number,
  { isAwaited = false }: { isAwaited?: boolean } = {},
): Promise<Checked> {
  const { db, access } = deps;
  const tree = await access.tree();
  if (!tree.areas.has(draft.ownerAreaId))
    throw new AppError('area_not_found', `there is no area ${draft.ownerAreaId}`);
  const windowId = await requirePlacing(deps, principal, draft, now);
  await checkProgramme(db, draft.programmeId);
  checkDates(draft);
  checkRelays(draft);

  const stations = await loadReach(db, draft, { tree, now });
  const air = firstAir(draft, stations, now);
  const day = air?.date ?? dayInQuestion(draft, now);
  const areas = tree.on(day);
  await checkTargets(db, draft, { areas, day });
  const reach = reachOn(stations, draft, tree, day);
  if (reach.places.length === 0) {
    const lost = await lostOf(deps, draft, reach);
    throw new AppError('broadcast_no_targets', 'the targets reach no endpoint', {
      fields: lost.map(toFieldFault),
    });
  }
  if (!air) throw new AppError('broadcast_in_past', 'every occurrence is over already');
  checkPart(draft, reach, { areas, day });
  await checkRecordings(deps, principal, draft, { ...air, isAwaited });
  return { ...reach, windowId };
}

/** For the tree of areas, where nothing airs any more. */
function dayInQuestion({ dates }: Draft, now: number): string {
  return lastDateOf(dates) ?? localDateOf(now, 'UTC');
}

async function checkProgramme(db: Kysely<Database>, id: string | null): Promise<void> {
  if (id === null) return;
  const row = await db.selectFrom('programme').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('programme_not_found', `there is no programme ${id}`);
}

function checkDates({ dates }: Draft): void {
  const fault = faultOf(dates);
  if (fault)
    throw new AppError('broadcast_dates_invalid', `the dates cannot be kept: ${fault.code}`);
}

/** What is recorded first is not there at once. */
function checkRelays(draft: Draft): void {
  const days = [draft, ...draft.overrides.map(({ date }) => contentOn(draft, date))];
  const isWrong = days.some(
    ({ placement, items }) => placement.kind === 'now' && items.some(isRecordedRelay),
  );
  if (isWrong) throw new AppError('recorded_relay_now', 'a recorded relay cannot air now');
}

/** The commune fills its own part; who is above fills theirs. */
function checkPart(
  draft: Draft,
  { stations }: Reach,
  { areas, day }: { areas: ReadonlyMap<string, Area>; day: LocalDate },
): void {
  const { placement, ownerAreaId } = draft;
  if (placement.kind !== 'session') return;
  for (const station of stations) {
    const areaId = stationAreaOn(station, day);
    const isAbove = areaId !== ownerAreaId && isInArea(areas, areaId, ownerAreaId);
    const isOwn = isInArea(areas, ownerAreaId, areaId);
    const fits = { above: isAbove, own: isOwn, relay: isAbove || isOwn }[placement.part];
    if (!fits)
      throw new AppError(
        'broadcast_part_wrong',
        `the part ${placement.part} of ${station.name} is not for ${nameOf(areas, ownerAreaId)}`,
      );
  }
}

function nameOf(areas: ReadonlyMap<string, Area>, areaId: string): string {
  return lineOf(areas, areaId)[0]?.name ?? areaId;
}

async function checkRecordings(
  { db, access }: CheckDeps,
  principal: Principal,
  draft: Draft,
  { earliest, isAwaited }: FirstAir & { isAwaited: boolean },
): Promise<void> {
  const ids = recordingsOf(draft);
  if (ids.length === 0) return;
  const rows = await db
    .selectFrom('recording')
    .select(['area_id', 'archived_at'])
    .where('id', 'in', ids)
    .execute();
  for (const row of rows) {
    await access.requireRead(principal, row.area_id);
    requireAtHand(row);
  }
  const library = await loadLibrary(db, ids);
  const unfit = unfitRecordings(ids, library, earliest);
  const [first, ...others] = unfit.filter(
    ({ code, id }) =>
      !(isAwaited && code === 'recording_not_approved' && library.get(id)?.state !== 'withdrawn'),
  );
  if (!first) return;
  const { code, message } = first;
  const fields = [first, ...others].map(({ id: _, ...fault }) => fault);
  throw new AppError(code, `${message} ${unfitText[code]}`, { fields });
}

const unfitText = {
  recording_not_found: 'is no recording',
  recording_not_approved: 'is not approved',
  recording_expired: 'expires before it could air',
} as const;

interface Unfit {
  id: string;
  path: 'items';
  code: keyof typeof unfitText;
  /** The recording's title. */
  message: string;
}

/** Recordings that no occurrence may sound. */
function unfitRecordings(
  ids: readonly string[],
  library: ReadonlyMap<string, LibraryItem>,
  earliest: number,
): Unfit[] {
  return ids.flatMap((id): Unfit[] => {
    const item = library.get(id);
    if (!item) return [{ path: 'items', code: 'recording_not_found', message: id, id }];
    const { title: message, state, expiresAt } = item;
    if (state !== 'approved')
      return [{ path: 'items', code: 'recording_not_approved', message, id }];
    // The first occurrence comes before all others: what has expired by then never airs.
    if (expiresAt === null || expiresAt > earliest) return [];
    return [{ path: 'items', code: 'recording_expired', message, id }];
  });
}
