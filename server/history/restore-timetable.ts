import type { ChangeNote, TimetableChange } from '../../contract/http/timetable-change.ts';
import { isInArea } from '../../core/area/area.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { AppError } from '../../runtime/error.ts';
import { columnsIn } from '../broadcasts/keep-broadcast.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { isSameContent } from './is-same-content.ts';
import { notesOf } from './notes.ts';
import { readRowsAt } from './rows-at.ts';
import {
  carryOut,
  newestAct,
  rowAfter,
  type Plan,
  type PlanDeps,
  type PlannedWrite,
} from './plan.ts';
import { tellPlan } from './tell-plan.ts';

type Row = Database['broadcast'];

export interface RestoreTimetable {
  areaId: string;
  withBeneath: boolean;
  /** The moment, in epoch ms; what was saved in that very ms counts. */
  at: number;
  dryRun: boolean;
  seen: string | null;
  language: Language;
}

/**
 * Makes every broadcast of an area what it was at a moment: those made later are withdrawn, withdrawn ones
 * come back. What may not air any more is told, and restored all the same.
 * @throws AppError `area_not_found`, `not_allowed`, `history_too_short`, `timetable_changed`
 */
export async function restoreTimetable(
  deps: PlanDeps,
  principal: Principal,
  given: RestoreTimetable,
): Promise<TimetableChange> {
  const { areaId, at, withBeneath, language } = given;
  const areas = await deps.access.areas();
  if (!areas.has(areaId)) throw new AppError('area_not_found', `there is no area ${areaId}`);
  await deps.access.require(principal, 'broadcast.write', areaId);
  const seen = (await newestAct(deps.db, given))?.id ?? null;
  const writes = await plannedWrites(deps, given);
  for (const write of writes) await requireRights(deps, principal, write);
  const notes: ChangeNote[] = [];
  for (const write of writes)
    if (write.columns.state === 'active')
      notes.push(...(await notesOf(deps, principal, rowAfter(write))));
  const plan: Plan = { areaId, withBeneath, writes, notes, seen };
  const told = await tellPlan(deps, plan, { language, withAir: given.dryRun });
  if (given.dryRun) return told;
  const change = await carryOut(deps, principal, plan, {
    ...{ what: 'restore', seen: given.seen },
    detail: { at, withBeneath },
  });
  return { ...told, change: writes.length > 0 ? change : null };
}

async function plannedWrites(deps: PlanDeps, given: RestoreTimetable): Promise<PlannedWrite[]> {
  const areas = await deps.access.areas();
  const isOurs = ({ owner_area_id: id }: Row) =>
    given.withBeneath ? isInArea(areas, id, given.areaId) : id === given.areaId;
  const writes: PlannedWrite[] = [];
  for (const { now, then } of await readRowsAt(deps.db, given)) {
    if (!isOurs(now) && !(then && isOurs(then))) continue;
    if (!then && now.created_at <= given.at)
      throw new AppError('history_too_short', 'what it was at that moment was not kept');
    const columns = then ? columnsIn(then) : { ...columnsIn(now), state: 'withdrawn' as const };
    if (isSameContent(now, columns)) continue;
    writes.push({ id: now.id, before: now, columns, origin: null });
  }
  return writes;
}

async function requireRights(
  { access }: PlanDeps,
  principal: Principal,
  { before, columns }: PlannedWrite,
): Promise<void> {
  const owners = new Set([columns.owner_area_id, ...(before ? [before.owner_area_id] : [])]);
  for (const areaId of owners) await access.require(principal, 'broadcast.write', areaId);
}
