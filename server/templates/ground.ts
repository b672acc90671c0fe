import type { Kysely } from 'kysely';
import type { Ground } from '../../core/template/lay-week.ts';
import type { FiledBroadcast } from '../../core/template/week-entry.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { draftOfRow } from '../history/draft-of-row.ts';
import { scopeOf, type Plan } from '../history/plan.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;
type Row = Database['broadcast'];
type Scope = Pick<Plan, 'areaId' | 'withBeneath'>;

/** Rows of the broadcasts of an area that may be on in a week. */
export async function readWeek(db: Db, scope: Scope, monday: LocalDate): Promise<Row[]> {
  return db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where('owner_area_id', 'in', scopeOf(scope))
    .where('first_date', '<=', addDays(monday, 6))
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', monday)]))
    .orderBy('id')
    .execute();
}

export function toFiled(row: Row): FiledBroadcast {
  return draftOfRow(row);
}

/** What a week is laid onto, with the rows behind it. */
export async function readGround(
  db: Db,
  scope: Scope,
  { monday, now }: { monday: LocalDate; now: number },
): Promise<{ ground: Ground; rows: ReadonlyMap<string, Row> }> {
  const rows = await readWeek(db, scope, monday);
  const laid = new Map<string, FiledBroadcast>();
  const origins = await originsOf(db, scope, monday);
  for (const row of rows) {
    const origin = origins.get(row.id);
    if (origin !== undefined) laid.set(origin, toFiled(row));
  }
  const today = await todayIn(db, scope.areaId, now);
  return {
    ground: { monday, today, broadcasts: rows.map(toFiled), laid },
    rows: new Map(rows.map((row) => [row.id, row])),
  };
}

/** Where copies that were made in a week came from, by the copy's id. */
async function originsOf(db: Db, scope: Scope, monday: LocalDate): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('broadcast_version as version')
    .innerJoin('broadcast', 'broadcast.id', 'version.broadcast_id')
    .select(['version.broadcast_id as id', 'version.origin'])
    .where('version.version', '=', 1)
    .where('version.origin', 'is not', null)
    .where('broadcast.state', '=', 'active')
    .where('broadcast.owner_area_id', 'in', scopeOf(scope))
    .where('broadcast.first_date', '>=', monday)
    .where('broadcast.first_date', '<=', addDays(monday, 6))
    .execute();
  return new Map(rows.flatMap(({ id, origin }) => (origin === null ? [] : [[id, origin]])));
}

/** The earliest day that it is at a station of the area. */
export async function todayIn(db: Db, areaId: string, now: number): Promise<LocalDate> {
  const rows = await db
    .selectFrom('station')
    .select('zone')
    .distinct()
    .where('area_id', 'in', areasBeneath([areaId]))
    .execute();
  const zones = rows.length > 0 ? rows.map(({ zone }) => zone) : ['UTC'];
  const [today = ''] = zones.map((zone) => localDateOf(now, zone)).sort();
  return today;
}
