import { sql, type Kysely, type SqlBool, type Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { DayModeAnswer } from '../../contract/http/day-modes.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
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
import { stationsOfAreas } from '../timetable/scope.ts';
import { toDayMode, toDayModeRow } from './day-mode-row.ts';

export interface DayModesDeps extends ChangeRulesDeps {
  access: Access;
}

/** Modes mean the same everywhere; each area switches them on for itself. */
export interface DayModesService {
  list(query: PageQuery): Promise<Page<DayModeAnswer>>;
  create(principal: Principal, mode: DayModeAnswer): Promise<DayModeAnswer>;
  update(
    principal: Principal,
    mode: DayModeAnswer,
    how: RuleChangeHow,
  ): Promise<RuleChange<DayModeAnswer>>;
  remove(principal: Principal, key: string): Promise<void>;
}

export function createDayModesService(deps: DayModesDeps): DayModesService {
  const { db, access, clock } = deps;
  return {
    list: (query) => list(db, query),
    create: async (principal, mode) => {
      await requireAtRoot(access, principal, 'day-mode.write');
      return db.transaction().execute(async (trx) => {
        if (await findDayMode(trx, mode.key))
          throw new AppError('day_mode_taken', `there is a mode ${mode.key} already`);
        await trx.insertInto('day_mode').values(toDayModeRow(mode)).execute();
        await audit(trx, deps, { principal, action: 'day-mode.create', mode });
        return mode;
      });
    },
    update: async (principal, mode, { dryRun }) => {
      await requireAtRoot(access, principal, 'day-mode.write');
      const { key } = mode;
      await requireDayMode(db, key);
      const areaIds = await areasInMode(db, key, clock);
      return changeRules(deps, {
        dryRun,
        stationIds: await stationsOfAreas(db, areaIds),
        suppose: (rules) => ({
          ...rules,
          modes: rules.modes.map((one) => (one.key === key ? mode : one)),
        }),
        save: async (trx) => {
          await trx
            .updateTable('day_mode')
            .set(toDayModeRow(mode))
            .where('key', '=', key)
            .execute();
          await audit(trx, deps, { principal, action: 'day-mode.update', mode });
          return mode;
        },
      });
    },
    remove: async (principal, key) => {
      await requireAtRoot(access, principal, 'day-mode.write');
      const mode = await requireDayMode(db, key);
      await db.transaction().execute(async (trx) => {
        if ((await areasInMode(trx, key, clock)).length > 0)
          throw new AppError('day_mode_used', `${mode.name} is switched on`);
        await trx.deleteFrom('day_mode_period').where('mode_key', '=', key).execute();
        await trx.deleteFrom('day_mode').where('key', '=', key).execute();
        await audit(trx, deps, { principal, action: 'day-mode.remove', mode });
      });
    },
  };
}

async function list(
  db: Kysely<Database>,
  { limit, cursor }: PageQuery,
): Promise<Page<DayModeAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('day_mode')
    .selectAll()
    .$if(after !== null, (all) => all.where(sql<SqlBool>`key > ${after?.[0]}`))
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ key }) => [key]);
  return { ...page, items: page.items.map(toDayMode) };
}

async function findDayMode(db: Kysely<Database>, key: string): Promise<DayModeAnswer | null> {
  const row = await db.selectFrom('day_mode').selectAll().where('key', '=', key).executeTakeFirst();
  return row ? toDayMode(row) : null;
}

/** @throws AppError `day_mode_not_found` */
export async function requireDayMode(db: Kysely<Database>, key: string): Promise<DayModeAnswer> {
  const mode = await findDayMode(db, key);
  if (!mode) throw new AppError('day_mode_not_found', `there is no mode ${key}`);
  return mode;
}

/** Areas in which a mode is on, or will be. */
async function areasInMode(db: Kysely<Database>, key: string, clock: Clock): Promise<string[]> {
  const rows = await db
    .selectFrom('day_mode_period')
    .select('area_id')
    .distinct()
    .where('mode_key', '=', key)
    // Yesterday in any zone: what crosses midnight may still sound.
    .where('last', '>=', addDays(localDateOf(clock.now(), 'UTC'), -2))
    .execute();
  return rows.map(({ area_id }) => area_id);
}

async function audit(
  trx: Transaction<Database>,
  { clock }: DayModesDeps,
  { principal, action, mode }: { principal: Principal; action: AuditAction; mode: DayModeAnswer },
): Promise<void> {
  const { key, ...detail } = mode;
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action,
    subject: key,
    areaId: null,
    detail,
  });
}
