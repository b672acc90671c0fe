import type { TimetableChange } from '../../contract/http/timetable-change.ts';
import { takeWeek } from '../../core/template/take-week.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { PlanDeps } from '../history/plan.ts';
import type { Principal } from '../http/principal.ts';
import { readWeek, toFiled } from './ground.ts';
import { lay, type LayHow } from './lay.ts';

export interface CopyWeek extends LayHow {
  areaId: string;
  withBeneath: boolean;
  fromMonday: LocalDate;
  toMonday: LocalDate;
}

/** Lays what a week of an area has besides what recurs onto another week; see {@link lay}. */
export async function copyWeek(
  deps: PlanDeps,
  principal: Principal,
  given: CopyWeek,
): Promise<TimetableChange> {
  const { areaId, withBeneath, fromMonday, toMonday, ...how } = given;
  if (fromMonday === toMonday)
    throw new AppError('week_invalid', 'a week is not copied onto itself');
  await deps.access.require(principal, 'broadcast.write', areaId);
  const rows = await readWeek(deps.db, { areaId, withBeneath }, fromMonday);
  const week = takeWeek(rows.map(toFiled), fromMonday);
  return lay(
    deps,
    principal,
    { week, areaId, withBeneath, monday: toMonday },
    { ...how, what: 'copy_week', detail: { fromMonday, withBeneath } },
  );
}
