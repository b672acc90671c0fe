import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import { actions, type Role } from '../../core/access/roles.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { AskState } from '../../core/ask/answer.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { addDays } from '../../core/time/zoned.ts';
import { areaScope, areasBeneath } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { isBeneathOnDay, isInScopeOnDay } from '../territory/beneath-on-day.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import { daysAhead, heldDays } from '../timetable/horizon.ts';

type Db = Kysely<Database>;

export interface AsksQuery extends PageQuery {
  state: AskState;
  stationId?: string | undefined;
  /** Only what the person may answer now. */
  answerable?: boolean | undefined;
}

/** An ask with the station that is asked, and its area on the day that is asked about. */
export type StationAsk = Awaited<ReturnType<typeof readAsks>>[number];

const deadlineKey = z.tuple([z.number(), z.string()]);

/** Where asks are read, and the areas of every day. */
export interface AsksStore {
  db: Db;
  tree: Tree;
  now: EpochMs;
}

/** A page, and how many there are in all where only answerable ones were asked for. */
export type AsksPage<Item> = Page<Item> & { total: number | null };

const day = sql.ref<string>('ask.date');
const owner = sql.ref<string>('ask.owner_area_id');
const stationArea = stationAreaOnDay(day);

/**
 * What the stations of a person's areas are asked: open asks by deadline, others the newest first. A station
 * is of a person's areas if it is today, or on the day that is asked about.
 */
export async function listAsks(
  { db, ...at }: AsksStore,
  principal: Principal,
  query: AsksQuery & { kind: 'offer' | 'decision' },
): Promise<AsksPage<StationAsk>> {
  const { kind, state, stationId, limit, cursor } = query;
  const isAnswerable = query.answerable === true;
  const after = readCursor(cursor, deadlineKey);
  const isOpen = state === 'open';
  const beyond = sql.raw(isOpen ? '>' : '<');
  const direction = isOpen ? 'asc' : 'desc';
  const wanted = asks(db)
    .where('ask.kind', '=', kind)
    .where('ask.state', '=', state)
    .where(isReadable(at, principal))
    .$if(stationId !== undefined, (all) => all.where('ask.station_id', '=', stationId ?? ''))
    .$if(isAnswerable, (all) => all.where(isAnswerableBy(at, principal)));
  const rows = await wanted
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(ask.deadline, ask.id) ${beyond} (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('ask.deadline', direction)
    .orderBy('ask.id', direction)
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ deadline, id }) => [deadline, id]);
  return { ...page, total: isAnswerable ? await count(wanted) : null };
}

async function count(wanted: ReturnType<typeof asks>): Promise<number> {
  const { total } = await wanted
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** `null` also for one that the person may not see. */
export async function findAsk(
  { db, ...at }: AsksStore,
  principal: Principal,
  { kind, id }: { kind: 'offer' | 'decision'; id: string },
): Promise<StationAsk | null> {
  const [row] = await readAsks(
    asks(db).where('ask.kind', '=', kind).where('ask.id', '=', id).where(isReadable(at, principal)),
  );
  return row ?? null;
}

/**
 * What `mayAnswerAsk` says of a row, as a condition: by the areas of today or of the day that is asked about,
 * a grant that reaches the station and not whoever asks, and until the deadline.
 */
function isAnswerableBy(
  { tree, now }: Omit<AsksStore, 'db'>,
  { grants }: Principal,
): RawBuilder<SqlBool> {
  const days = askedDays(now);
  const enough: readonly Role[] = actions['ask.answer'];
  const areaIds = new Set(
    grants.filter(({ role }) => enough.includes(role)).map(({ areaId }) => areaId),
  );
  const reaches = [...areaIds].map((areaId) => {
    const beneath = areasBeneath([areaId]);
    const onDay = (area: RawBuilder<string>) => isBeneathOnDay(tree, [areaId], days, { day, area });
    return sql`(station.area_id in ${beneath}
        and (${owner} not in ${beneath} or ${owner} = station.area_id))
      or (${onDay(stationArea)} and (not ${onDay(owner)} or ${owner} = ${stationArea}))`;
  });
  if (reaches.length === 0) return sql<SqlBool>`0`;
  return sql<SqlBool>`(ask.deadline > ${now} and ask.state in ('open', 'answered')
    and (${sql.join(reaches, sql` or `)}))`;
}

/** Of what is asked about other days than those that are held, today's areas say it. */
function isReadable(
  { tree, now }: Omit<AsksStore, 'db'>,
  principal: Principal,
): RawBuilder<SqlBool> {
  const days = askedDays(now);
  const row = { day, area: stationArea };
  return sql<SqlBool>`(station.area_id in ${areaScope(principal, 'read')}
    or ${isInScopeOnDay(tree, { principal, action: 'read' }, days, row)})`;
}

/** A day more than is held: zones differ. */
function askedDays(now: EpochMs) {
  const [from = ''] = heldDays(now, 'UTC');
  return { from, to: addDays(from, daysAhead + 2) };
}

function readAsks(query: ReturnType<typeof asks>) {
  return query.execute();
}

function asks(db: Db) {
  return db
    .selectFrom('ask')
    .innerJoin('station', 'station.id', 'ask.station_id')
    .innerJoin('area as owner', 'owner.id', 'ask.owner_area_id')
    .leftJoin('user', 'user.id', 'ask.answered_by')
    .selectAll('ask')
    .select(['station.name as station_name', 'station.area_id as station_area_today_id'])
    .select(stationArea.as('station_area_id'))
    .select(['owner.name as owner_name', 'user.name as answered_by_name']);
}
