import { sql, type Kysely, type SqlBool } from 'kysely';
import type { StandingAnswerShown } from '../../contract/http/standing-answers.ts';
import type { Area } from '../../core/area/area.ts';
import { mayAnswer } from '../../core/ask/may-answer.ts';
import { AppError } from '../../runtime/error.ts';
import { areaScope } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { AsksDeps } from './answer-ask.ts';
import { toAnswer } from './ask-row.ts';

type Query = PageQuery & { stationId?: string | undefined };

/** What was answered once for always. */
export interface StandingAnswers {
  list(principal: Principal, query: Query): Promise<Page<StandingAnswerShown>>;
  /** From now on each time is asked again, also the coming ones that it had answered. */
  end(principal: Principal, id: string): Promise<void>;
}

export function createStandingAnswers(deps: AsksDeps): StandingAnswers {
  return {
    list: async (principal, query) => {
      const areas = await deps.access.areas();
      const page = await readPage(deps.db, principal, query);
      return { ...page, items: page.items.map((row) => toShown(row, principal, areas)) };
    },
    end: (principal, id) => end(deps, principal, id),
  };
}

async function end(
  { db, access, timetable, clock }: AsksDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  const row = await current(db, principal).where('standing_answer.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('standing_answer_not_found', `there is no standing answer ${id}`);
  if (!mayEnd(row, principal, await access.areas()))
    throw new AppError('not_allowed', 'those who operate the station or approve for it end it');
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('standing_answer')
      .set({ ended_by: principal.userId, ended_at: clock.now() })
      .where('id', '=', id)
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: `${row.kind}.end-always`,
      subject: id,
      areaId: row.station_area_id,
      detail: { ownerAreaId: row.area_id, answer: toAnswer(row.answer) },
    });
  });
  await timetable.changed({ stationIds: [row.station_id] });
}

type Row = Awaited<ReturnType<typeof readPage>>['items'][number];

async function readPage(db: Kysely<Database>, principal: Principal, query: Query) {
  const { stationId, limit, cursor } = query;
  const after = readCursor(cursor, idKey);
  const rows = await current(db, principal)
    .$if(stationId !== undefined, (all) => all.where('station_id', '=', stationId ?? ''))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`standing_answer.id < ${after?.[0]}`))
    .orderBy('standing_answer.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ id }) => [id]);
}

function current(db: Kysely<Database>, principal: Principal) {
  return db
    .selectFrom('standing_answer')
    .innerJoin('station', 'station.id', 'standing_answer.station_id')
    .innerJoin('area as owner', 'owner.id', 'standing_answer.area_id')
    .innerJoin('user', 'user.id', 'standing_answer.user_id')
    .selectAll('standing_answer')
    .select(['station.name as station_name', 'station.area_id as station_area_id'])
    .select(['owner.name as owner_name', 'user.name as user_name'])
    .where('ended_at', 'is', null)
    .where('station.area_id', 'in', areaScope(principal, 'read'));
}

function mayEnd(row: Row, { grants }: Principal, areas: ReadonlyMap<string, Area>): boolean {
  const about = { stationAreaId: row.station_area_id, ownerAreaId: row.area_id };
  return mayAnswer(grants, about, areas);
}

function toShown(
  row: Row,
  principal: Principal,
  areas: ReadonlyMap<string, Area>,
): StandingAnswerShown {
  return {
    id: row.id,
    stationId: row.station_id,
    stationName: row.station_name,
    areaId: row.station_area_id,
    kind: row.kind,
    ownerAreaId: row.area_id,
    ownerName: row.owner_name,
    answer: toAnswer(row.answer),
    answeredBy: row.user_name,
    at: row.at,
    mayEnd: mayEnd(row, principal, areas),
  };
}
