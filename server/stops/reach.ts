import type { Kysely } from 'kysely';
import type { SignedHead } from '../../contract/station/head.ts';
import type { StopReach } from '../../contract/http/stops.ts';
import { isAllowed } from '../../core/access/roles.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Access } from '../access/access.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { toKeyholder } from '../stations/keyholder.ts';
import type { Database } from '../store/schema.ts';

export interface StopReachDeps {
  db: Kysely<Database>;
  access: Access;
}

interface Reach {
  at: number | null;
  reached: number;
  waiting: number;
  endpoints: StopReach[];
}

const mostListed = 1000;

/**
 * Whom a stop has reached: those that say that they hold the order which carries it, or a newer one. Only
 * where the person may stop.
 */
export async function stopReach(
  { db, access }: StopReachDeps,
  principal: Principal,
  occurrence: string,
): Promise<Reach> {
  const rows = await readStops(db, principal, occurrence);
  const areas = await access.areas();
  const date = parseOccurrenceId(occurrence)?.date ?? '';
  const { grants } = principal;
  const endpoints = rows
    .map(({ headSequence, heldSequence, newest, ...row }): StopReach => {
      const carrier = headSequence ?? carriedBy(newest, row.newestSequence, occurrence);
      const mayCall = isAllowed(grants, 'keyholder.read', row.stationAreaId, areas);
      return {
        ...{ endpointId: row.endpointId, name: row.name, seenAt: row.seenAt },
        ...{ stationId: row.stationId, stationName: row.stationName },
        reached: carrier !== null && heldSequence !== null && heldSequence >= carrier,
        isAhead: carrier === null && isBeyond(newest, date),
        keyholder: mayCall ? toKeyholder(row.keyholderName, row.keyholderPhone) : null,
      };
    })
    .sort((a, b) => Number(a.reached) - Number(b.reached));
  const reached = endpoints.filter((one) => one.reached).length;
  return {
    at: rows.reduce<number | null>((first, { at }) => Math.min(first ?? at, at), null),
    ...{ reached, waiting: endpoints.length - reached },
    endpoints: endpoints.slice(0, mostListed),
  };
}

/** The newest order, where it has come to carry a stop of a day that was too far ahead at first. */
function carriedBy(bytes: Buffer | null, sequence: number | null, occurrence: string) {
  return bytes?.includes(`"${occurrence}"`) === true ? sequence : null;
}

/** Whether a day lies behind all that an order holds. */
function isBeyond(newest: Buffer | null, date: LocalDate): boolean {
  const days = newest && (JSON.parse(newest.toString('utf8')) as SignedHead).days;
  return date > (days?.at(-1)?.date ?? '');
}

function readStops(db: Kysely<Database>, principal: Principal, occurrence: string) {
  return db
    .selectFrom('stop')
    .innerJoin('endpoint', 'endpoint.id', 'stop.endpoint_id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .leftJoin('head', (join) =>
      join
        .onRef('head.endpoint_id', '=', 'endpoint.id')
        // Few stops need it, and it is long.
        .on('stop.head_sequence', 'is', null),
    )
    .select(['endpoint.id as endpointId', 'endpoint.name', 'stop.at'])
    .select(['station.id as stationId', 'station.name as stationName'])
    .select(['station.area_id as stationAreaId', 'station.keyholder_name as keyholderName'])
    .select(['station.keyholder_phone as keyholderPhone', 'status.seen_at as seenAt'])
    .select(['stop.head_sequence as headSequence', 'status.head_sequence as heldSequence'])
    .select(['head.bytes as newest', 'head.sequence as newestSequence'])
    .where('stop.occurrence', '=', occurrence)
    .where('endpoint.area_id', 'in', areaScope(principal, 'broadcast.stop'))
    .orderBy('station.name_folded')
    .orderBy('endpoint.name')
    .execute();
}
