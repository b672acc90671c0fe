import { sql, type Kysely, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { PlayWindowAnswer, WindowPerson, windowRoutes } from '../../contract/http/windows.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { areasAbove, readScope } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { listPeople, type PeopleQuery } from './list-people.ts';
import { toPlayWindow } from './window-row.ts';

export interface WindowsDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  clock: Clock;
}

type NewWindow = z.output<NonNullable<(typeof windowRoutes.create)['body']>>;

/** Air that is granted to people and areas. */
export interface WindowsService {
  list(principal: Principal, query: PageQuery & { mine: boolean }): Promise<Page<PlayWindowAnswer>>;
  create(principal: Principal, given: NewWindow): Promise<PlayWindowAnswer>;
  end(principal: Principal, id: string): Promise<void>;
  people(principal: Principal, query: PeopleQuery): Promise<Page<WindowPerson>>;
}

export function createWindowsService(deps: WindowsDeps): WindowsService {
  return {
    list: (principal, query) => list(deps.db, principal, query),
    create: (principal, given) => create(deps, principal, given),
    end: (principal, id) => end(deps, principal, id),
    people: (principal, query) => listPeople(deps.db, principal, query),
  };
}

async function list(
  db: Kysely<Database>,
  principal: Principal,
  { mine, limit, cursor }: PageQuery & { mine: boolean },
): Promise<Page<PlayWindowAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await current(db, principal)
    .where(mine ? isMine(principal) : isSeen(principal))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`play_window.id < ${after?.[0]}`))
    .orderBy('play_window.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toAnswer) };
}

async function create(
  deps: WindowsDeps,
  principal: Principal,
  given: NewWindow,
): Promise<PlayWindowAnswer> {
  const { db, access, clock } = deps;
  await check(deps, given);
  await access.require(principal, 'window.write', given.areaId);
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('play_window')
      .values({
        id,
        area_id: given.areaId,
        user_id: given.userId,
        holder_area_id: given.holderAreaId,
        weekdays: JSON.stringify(given.weekdays),
        from_time: given.from,
        to_time: given.to,
        session_keys: JSON.stringify(given.sessionKeys),
        valid_from: given.validFrom,
        valid_to: given.validTo,
        granted_by: principal.userId,
        granted_at: clock.now(),
      })
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'window.grant',
      subject: id,
      areaId: given.areaId,
      detail: { ...given },
    });
  });
  const row = await current(db, principal)
    .where('play_window.id', '=', id)
    .executeTakeFirstOrThrow();
  return toAnswer(row);
}

/** What was placed in it stays placed, and needs the approval of the week where that is asked. */
async function end(
  { db, access, timetable, clock }: WindowsDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  const row = await current(db, principal)
    .where('play_window.id', '=', id)
    .where(isSeen(principal))
    .executeTakeFirst();
  if (!row) throw new AppError('window_not_found', `there is no window ${id}`);
  await access.require(principal, 'window.write', row.area_id);
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('play_window')
      .set({ ended_by: principal.userId, ended_at: clock.now() })
      .where('id', '=', id)
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'window.end',
      subject: id,
      areaId: row.area_id,
      detail: { ...toPlayWindow(row), userId: row.user_id, holderAreaId: row.holder_area_id },
    });
  });
  await timetable.changed({ areaId: row.area_id });
}

/** @throws AppError `area_not_found`, `user_not_found`, `window_invalid` */
async function check({ db, access }: WindowsDeps, given: NewWindow): Promise<void> {
  const { areaId, userId, holderAreaId, from, to, sessionKeys, validFrom, validTo } = given;
  const invalid = (why: string) => new AppError('window_invalid', why);
  const areas = await access.areas();
  for (const id of [areaId, holderAreaId])
    if (id !== null && !areas.has(id))
      throw new AppError('area_not_found', `there is no area ${id}`);
  if ((userId === null) === (holderAreaId === null))
    throw invalid('a window is held by a person or by an area');
  if ((from === null) !== (to === null)) throw invalid('hours have a beginning and an end');
  if (from !== null && to !== null && from >= to) throw invalid('hours end on the day they begin');
  if (from === null && sessionKeys.length === 0) throw invalid('a window has hours or sessions');
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    throw invalid('the last day comes before the first');
  if (userId === null) return;
  const user = await db.selectFrom('user').select('id').where('id', '=', userId).executeTakeFirst();
  if (!user) throw new AppError('user_not_found', `there is no user ${userId}`);
}

function isMine({ userId, grants }: Principal) {
  const theirs = areasAbove(grants.map(({ areaId }) => areaId));
  return sql<SqlBool>`(play_window.user_id = ${userId}
    or coalesce(play_window.holder_area_id in ${theirs}, 0))`;
}

function isSeen(principal: Principal) {
  return sql<SqlBool>`(play_window.area_id in ${readScope(principal)} or ${isMine(principal)})`;
}

type Row = Awaited<ReturnType<ReturnType<typeof current>['executeTakeFirstOrThrow']>>;

function current(db: Kysely<Database>, principal: Principal) {
  return db
    .selectFrom('play_window')
    .innerJoin('area', 'area.id', 'play_window.area_id')
    .innerJoin('user as granter', 'granter.id', 'play_window.granted_by')
    .leftJoin('user as holder', 'holder.id', 'play_window.user_id')
    .leftJoin('area as holding', 'holding.id', 'play_window.holder_area_id')
    .selectAll('play_window')
    .select(['area.name as area_name', 'granter.name as granter_name'])
    .select(['holder.name as user_name', 'holding.name as holder_area_name'])
    .select(sql<0 | 1>`${isMine(principal)}`.as('is_mine'))
    .where('play_window.ended_at', 'is', null);
}

function toAnswer(row: Row): PlayWindowAnswer {
  const { hours, ...window } = toPlayWindow(row);
  return {
    ...window,
    weekdays: [...window.weekdays],
    sessionKeys: [...window.sessionKeys],
    from: hours?.from ?? null,
    to: hours?.to ?? null,
    userId: row.user_id,
    holderAreaId: row.holder_area_id,
    areaName: row.area_name,
    holderName: row.user_name ?? row.holder_area_name ?? '',
    grantedBy: row.granter_name,
    grantedAt: row.granted_at,
    isMine: row.is_mine === 1,
  };
}
