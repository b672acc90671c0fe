import { sql, type Kysely, type SqlBool, type Transaction } from 'kysely';
import { z } from 'zod';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { DayModePeriodAnswer } from '../../contract/http/day-modes.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { areasAbove, readScope } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  changeRules,
  type ChangeRulesDeps,
  type RuleChange,
  type RuleChangeHow,
} from '../timetable/change-rules.ts';
import type { Rules, SwitchedMode } from '../timetable/rules.ts';
import { stationsOfAreas } from '../timetable/scope.ts';
import { requireDayMode } from './service.ts';

export interface PeriodsDeps extends ChangeRulesDeps {
  access: Access;
}

export interface PeriodsQuery extends PageQuery {
  /** Only what is switched on there: in the area itself or above it. */
  areaId?: string | undefined;
}

export interface Days {
  first: LocalDate;
  last: LocalDate;
}

/** Modes switched on in areas, each with an end. */
export interface PeriodsService {
  list(principal: Principal, query: PeriodsQuery): Promise<Page<DayModePeriodAnswer>>;
  switchOn(
    principal: Principal,
    given: { modeKey: string; areaId: string } & Days,
    how: RuleChangeHow,
  ): Promise<RuleChange<DayModePeriodAnswer>>;
  move(
    principal: Principal,
    id: string,
    days: Days,
    how: RuleChangeHow,
  ): Promise<RuleChange<DayModePeriodAnswer>>;
  switchOff(principal: Principal, id: string, how: RuleChangeHow): Promise<RuleChange<null>>;
}

export function createPeriodsService(deps: PeriodsDeps): PeriodsService {
  const { db, access, clock } = deps;
  return {
    list: (principal, query) => list(db, principal, query),
    switchOn: async (principal, given, { dryRun }) => {
      const { areaId, modeKey } = given;
      if (!(await access.areas()).has(areaId))
        throw new AppError('area_not_found', `there is no area ${areaId}`);
      await access.require(principal, 'day-mode.switch', areaId);
      await requireDayMode(db, modeKey);
      requireInOrder(given);
      const period = { id: newId(clock), ...given };
      return changePeriod(deps, principal, {
        ...{ period, dryRun, action: 'day-mode.switch-on' },
        suppose: (periods) => [...periods, period],
        write: async (trx) => {
          const { first, last } = period;
          const where = { id: period.id, mode_key: modeKey, area_id: areaId };
          const who = { user_id: principal.userId, at: clock.now() };
          await trx
            .insertInto('day_mode_period')
            .values({ ...where, first, last, ...who })
            .execute();
        },
        answer: (trx) => requireAnswer(trx, period.id),
      });
    },
    move: async (principal, id, days, { dryRun }) => {
      const before = await requirePeriod(deps, principal, id);
      requireInOrder(days);
      const period = { ...before, first: days.first, last: days.last };
      return changePeriod(deps, principal, {
        ...{ period, dryRun, action: 'day-mode.move' },
        suppose: (periods) => periods.map((one) => (one.id === id ? period : one)),
        write: async (trx) => {
          await trx.updateTable('day_mode_period').set(days).where('id', '=', id).execute();
        },
        answer: (trx) => requireAnswer(trx, id),
      });
    },
    switchOff: async (principal, id, { dryRun }) => {
      const period = await requirePeriod(deps, principal, id);
      return changePeriod(deps, principal, {
        ...{ period, dryRun, action: 'day-mode.switch-off' },
        suppose: (periods) => periods.filter((one) => one.id !== id),
        write: async (trx) => {
          await trx.deleteFrom('day_mode_period').where('id', '=', id).execute();
        },
        answer: () => Promise.resolve(null),
      });
    },
  };
}

async function changePeriod<Answer>(
  deps: PeriodsDeps,
  principal: Principal,
  change: {
    period: SwitchedMode;
    dryRun: boolean;
    action: AuditAction;
    suppose: (periods: Rules['periods']) => Rules['periods'];
    write: (trx: Transaction<Database>) => Promise<void>;
    answer: (trx: Transaction<Database>) => Promise<Answer>;
  },
): Promise<RuleChange<Answer>> {
  const { period, dryRun, action } = change;
  const { id, areaId, modeKey, first, last } = period;
  return changeRules(deps, {
    dryRun,
    stationIds: await stationsOfAreas(deps.db, [areaId]),
    suppose: (rules) => ({ ...rules, periods: change.suppose(rules.periods) }),
    save: async (trx) => {
      await change.write(trx);
      await recordAudit(trx, {
        ...{ clock: deps.clock, userId: principal.userId, action, subject: id, areaId },
        detail: { modeKey, first, last },
      });
      return change.answer(trx);
    },
  });
}

const periodKey = z.tuple([z.string(), z.string()]);

/** Periods of a person's areas and of those above, the latest first. */
async function list(
  db: Kysely<Database>,
  principal: Principal,
  { areaId, limit, cursor }: PeriodsQuery,
): Promise<Page<DayModePeriodAnswer>> {
  const after = readCursor(cursor, periodKey);
  const rows = await periods(db)
    .where('period.area_id', 'in', readScope(principal))
    .$if(areaId !== undefined, (all) =>
      all.where('period.area_id', 'in', areasAbove([areaId ?? ''])),
    )
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(period.first, period.id) < (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('period.first', 'desc')
    .orderBy('period.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ first, id }) => [first, id]);
}

function periods(db: Kysely<Database>) {
  return db
    .selectFrom('day_mode_period as period')
    .innerJoin('day_mode', 'day_mode.key', 'period.mode_key')
    .innerJoin('user', 'user.id', 'period.user_id')
    .select(['period.id', 'period.first', 'period.last', 'period.at'])
    .select(['period.mode_key as modeKey', 'day_mode.name as modeName'])
    .select(['period.area_id as areaId', 'user.name as userName']);
}

async function requireAnswer(db: Kysely<Database>, id: string): Promise<DayModePeriodAnswer> {
  return periods(db).where('period.id', '=', id).executeTakeFirstOrThrow();
}

async function requirePeriod(
  { db, access }: PeriodsDeps,
  principal: Principal,
  id: string,
): Promise<SwitchedMode> {
  const period = await periods(db).where('period.id', '=', id).executeTakeFirst();
  if (!period) throw new AppError('day_mode_period_not_found', `there is no period ${id}`);
  await access.require(principal, 'day-mode.switch', period.areaId);
  return period;
}

function requireInOrder({ first, last }: Days): void {
  if (last < first) throw new AppError('time_invalid', 'the last day comes before the first');
}
