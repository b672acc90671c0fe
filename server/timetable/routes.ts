import type { Kysely } from 'kysely';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import { areaScope } from '../access/area-scope.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { requireWeek } from '../reports/local-days.ts';
import type { Database } from '../store/schema.ts';
import { isInScopeOnDay, type DatedRow } from '../territory/beneath-on-day.ts';
import { explain } from './explain.ts';
import { listOccurrences } from './list-occurrences.ts';
import { dayOf } from './show-playlist.ts';

export interface TimetableRoutesDeps {
  db: Kysely<Database>;
  access: Access;
  endpoints: EndpointsService;
  clock: Clock;
}

export function timetableRoutes({
  db,
  access,
  endpoints,
  clock,
}: TimetableRoutesDeps): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal, query }) => {
      requireWeek(query);
      const scope = areaScope(principal, 'read');
      const tree = await access.tree();
      const isMeant = (row: DatedRow) =>
        isInScopeOnDay(tree, { principal, action: 'read' }, query, row);
      return listOccurrences(db, { ...query, isMeant, scope, areas: tree.areas });
    }),
    handle(contract.explain, async ({ principal, params, query }) => {
      const endpoint = await endpoints.require(principal, 'read', query.endpoint);
      const tree = await access.tree();
      const request = { occurrence: params.id, endpoint, tree, now: clock.now() };
      return { steps: await explain(db, request) };
    }),
    handle(contract.playlist, async ({ principal, query }) => {
      const { id } = await endpoints.require(principal, 'read', query.endpointId);
      const { playlist, entries, rulings } = await dayOf(db, id, query.date);
      return {
        sha256: playlist,
        entries: entries.map(({ key, title, kind, startsAt, durationMs, volumePercent }) => ({
          key,
          title,
          kind,
          startsAt,
          durationMs,
          volumePercent,
        })),
        rulings: rulings.map(({ occurrence, title, airs, reason, startsAt }) => ({
          occurrence,
          title,
          airs,
          reason,
          startsAt,
        })),
      };
    }),
  ];
}
