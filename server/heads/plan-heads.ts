import type { Kysely } from 'kysely';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { hashObject, type HashedObject } from '../objects/objects.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { stoppedDay } from '../store/stopped-day.ts';
import { loadPlaces } from '../territory/endpoint-places.ts';
import { heldDays } from '../timetable/horizon.ts';
import { contentHash, headContent, type HeadContent } from './head-content.ts';
import type { HeadRules } from './head-rules.ts';
import { isDueAgain } from './renewal.ts';
import { settingsOf } from './settings-of.ts';

/** What decides what heads say, beside the endpoints' own rows. */
export interface HeadPlanRequest extends HeadRules {
  endpointIds: readonly string[];
  /** Of the key that signs, and of all keys that endpoints are told of. */
  keyId: string;
  keysSha256: string;
  now: number;
  /** For heads that are carried: they live so long, and a day of that may have gone. */
  lifeMs?: number | undefined;
}

/** What an endpoint's head is to say. */
export interface PlannedHead {
  content: HeadContent;
  contentSha256: string;
  setting: HashedObject;
  /** 0: there was none. */
  lastSequence: number;
  /** It says something else than the last one, or almost half of that one's life has gone. */
  isDue: boolean;
}

const dayMs = 86_400_000;

/** Reads what the heads of endpoints are to say; those that are gone are left out. */
export async function planHeads(
  db: Kysely<Database>,
  request: HeadPlanRequest,
): Promise<PlannedHead[]> {
  const { tree, quietHours, keyId, keysSha256, now } = request;
  if (request.endpointIds.length === 0) return [];
  const endpoints = await readEndpoints(db, request.endpointIds);
  const ids = endpoints.map(({ id }) => id);
  if (ids.length === 0) return [];
  const days = groupRows(await readDays(db, ids, now), (row) => row.endpoint_id);
  const stops = groupRows(await readStops(db, ids, now), (row) => row.endpoint_id);
  const placed = await loadPlaces(db, { endpointIds: ids });
  const places = new Map(placed.map((endpoint) => [endpoint.id, endpoint.places]));
  const heads = new Map((await readHeads(db, ids)).map((row) => [row.endpoint_id, row]));
  const datesOf = heldDaysByZone(now);
  return endpoints.map((endpoint) => {
    const dates = datesOf(endpoint.zone);
    const held = new Set(dates);
    const setting = hashObject(
      'settings',
      settingsOf(
        { ...endpoint, places: places.get(endpoint.id) ?? [] },
        { tree, dates, quietHoursOf: (placeId) => quietHours.get(placeId) ?? [] },
      ),
    );
    const content = headContent(
      {
        endpointId: endpoint.id,
        settingsSha256: setting.sha256,
        keysSha256,
        days: (days.get(endpoint.id) ?? [])
          .filter(({ date }) => held.has(date))
          .map(({ date, playlist_sha256: playlist }) => ({ date, playlist })),
        stopped: (stops.get(endpoint.id) ?? []).map(({ occurrence }) => occurrence),
      },
      keyId,
    );
    const last = heads.get(endpoint.id);
    const contentSha256 = contentHash(content);
    const isSame = last?.content_sha256 === contentSha256;
    const isDue = !last || !isSame || !isFresh(endpoint.id, last, request);
    return { content, contentSha256, setting, lastSequence: last?.sequence ?? 0, isDue };
  });
}

function isFresh(
  endpointId: string,
  last: { issued_at: number; expires_at: number },
  { now, lifeMs }: Pick<HeadPlanRequest, 'now' | 'lifeMs'>,
): boolean {
  return lifeMs === undefined
    ? !isDueAgain({ endpointId, issuedAt: last.issued_at }, now)
    : last.expires_at > now + lifeMs - dayMs;
}

/** Reckoned once for each zone: a batch has one or two. */
function heldDaysByZone(now: number): (zone: string) => LocalDate[] {
  const known = new Map<string, LocalDate[]>();
  return (zone) => {
    const dates = known.get(zone) ?? heldDays(now, zone);
    known.set(zone, dates);
    return dates;
  };
}

function readEndpoints(db: Kysely<Database>, ids: readonly string[]) {
  return db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.id', 'endpoint.name', 'station.name as stationName', 'station.zone'])
    .where('endpoint.id', 'in', ids)
    .where('endpoint.revoked_at', 'is', null)
    .execute();
}

function readDays(db: Kysely<Database>, ids: readonly string[], now: number) {
  return (
    db
      .selectFrom('endpoint_day')
      .select(['endpoint_id', 'date', 'playlist_sha256'])
      .where('endpoint_id', 'in', ids)
      // Yesterday in any zone.
      .where('date', '>=', addDays(localDateOf(now, 'UTC'), -2))
      .execute()
  );
}

function readStops(db: Kysely<Database>, ids: readonly string[], now: number) {
  return (
    db
      .selectFrom('stop')
      .select(['endpoint_id', 'occurrence'])
      .where('endpoint_id', 'in', ids)
      // Those that may sound on days that a head holds: a guest up to a week after the day that it is named by.
      .where(stoppedDay, '>=', addDays(localDateOf(now, 'UTC'), -9))
      .orderBy('at')
      .execute()
  );
}

function readHeads(db: Kysely<Database>, ids: readonly string[]) {
  return db
    .selectFrom('head')
    .select(['endpoint_id', 'sequence', 'content_sha256', 'issued_at', 'expires_at'])
    .where('endpoint_id', 'in', ids)
    .execute();
}
