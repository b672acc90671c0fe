import { sql, type Kysely, type SqlBool, type Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { HolidayAnswer } from '../../contract/http/holidays.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  changeRules,
  type ChangeRulesDeps,
  type RuleChange,
  type RuleChangeHow,
} from '../timetable/change-rules.ts';
import { daysAhead } from '../timetable/horizon.ts';
import { stationsOfPlaces } from '../timetable/scope.ts';

export interface HolidaysDeps extends ChangeRulesDeps {
  access: Access;
}

export interface HolidaysQuery extends PageQuery {
  from?: LocalDate | undefined;
  to?: LocalDate | undefined;
}

/** Days off hold everywhere; which rules ask for them is a matter of each area. */
export interface HolidaysService {
  list(query: HolidaysQuery): Promise<Page<HolidayAnswer>>;
  put(
    principal: Principal,
    holiday: HolidayAnswer,
    how: RuleChangeHow,
  ): Promise<RuleChange<HolidayAnswer>>;
  remove(principal: Principal, date: LocalDate, how: RuleChangeHow): Promise<RuleChange<null>>;
}

export function createHolidaysService(deps: HolidaysDeps): HolidaysService {
  const { db, access } = deps;
  return {
    list: (query) => list(db, query),
    put: async (principal, holiday, { dryRun }) => {
      await requireAtRoot(access, principal, 'holiday.write');
      const { date, name } = holiday;
      return changeRules(deps, {
        dryRun,
        stationIds: await stationsHeeding(deps, date),
        suppose: (rules) => ({ ...rules, holidays: new Set([...rules.holidays, date]) }),
        save: async (trx) => {
          const row = { name, is_usual: holiday.isUsual ? (1 as const) : (0 as const) };
          await trx
            .insertInto('holiday')
            .values({ date, key: null, ...row })
            .onConflict((conflict) => conflict.column('date').doUpdateSet(row))
            .execute();
          await audit(trx, deps, { principal, action: 'holiday.put', holiday });
          return holiday;
        },
      });
    },
    remove: async (principal, date, { dryRun }) => {
      await requireAtRoot(access, principal, 'holiday.write');
      const row = await find(db, date);
      if (!row) throw new AppError('holiday_not_found', `${date} is no holiday`);
      return changeRules(deps, {
        dryRun,
        stationIds: await stationsHeeding(deps, date),
        suppose: (rules) => ({
          ...rules,
          holidays: new Set([...rules.holidays].filter((one) => one !== date)),
        }),
        save: async (trx) => {
          await trx.deleteFrom('holiday').where('date', '=', date).execute();
          await audit(trx, deps, { principal, action: 'holiday.remove', holiday: toAnswer(row) });
          return null;
        },
      });
    },
  };
}

type Row = Database['holiday'];

/** Stations of the days compiled ahead where a rule asks whether a day is a holiday. */
async function stationsHeeding({ db, clock }: HolidaysDeps, date: LocalDate): Promise<string[]> {
  // A day more on either side: zones differ.
  const today = localDateOf(clock.now(), 'UTC');
  if (date < addDays(today, -2) || date > addDays(today, daysAhead + 1)) return [];
  const rows = await db
    .selectFrom('guard')
    .select(['area_id', 'endpoint_id'])
    .where('rule', 'like', '%"onHolidays":false%')
    .execute();
  return stationsOfPlaces(
    db,
    rows.map(({ area_id, endpoint_id }) => ({ areaId: area_id ?? '', endpointId: endpoint_id })),
  );
}

async function list(
  db: Kysely<Database>,
  { from, to, limit, cursor }: HolidaysQuery,
): Promise<Page<HolidayAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('holiday')
    .selectAll()
    .$if(from !== undefined, (all) => all.where('date', '>=', from ?? ''))
    .$if(to !== undefined, (all) => all.where('date', '<=', to ?? ''))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`date > ${after?.[0]}`))
    .orderBy('date')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ date }) => [date]);
  return { ...page, items: page.items.map(toAnswer) };
}

async function find(db: Kysely<Database>, date: LocalDate): Promise<Row | undefined> {
  return db.selectFrom('holiday').selectAll().where('date', '=', date).executeTakeFirst();
}

function toAnswer({ date, name, is_usual }: Row): HolidayAnswer {
  return { date, name, isUsual: is_usual === 1 };
}

async function audit(
  trx: Transaction<Database>,
  { clock }: HolidaysDeps,
  {
    principal,
    action,
    holiday,
  }: { principal: Principal; action: AuditAction; holiday: HolidayAnswer },
): Promise<void> {
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action,
    subject: holiday.date,
    areaId: null,
    detail: { ...holiday },
  });
}
