import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { isAllowed } from '../../core/access/roles.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { requireStation } from './service.ts';

export interface Keyholder {
  name: string;
  phone: string;
}

export interface KeyholderDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/** Who has the key to a station's loudspeakers. @throws AppError `station_not_found`, `not_allowed` */
export async function showKeyholder(
  { db, access }: KeyholderDeps,
  principal: Principal,
  id: string,
): Promise<Keyholder | null> {
  const { areaId } = await requireStation(db, id);
  await access.require(principal, 'keyholder.read', areaId);
  const row = await db
    .selectFrom('station')
    .select(['keyholder_name as name', 'keyholder_phone as phone'])
    .where('id', '=', id)
    .executeTakeFirst();
  return toKeyholder(row?.name ?? null, row?.phone ?? null);
}

interface AskedKeyholders {
  principal: Principal;
  areas: ReadonlyMap<string, Area>;
  stationIds: readonly string[];
}

/** Those of some stations, as far as they are known and the person may know them. */
export async function readKeyholders(
  db: Kysely<Database>,
  { principal: { grants }, areas, stationIds }: AskedKeyholders,
): Promise<{ stationId: string; keyholder: Keyholder }[]> {
  const rows = await db
    .selectFrom('station')
    .select(['id as stationId', 'area_id as areaId'])
    .select(['keyholder_name as name', 'keyholder_phone as phone'])
    .where('id', 'in', among(stationIds))
    .execute();
  return rows.flatMap(({ stationId, areaId, name, phone }) => {
    const keyholder = toKeyholder(name, phone);
    const mayKnow = keyholder !== null && isAllowed(grants, 'keyholder.read', areaId, areas);
    return mayKnow ? [{ stationId, keyholder }] : [];
  });
}

/** @throws AppError `station_not_found`, `not_allowed` */
export async function setKeyholder(
  { db, access, clock }: KeyholderDeps,
  principal: Principal,
  id: string,
  keyholder: Keyholder | null,
): Promise<void> {
  const { areaId } = await requireStation(db, id);
  await access.require(principal, 'keyholder.write', areaId);
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('station')
      .set({ keyholder_name: keyholder?.name ?? null, keyholder_phone: keyholder?.phone ?? null })
      .where('id', '=', id)
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'station.keyholder',
      subject: id,
      areaId,
      // Whose number it is stands in one place alone.
      detail: { isKnown: keyholder !== null },
    });
  });
}

export function toKeyholder(name: string | null, phone: string | null): Keyholder | null {
  return name === null || phone === null ? null : { name, phone };
}
