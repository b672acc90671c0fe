import type { Kysely } from 'kysely';
import { areaSumRoutes } from '../../contract/http/area-sums.ts';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { requireWeek } from '../reports/local-days.ts';
import type { Database } from '../store/schema.ts';
import { requireStation } from '../stations/service.ts';
import { explain } from './explain.ts';
import { heardAt } from './heard.ts';
import { dayOf } from './show-playlist.ts';

export interface TimetableRoutesDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  endpoints: EndpointsService;
  clock: Clock;
}

export function timetableRoutes({
  db,
  access,
  asker,
  endpoints,
  clock,
}: TimetableRoutesDeps): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('occurrences', { principal, query });
    }),
    handle(contract.table, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('occurrenceTable', { principal, query });
    }),
    handle(contract.stations, async ({ principal, params, query }) => {
      const occurrence = params.id;
      const { date = requireNamedDay(occurrence) } = query;
      const asked = { principal, query: { ...query, occurrence, date } };
      return await asker.ask('occurrenceStations', asked);
    }),
    ...areaSumBindings(asker),
    handle(contract.explain, async ({ principal, params, query }) => {
      const endpoint = await endpoints.require(principal, 'read', query.endpoint);
      const tree = await access.tree();
      const request = { occurrence: params.id, endpoint, tree, now: clock.now() };
      return { steps: await explain(db, request) };
    }),
    handle(contract.heard, async ({ principal, params, query: { date } }) => {
      const { id: stationId, areaId } = await requireStation(db, params.id);
      await access.require(principal, 'read', areaId);
      const request = { stationId, date, tree: await access.tree(), now: clock.now() };
      return { groups: await heardAt(db, request) };
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

function areaSumBindings(asker: Asker): BoundRoute[] {
  return [
    handle(areaSumRoutes.areas, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('areaSums', { principal, query });
    }),
    handle(areaSumRoutes.stations, async ({ principal, params, query }) => {
      requireWeek(query);
      const asked = { principal, query: { ...query, areaId: params.id } };
      return await asker.ask('stationSums', asked);
    }),
  ];
}

/** @throws AppError `occurrence_not_found` where the name names no day */
function requireNamedDay(occurrence: string): LocalDate {
  const named = parseOccurrenceId(occurrence);
  if (!named) throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  return named.date;
}
