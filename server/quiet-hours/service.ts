import type { Kysely } from 'kysely';
import type { QuietHoursAnswer } from '../../contract/http/quiet-hours.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Page } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import {
  deleteQuietHours,
  findQuietHours,
  insertQuietHours,
  listQuietHours,
  type QuietHoursQuery,
} from './repo.ts';

export interface QuietHoursService {
  list(principal: Principal, query: QuietHoursQuery): Promise<Page<QuietHoursAnswer>>;
  create(principal: Principal, given: Omit<QuietHoursAnswer, 'id'>): Promise<QuietHoursAnswer>;
  remove(principal: Principal, id: string): Promise<void>;
}

export interface QuietHoursDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  clock: Clock;
}

export function createQuietHoursService(deps: QuietHoursDeps): QuietHoursService {
  return {
    list: (principal, query) => listQuietHours(deps.db, principal, query),
    create: (principal, given) => create(deps, principal, given),
    remove: (principal, id) => remove(deps, principal, id),
  };
}

async function create(
  { db, access, timetable, clock }: QuietHoursDeps,
  principal: Principal,
  given: Omit<QuietHoursAnswer, 'id'>,
): Promise<QuietHoursAnswer> {
  const { areaId, validFrom, validTo } = given;
  if (!(await access.areas()).has(areaId)) {
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  }
  await access.require(principal, 'quiet-hours.write', areaId);
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    throw new AppError('time_invalid', 'the last day comes before the first');
  }
  const rule = { ...given, id: newId(clock) };
  await db.transaction().execute(async (trx) => {
    await insertQuietHours(trx, rule);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'quiet-hours.create',
      subject: rule.id,
      areaId,
      detail: { ...given },
    });
  });
  await timetable.changed({ areaId });
  return rule;
}

async function remove(
  { db, access, timetable, clock }: QuietHoursDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  const rule = await findQuietHours(db, id);
  if (!rule) throw new AppError('quiet_hours_not_found', `there are no quiet hours ${id}`);
  await access.require(principal, 'quiet-hours.write', rule.areaId);
  await db.transaction().execute(async (trx) => {
    await deleteQuietHours(trx, id);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'quiet-hours.remove',
      subject: id,
      areaId: rule.areaId,
      detail: { ...rule },
    });
  });
  await timetable.changed({ areaId: rule.areaId });
}
