import type { Kysely } from 'kysely';
import type { StationAnswer } from '../../contract/http/stations.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Page } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  findStation,
  hasStation,
  insertStation,
  listStations,
  type StationsQuery,
} from './repo.ts';

export interface StationsService {
  list(principal: Principal, query: StationsQuery): Promise<Page<StationAnswer>>;
  create(principal: Principal, given: NewStation): Promise<StationAnswer>;
}

export interface NewStation {
  areaId: string;
  name: string;
  zone?: string | undefined;
}

export interface StationsDeps {
  db: Kysely<Database>;
  access: Access;
  /** Of a station that names none. */
  zone: string;
  clock: Clock;
}

export function createStationsService(deps: StationsDeps): StationsService {
  return {
    list: (principal, query) => listStations(deps.db, principal, query),
    create: (principal, given) => create(deps, principal, given),
  };
}

async function create(
  { db, access, zone, clock }: StationsDeps,
  principal: Principal,
  given: NewStation,
): Promise<StationAnswer> {
  const { areaId, name } = given;
  if (!(await access.areas()).has(areaId)) {
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  }
  await access.require(principal, 'station.write', areaId);
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    if (await hasStation(trx, areaId)) {
      throw new AppError('station_area_taken', 'that area has its station already');
    }
    await insertStation(trx, {
      id,
      area_id: areaId,
      name,
      zone: given.zone ?? zone,
      created_at: clock.now(),
    });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'station.create',
      subject: id,
      areaId,
      detail: { name },
    });
  });
  return await requireStation(db, id);
}

/** @throws AppError `station_not_found` */
export async function requireStation(db: Kysely<Database>, id: string): Promise<StationAnswer> {
  const station = await findStation(db, id);
  if (!station) throw new AppError('station_not_found', `there is no station ${id}`);
  return station;
}
