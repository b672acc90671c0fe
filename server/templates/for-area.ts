import type { Kysely } from 'kysely';
import type { WeekEntry } from '../../core/template/week-entry.ts';
import type { Database } from '../store/schema.ts';

/**
 * The entries of an area's template for another area: what was for the area or its station is for the
 * other's. Other places stay as they are, to be refused where they do not belong.
 */
export async function entriesForArea(
  db: Kysely<Database>,
  entries: readonly WeekEntry[],
  { from, to }: { from: string; to: string },
): Promise<WeekEntry[]> {
  if (from === to) return [...entries];
  const rows = await db
    .selectFrom('station')
    .select(['id', 'area_id'])
    .where('area_id', 'in', [from, to])
    .execute();
  const stationOf = (areaId: string) => rows.find(({ area_id }) => area_id === areaId)?.id;
  const names = new Map([[from, to]]);
  const [station, other] = [stationOf(from), stationOf(to)];
  if (station !== undefined && other !== undefined) names.set(station, other);
  const named = (id: string) => names.get(id) ?? id;
  return entries.map((entry) => {
    if (entry.kind !== 'broadcast') return entry;
    const { ownerAreaId, targets } = entry.body;
    const body = {
      ...entry.body,
      ownerAreaId: named(ownerAreaId),
      targets: {
        ...targets,
        areas: targets.areas.map(named),
        stations: targets.stations.map(named),
        except: targets.except.map(named),
      },
    };
    return { ...entry, body };
  });
}
