import type { Kysely } from 'kysely';
import { isAreaValid, isInArea } from '../../core/area/area.ts';
import type { ListGround } from '../../core/endpoint-list/understand-list.ts';
import { fold } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Access } from '../access/access.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

/** What a list is held against: the stations in an area on a day, and all that stands there. */
export async function loadGround(
  { db, access }: { db: Kysely<Database>; access: Access },
  areaId: string,
  today: LocalDate,
): Promise<ListGround> {
  const areas = await access.areas();
  const rows = await db
    .selectFrom('station')
    .select(['id', 'name', 'area_id', 'valid_to'])
    .execute();
  const open = rows.filter(
    (row) =>
      (row.valid_to === null || row.valid_to >= today) && isInArea(areas, row.area_id, areaId),
  );
  const villages = groupRows(
    [...areas.values()].filter((area) => area.parentId !== null && isAreaValid(area, today)),
    (area) => area.parentId ?? '',
  );
  const endpoints = groupRows(
    await db
      .selectFrom('endpoint')
      .select(['station_id', 'name'])
      .where('revoked_at', 'is', null)
      .execute(),
    (row) => row.station_id,
  );
  const sites = await db
    .selectFrom('endpoint_site')
    .select('serial')
    .where('serial', 'is not', null)
    .execute();
  return {
    stations: open.map((row) => ({
      id: row.id,
      names: [...new Set([row.name, areas.get(row.area_id)?.name ?? row.name].map(fold))],
      areaId: row.area_id,
      villages: (villages.get(row.area_id) ?? []).map((area) => ({
        areaId: area.id,
        name: area.name,
      })),
      taken: (endpoints.get(row.id) ?? []).map(({ name }) => name),
    })),
    serials: sites.flatMap(({ serial }) => serial ?? []),
  };
}
