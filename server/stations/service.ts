import type { Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { Effects } from '../../contract/http/effects.ts';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { mergeStation, moveStation } from '../../core/area/change-station.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Page } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { TerritoryRequest, TerritoryService } from '../territory/service.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import {
  findStation,
  hasStation,
  insertStation,
  listStations,
  renameStation,
  type StationsQuery,
} from './repo.ts';

export interface StationsService {
  list(principal: Principal, query: StationsQuery): Promise<Page<StationAnswer>>;
  create(principal: Principal, given: NewStation): Promise<StationAnswer>;
  rename(principal: Principal, id: string, name: string): Promise<StationAnswer>;
  move(
    principal: Principal,
    id: string,
    given: { to: string; on: LocalDate },
    isDryRun: boolean,
  ): Promise<ChangedStation>;
  merge(
    principal: Principal,
    id: string,
    given: { into: string; on: LocalDate },
    isDryRun: boolean,
  ): Promise<ChangedStation>;
}

/** A station as it stands, and what its change touches. */
export type ChangedStation = StationAnswer & { effects: Effects };

export interface NewStation {
  areaId: string;
  name: string;
  zone?: string | undefined;
}

export interface StationsDeps {
  db: Kysely<Database>;
  access: Access;
  territory: TerritoryService;
  timetable: TimetableChanges;
  /** Of a station that names none. */
  zone: string;
  clock: Clock;
}

export function createStationsService(deps: StationsDeps): StationsService {
  return {
    list: (principal, query) => listStations(deps.db, principal, query, deps.territory.today()),
    create: (principal, given) => create(deps, principal, given),
    rename: (principal, id, name) => rename(deps, principal, id, name),
    move: async (principal, id, { to, on }, isDryRun) => {
      if (!(await deps.access.areas()).has(to))
        throw new AppError('area_not_found', `there is no area ${to}`);
      await deps.access.require(principal, 'station.write', to);
      return change(deps, principal, id, {
        make: (before) => moveStation(before, { stationId: id, to, on }),
        ...{ on, isDryRun, action: 'station.move', detail: { to, on } },
      });
    },
    merge: async (principal, id, { into, on }, isDryRun) => {
      const heir = await requireStation(deps.db, into);
      await deps.access.require(principal, 'station.write', heir.areaId);
      return change(deps, principal, id, {
        make: (before) => mergeStation(before, { stationId: id, into, on }),
        ...{ on, isDryRun, action: 'station.merge', detail: { into, on } },
      });
    },
  };
}

async function change(
  { db, access, territory }: StationsDeps,
  principal: Principal,
  id: string,
  given: Pick<TerritoryRequest, 'make' | 'isDryRun'> & {
    on: LocalDate;
    action: AuditAction;
    detail: Record<string, unknown>;
  },
): Promise<ChangedStation> {
  const { areaId } = await requireStation(db, id);
  await access.require(principal, 'station.write', areaId);
  const { make, isDryRun, on, action, detail } = given;
  const audit = { userId: principal.userId, action, subject: id, areaId, detail };
  const effects = await territory.change({ make, since: on, isDryRun, audit });
  return { ...(await requireStation(db, id)), effects };
}

async function create(
  { db, access, territory, zone, clock }: StationsDeps,
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
    if (await hasStation(trx, areaId, territory.today())) {
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

async function rename(
  { db, access, timetable, clock }: StationsDeps,
  principal: Principal,
  id: string,
  name: string,
): Promise<StationAnswer> {
  const { areaId, name: formerName } = await requireStation(db, id);
  await access.require(principal, 'station.write', areaId);
  if (name !== formerName) {
    await db.transaction().execute(async (trx) => {
      await renameStation(trx, id, name);
      const entry = { clock, userId: principal.userId, action: 'station.update' as const };
      await recordAudit(trx, { ...entry, subject: id, areaId, detail: { name, formerName } });
    });
    // Its loudspeakers show the name on their own pages.
    await timetable.changed({ stationIds: [id] });
  }
  return await requireStation(db, id);
}

/** @throws AppError `station_not_found` */
export async function requireStation(db: Kysely<Database>, id: string): Promise<StationAnswer> {
  const station = await findStation(db, id);
  if (!station) throw new AppError('station_not_found', `there is no station ${id}`);
  return station;
}
