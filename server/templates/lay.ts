import type { ChangeNote, TimetableChange } from '../../contract/http/timetable-change.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { addDays } from '../../core/time/zoned.ts';
import { AppError, type FieldFault } from '../../runtime/error.ts';
import { carryOut, type PlanDeps } from '../history/plan.ts';
import { tellPlan } from '../history/tell-plan.ts';
import type { Principal } from '../http/principal.ts';
import type { BroadcastAct } from '../store/schema.ts';
import { todayIn } from './ground.ts';
import { planWeek, type WeekPlan, type WeekToLay } from './plan-week.ts';

/** How a week is to be laid. */
export interface LayHow {
  dryRun: boolean;
  seen: string | null;
  /** What cannot be is left out. */
  leaveOut: boolean;
  /** It may have been laid there before. */
  again: boolean;
  language: Language;
}

/**
 * Lays a week, or tells what that would do. Whoever lays it must have been told what is left out, and that
 * it was laid there before.
 * @throws AppError `area_not_found`, `not_allowed`, `week_invalid`, `week_empty`, `week_unfit`,
 *   `week_copied`, `timetable_changed`
 */
export async function lay(
  deps: PlanDeps,
  principal: Principal,
  toLay: WeekToLay,
  how: LayHow & { what: BroadcastAct; detail: Record<string, unknown> },
): Promise<TimetableChange> {
  const { areaId, monday, week } = toLay;
  await requireOpenWeek(deps, principal, toLay);
  if (week.entries.length + week.onlyOnce.length === 0)
    throw new AppError('week_empty', 'that week has nothing but what recurs');
  const planned = await planWeek(deps, principal, toLay);
  const before = await laidBefore(deps, planned);
  const { language, dryRun } = how;
  const told = await tellPlan(deps, planned.plan, { language, withAir: dryRun });
  const notes = [...planned.unfit, ...told.notes];
  const answer = { ...told, notes, already: planned.already.length, before };
  if (dryRun) return answer;
  if (before && !how.again) {
    const changedBy = { name: before.userName, at: before.at };
    throw new AppError('week_copied', 'that week was laid there already', { changedBy });
  }
  if (planned.unfit.length > 0 && !how.leaveOut)
    throw new AppError('week_unfit', 'some of it cannot be laid', {
      fields: planned.unfit.map(faultOf),
    });
  const { what, seen, detail } = how;
  if (planned.plan.writes.length === 0) return answer;
  const change = await carryOut(deps, principal, planned.plan, {
    ...{ what, seen },
    detail: { ...detail, areaId, monday, leftOut: planned.unfit.length },
  });
  return { ...answer, change };
}

async function requireOpenWeek(
  { db, access, clock }: PlanDeps,
  principal: Principal,
  { areaId, monday }: WeekToLay,
): Promise<void> {
  if (!(await access.areas()).has(areaId))
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'broadcast.write', areaId);
  if (addDays(monday, 6) < (await todayIn(db, areaId, clock.now())))
    throw new AppError('week_invalid', 'the week onto which it is laid is over');
}

/** Who made what is there already, last of all. */
async function laidBefore(
  { db }: PlanDeps,
  { already }: WeekPlan,
): Promise<TimetableChange['before']> {
  const ids = [...new Set(already.map(({ broadcastId }) => broadcastId))];
  if (ids.length === 0) return null;
  const row = await db
    .selectFrom('broadcast_version as version')
    .leftJoin('user', 'user.id', 'version.user_id')
    .select(['user.name as userName', 'version.at'])
    .where('version.broadcast_id', 'in', ids.slice(0, 500))
    .orderBy('version.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function faultOf({ code, title, date, recordings }: ChangeNote): FieldFault {
  return { path: title, code, message: [date, ...recordings].filter(Boolean).join(', ') };
}
