import { sql, type Kysely } from 'kysely';
import type { OutageAnswer } from '../../contract/http/outages.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Back again is told of for so long. */
const shownAfterMs = 12 * 3_600_000;
const most = 200;

/** Who is away, and who is lately back, as far as a person may read: the open and the newest first. */
export async function listOutages(
  db: Kysely<Database>,
  principal: Principal,
  now: number,
): Promise<OutageAnswer[]> {
  const count = (condition: string) => sql<number>`sum(${sql.raw(condition)})`;
  const rows = await db
    .selectFrom('outage')
    .innerJoin('outage_endpoint as member', 'member.outage_id', 'outage.id')
    .innerJoin('endpoint', 'endpoint.id', 'member.endpoint_id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('area', 'area.id', 'outage.subject_id')
    .select(['outage.id', 'level', 'subject_id as subjectId', 'began_at as beganAt', 'drops'])
    .select(['ended_at as endedAt', 'area.name as areaName'])
    .select((eb) => [
      eb.fn.max('endpoint.name').as('endpointName'),
      eb.fn.max('station.name').as('stationName'),
      eb.fn.max('station.id').as('stationId'),
      eb.fn.countAll<number>().as('endpoints'),
      count('member.back_at is null').as('away'),
    ])
    .where('endpoint.area_id', 'in', areaScope(principal, 'read'))
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', now - shownAfterMs)]))
    .groupBy('outage.id')
    .orderBy(sql`ended_at is not null`)
    .orderBy('began_at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ areaName, endpointName, stationName, stationId, ...row }) => ({
    ...row,
    name: nameOf(row.level, { areaName, endpointName, stationName }),
    stationId: row.level === 'area' ? null : stationId,
    stationName: row.level === 'area' ? null : stationName,
  }));
}

function nameOf(
  level: OutageAnswer['level'],
  names: { areaName: string | null; endpointName: string; stationName: string },
): string {
  if (level === 'area') return names.areaName ?? '';
  return level === 'station' ? names.stationName : names.endpointName;
}
