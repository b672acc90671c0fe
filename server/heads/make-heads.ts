import { sql, type SqlBool, type Transaction } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { hashObject, keepObjects, type HashedObject } from '../objects/objects.ts';
import { groupRows } from '../store/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces } from '../territory/endpoint-places.ts';
import { heldDays } from '../timetable/horizon.ts';
import { contentHash, headContent, signHead, type MadeHead } from './head-content.ts';
import { keepHeads } from './keep-heads.ts';
import { isDueAgain } from './renewal.ts';
import { settingsOf } from './settings-of.ts';

export interface HeadRequest {
  endpointIds: readonly string[];
  tree: Tree;
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
  signer: Signer;
  keysSha256: string;
  now: number;
  /** For heads that are carried: they live so long, and a day of that may have gone. */
  lifeMs?: number | undefined;
  /** Also those that would say the same. */
  isForced?: boolean;
}

const dayMs = 86_400_000;

/**
 * Makes the heads of endpoints whose content changed or almost half of whose life has gone, and gives those
 * alone. All in the caller's transaction, so that a stop and a compile at one time cannot undo each other.
 */
export async function makeHeads(
  trx: Transaction<Database>,
  request: HeadRequest,
): Promise<MadeHead[]> {
  const { tree, quietHours, signer, keysSha256, now } = request;
  if (request.endpointIds.length === 0) return [];
  const endpoints = await readEndpoints(trx, request.endpointIds);
  const ids = endpoints.map(({ id }) => id);
  if (ids.length === 0) return [];
  const days = groupRows(await readDays(trx, ids, now), (row) => row.endpoint_id);
  const stops = groupRows(await readStops(trx, ids, now), (row) => row.endpoint_id);
  const placed = await loadPlaces(trx, { endpointIds: ids });
  const places = new Map(placed.map((endpoint) => [endpoint.id, endpoint.places]));
  const heads = new Map((await readHeads(trx, ids)).map((row) => [row.endpoint_id, row]));

  const made: MadeHead[] = [];
  const datesOf = heldDaysByZone(now);
  const settings = new Map<string, HashedObject>();
  for (const endpoint of endpoints) {
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
      signer.keyId,
    );
    const last = heads.get(endpoint.id);
    const contentSha256 = contentHash(content);
    const isSame = last?.content_sha256 === contentSha256;
    if (last && isSame && !request.isForced && isFresh(endpoint.id, last, request)) continue;
    settings.set(setting.sha256, setting);
    const lastSequence = last?.sequence ?? 0;
    const { lifeMs } = request;
    made.push(signHead(content, { signer, lastSequence, now, lifeMs, contentSha256 }));
  }
  await keepObjects(trx, [...settings.values()], now);
  await keepHeads(trx, made);
  return made;
}

function isFresh(
  endpointId: string,
  last: { issued_at: number; expires_at: number },
  { now, lifeMs }: Pick<HeadRequest, 'now' | 'lifeMs'>,
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

function readEndpoints(trx: Transaction<Database>, ids: readonly string[]) {
  return trx
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.id', 'endpoint.name', 'station.name as stationName', 'station.zone'])
    .where('endpoint.id', 'in', ids)
    .where('endpoint.revoked_at', 'is', null)
    .execute();
}

function readDays(trx: Transaction<Database>, ids: readonly string[], now: number) {
  return (
    trx
      .selectFrom('endpoint_day')
      .select(['endpoint_id', 'date', 'playlist_sha256'])
      .where('endpoint_id', 'in', ids)
      // Yesterday in any zone.
      .where('date', '>=', addDays(localDateOf(now, 'UTC'), -2))
      .execute()
  );
}

function readStops(trx: Transaction<Database>, ids: readonly string[], now: number) {
  return (
    trx
      .selectFrom('stop')
      .select(['endpoint_id', 'occurrence'])
      .where('endpoint_id', 'in', ids)
      // Those of days that a head may hold, whenever they were stopped; an id ends with its date.
      .where(sql<SqlBool>`substr(occurrence, -10) >= ${addDays(localDateOf(now, 'UTC'), -2)}`)
      .orderBy('at')
      .execute()
  );
}

function readHeads(trx: Transaction<Database>, ids: readonly string[]) {
  return trx
    .selectFrom('head')
    .select(['endpoint_id', 'sequence', 'content_sha256', 'issued_at', 'expires_at'])
    .where('endpoint_id', 'in', ids)
    .execute();
}
