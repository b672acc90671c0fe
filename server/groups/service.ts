import { sql, type Kysely, type SqlBool, type Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { GroupAnswer } from '../../contract/http/groups.ts';
import { isInArea } from '../../core/area/area.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { readScope } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  changeRules,
  type ChangeRulesDeps,
  type RuleChange,
  type RuleChangeHow,
} from '../timetable/change-rules.ts';
import { stationsOfGroups } from '../timetable/scope.ts';
import { toGroup, toGroupRow } from './group-row.ts';

export interface GroupsDeps extends ChangeRulesDeps {
  access: Access;
}

export type GroupFields = Omit<GroupAnswer, 'id' | 'areaId'>;

export interface GroupsService {
  list(principal: Principal, query: PageQuery): Promise<Page<GroupAnswer>>;
  /** Nothing is sent to a new group yet: nothing is compiled. */
  create(principal: Principal, given: Omit<GroupAnswer, 'id'>): Promise<GroupAnswer>;
  update(
    principal: Principal,
    id: string,
    given: GroupFields,
    how: RuleChangeHow,
  ): Promise<RuleChange<GroupAnswer>>;
  remove(principal: Principal, id: string, how: RuleChangeHow): Promise<RuleChange<null>>;
}

export function createGroupsService(deps: GroupsDeps): GroupsService {
  const { db, access, clock } = deps;
  return {
    list: (principal, query) => list(db, principal, query),
    create: async (principal, given) => {
      if (!(await access.areas()).has(given.areaId))
        throw new AppError('area_not_found', `there is no area ${given.areaId}`);
      await access.require(principal, 'group.write', given.areaId);
      const group = { ...given, id: newId(clock), members: distinct(given.members) };
      await requireInside(deps, group);
      return db
        .transaction()
        .execute((trx) => save(trx, deps, { principal, group, verb: 'create' }));
    },
    update: async (principal, id, given, { dryRun }) => {
      const before = await requireGroup(deps, principal, id);
      const group = { ...before, ...given, members: distinct(given.members) };
      await requireInside(deps, group);
      return changeRules(deps, {
        dryRun,
        stationIds: await stationsOfGroups(db, [before, group]),
        suppose: (rules) => ({
          ...rules,
          groups: rules.groups.map((one) => (one.id === id ? group : one)),
        }),
        save: (trx) => save(trx, deps, { principal, group, verb: 'update' }),
      });
    },
    remove: async (principal, id, { dryRun }) => {
      const group = await requireGroup(deps, principal, id);
      await requireUnused(db, id, clock);
      return changeRules(deps, {
        dryRun,
        stationIds: [],
        suppose: (rules) => rules,
        save: async (trx) => {
          await requireUnused(trx, id, clock);
          await trx.deleteFrom('place_group').where('id', '=', id).execute();
          await audit(trx, deps, { principal, action: 'group.remove', group });
          return null;
        },
      });
    },
  };
}

/** Groups of a person's areas and of those above, by name. */
async function list(
  db: Kysely<Database>,
  principal: Principal,
  { limit, cursor }: PageQuery,
): Promise<Page<GroupAnswer>> {
  const after = readCursor(cursor, nameKey);
  const rows = await db
    .selectFrom('place_group')
    .selectAll()
    .where('area_id', 'in', readScope(principal))
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(name_folded, id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: page.items.map(toGroup) };
}

async function requireGroup(
  { db, access }: GroupsDeps,
  principal: Principal,
  id: string,
): Promise<GroupAnswer> {
  const row = await db
    .selectFrom('place_group')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('group_not_found', `there is no group ${id}`);
  await access.require(principal, 'group.write', row.area_id);
  return toGroup(row);
}

/** @throws AppError `group_member_outside` for a member that is not in the group's area, or nowhere */
async function requireInside(
  { db, access }: GroupsDeps,
  { areaId, members }: GroupAnswer,
): Promise<void> {
  if (members.length === 0) return;
  const areas = await access.areas();
  const stations = await db
    .selectFrom('station')
    .select(['id', 'area_id'])
    .where('id', 'in', members)
    .execute();
  const endpoints = await db
    .selectFrom('endpoint')
    .select(['id', 'area_id'])
    .where('id', 'in', members)
    .execute();
  const areaOf = new Map([...stations, ...endpoints].map(({ id, area_id }) => [id, area_id]));
  for (const id of members) {
    const memberArea = areas.has(id) ? id : areaOf.get(id);
    if (memberArea === undefined || !isInArea(areas, memberArea, areaId))
      throw new AppError('group_member_outside', `${id} is not in the group's area`);
  }
}

/** @throws AppError `group_used`, which names what is sent to it */
async function requireUnused(db: Kysely<Database>, id: string, clock: Clock): Promise<void> {
  // Today in any zone.
  const today = addDays(localDateOf(clock.now(), 'UTC'), -1);
  const rows = await db
    .selectFrom('broadcast')
    .select('title')
    .where('state', '=', 'active')
    .where('targets', 'like', `%"${id}"%`)
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', today)]))
    .limit(3)
    .execute();
  if (rows.length > 0)
    throw new AppError('group_used', `it is in use: ${rows.map(({ title }) => title).join(', ')}`);
}

async function save(
  trx: Transaction<Database>,
  deps: GroupsDeps,
  given: { principal: Principal; group: GroupAnswer; verb: 'create' | 'update' },
): Promise<GroupAnswer> {
  const { principal, group, verb } = given;
  const row = toGroupRow(group);
  await trx
    .insertInto('place_group')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await audit(trx, deps, { principal, action: `group.${verb}`, group });
  return group;
}

async function audit(
  trx: Transaction<Database>,
  { clock }: GroupsDeps,
  given: { principal: Principal; action: AuditAction; group: GroupAnswer },
): Promise<void> {
  const { id, ...detail } = given.group;
  await recordAudit(trx, {
    clock,
    userId: given.principal.userId,
    action: given.action,
    subject: id,
    areaId: detail.areaId,
    detail,
  });
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];
