import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import { countStandings, isInState, type EndpointState } from '../../core/today/standing.ts';
import type { StandingCounts } from '../../core/today/standing.ts';
import type { Principal } from '../http/principal.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import { isBehind, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { describeEndpoints } from './describe.ts';
import { endpointRowsOf } from './repo.ts';
import { readStandings, type EndpointsFilter, type StandingRow } from './standings.ts';

export interface EndpointsQuery extends PageQuery, EndpointsFilter {
  state?: EndpointState | undefined;
}

const placeKey = z.tuple([z.string(), z.string(), z.string(), z.string()]);
type PlaceKey = z.output<typeof placeKey>;

/** A page of the endpoints that fit, in the areas of a person, by station and then name. @throws AppError `cursor_invalid` */
export async function listEndpoints(
  db: Kysely<Database>,
  principal: Principal,
  { limit, cursor, state, ...filter }: EndpointsQuery,
  now: number,
): Promise<Page<EndpointAnswer> & { total: number }> {
  const after = readCursor(cursor, placeKey);
  const all = await readStandings(db, principal, filter, now);
  const fitting = state === undefined ? all : all.filter((one) => isInState(one, state));
  const ahead = after === null ? fitting : fitting.filter((one) => isBehind(placeOf(one), after));
  const { items, next } = toPage(ahead.slice(0, limit + 1), limit, placeOf);
  const rows = await endpointRowsOf(
    db,
    items.map(({ id }) => id),
  );
  return { items: await describeEndpoints(db, rows, now), next, total: fitting.length };
}

/** How many endpoints of each station are ready, heard of and playing, in the areas of a person. */
export async function summarizeEndpoints(
  db: Kysely<Database>,
  principal: Principal,
  filter: Pick<EndpointsFilter, 'areaId'>,
  now: number,
): Promise<(StandingCounts & { stationId: string })[]> {
  const all = await readStandings(db, principal, filter, now);
  return [...groupRows(all, ({ stationId }) => stationId)].map(([stationId, some]) => ({
    stationId,
    ...countStandings(some),
  }));
}

function placeOf({ nameFolded, stationId, name, id }: StandingRow): PlaceKey {
  return [nameFolded, stationId, name, id];
}
