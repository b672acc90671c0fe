import type { Kysely } from 'kysely';
import type { FaultAnswer } from '../../contract/http/faults.ts';
import { AppError } from '../../runtime/error.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** Reports in the areas that a person may read, newest first. */
export async function listFaults(
  db: Db,
  principal: Principal,
  query: { endpointId?: string | undefined; settled: boolean; limit: number },
): Promise<FaultAnswer[]> {
  const rows = await described(db)
    .where('endpoint.area_id', 'in', areaScope(principal, 'read'))
    .where('fault.settled_at', query.settled ? 'is not' : 'is', null)
    .$if(query.endpointId !== undefined, (all) =>
      all.where('fault.endpoint_id', '=', query.endpointId ?? ''),
    )
    .orderBy('fault.id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(toAnswer);
}

/** @throws AppError `fault_not_found` */
export async function requireFault(db: Db, id: string): Promise<Row> {
  const row = await described(db).where('fault.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('fault_not_found', `there is no report ${id}`);
  return row;
}

export function findByKey(db: Db, userId: string, key: string) {
  return described(db)
    .where('fault.user_id', '=', userId)
    .where('fault.key', '=', key)
    .executeTakeFirst();
}

type Row = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;

function described(db: Db) {
  return db
    .selectFrom('fault_report as fault')
    .innerJoin('endpoint', 'endpoint.id', 'fault.endpoint_id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .innerJoin('user as reporter', 'reporter.id', 'fault.user_id')
    .leftJoin('user as settler', 'settler.id', 'fault.settled_by')
    .select(['fault.id', 'fault.kind', 'fault.words', 'photo_sha256', 'photo_type'])
    .select(['fault.endpoint_id', 'endpoint.name as endpoint_name', 'endpoint.area_id'])
    .select(['station.id as station_id', 'station.name as station_name'])
    .select(['fault.user_id', 'reporter.name as reporter_name', 'seen_at', 'received_at'])
    .select(['settled_at', 'settler.name as settler_name', 'settled_words']);
}

export function toAnswer(row: Row): FaultAnswer {
  return {
    ...{ id: row.id, endpointId: row.endpoint_id, endpointName: row.endpoint_name },
    areaId: row.area_id,
    ...{ stationId: row.station_id, stationName: row.station_name },
    ...{ kind: row.kind, words: row.words, hasPhoto: row.photo_sha256 !== null },
    ...{ seenAt: row.seen_at, receivedAt: row.received_at, by: row.reporter_name },
    settled:
      row.settled_at === null
        ? null
        : { at: row.settled_at, by: row.settler_name ?? '', words: row.settled_words ?? '' },
  };
}
