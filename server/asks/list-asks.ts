import { sql, type Kysely, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { AskState } from '../../core/ask/answer.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

export interface AsksQuery extends PageQuery {
  state: AskState;
  stationId?: string | undefined;
}

/** An ask with the station that is asked. */
export type StationAsk = Awaited<ReturnType<typeof readAsks>>[number];

const deadlineKey = z.tuple([z.number(), z.string()]);

/** What the stations of a person's areas are asked: open asks by deadline, others the newest first. */
export async function listAsks(
  db: Db,
  principal: Principal,
  { kind, state, stationId, limit, cursor }: AsksQuery & { kind: 'offer' | 'decision' },
): Promise<Page<StationAsk>> {
  const after = readCursor(cursor, deadlineKey);
  const isOpen = state === 'open';
  const beyond = sql.raw(isOpen ? '>' : '<');
  const direction = isOpen ? 'asc' : 'desc';
  const rows = await asks(db)
    .where('ask.kind', '=', kind)
    .where('ask.state', '=', state)
    .where('station.area_id', 'in', areaScope(principal, 'read'))
    .$if(stationId !== undefined, (all) => all.where('ask.station_id', '=', stationId ?? ''))
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(ask.deadline, ask.id) ${beyond} (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('ask.deadline', direction)
    .orderBy('ask.id', direction)
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ deadline, id }) => [deadline, id]);
}

/** `null` also for one that the person may not see. */
export async function findAsk(
  db: Db,
  principal: Principal,
  { kind, id }: { kind: 'offer' | 'decision'; id: string },
): Promise<StationAsk | null> {
  const [row] = await readAsks(
    asks(db)
      .where('ask.kind', '=', kind)
      .where('ask.id', '=', id)
      .where('station.area_id', 'in', areaScope(principal, 'read')),
  );
  return row ?? null;
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
    .select(['station.name as station_name', 'station.area_id as station_area_id'])
    .select(['owner.name as owner_name', 'user.name as answered_by_name']);
}
