import { sql, type Kysely } from 'kysely';
import type { Outlook } from '../../contract/http/broadcasts.ts';
import type { LostTargetAnswer } from '../../contract/http/effects.ts';
import type { Ruling } from '../../core/compile/day.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import type { Trial } from '../timetable/service.ts';
import { readRecord } from '../timetable/stored-day.ts';
import type { Reach } from './reach.ts';

type Line = Outlook['occurrences'][number];

interface StationDay {
  stationId: string;
  stationName: string;
  date: string;
  rulings: readonly Ruling[];
}

/** What is known of a broadcast before its days are looked at. */
interface Asked {
  reach: Reach;
  lost: readonly LostTargetAnswer[];
  now: number;
}

/** What becomes of a broadcast that is saved, from the days in force. */
export async function savedOutlook(
  db: Kysely<Database>,
  { broadcastId, reach, lost, now }: Asked & { broadcastId: string },
): Promise<Outlook> {
  const rows = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', (join) =>
      join.on('station.id', '=', stationOnDay(sql.ref('endpoint_day.date'))),
    )
    .select(['station.id as stationId', 'station.name as stationName', 'station.zone'])
    .select(['endpoint_day.date', 'endpoint_day.rulings_sha256 as hash'])
    .distinct()
    .where('endpoint.id', 'in', idsOf({ stationIds: stationIdsOf(reach) }))
    .where('station.id', 'in', stationIdsOf(reach))
    .where('endpoint.revoked_at', 'is', null)
    // Today in any zone.
    .where('endpoint_day.date', '>=', addDays(localDateOf(now, 'UTC'), -1))
    .execute();
  const coming = rows.filter(({ date, zone }) => date >= localDateOf(now, zone));
  const objects = await readObjects(
    db,
    coming.map(({ hash }) => hash),
  );
  const days = coming.map(({ hash, ...day }) => ({
    ...day,
    rulings: readRecord(objects.get(hash)).rulings,
  }));
  return toOutlook(broadcastId, { reach, lost, days });
}

/** What would become of it, from a compile that was not saved. */
export function triedOutlook(
  broadcastId: string,
  { reach, lost, trials, now }: Asked & { trials: readonly Trial[] },
): Outlook {
  const days = trials.flatMap(({ station, groups }) =>
    groups
      .filter(({ date }) => date >= localDateOf(now, station.zone))
      .map(({ date, record }) => ({
        stationId: station.id,
        stationName: station.name,
        date,
        rulings: record.rulings,
      })),
  );
  return toOutlook(broadcastId, { reach, lost, days });
}

function toOutlook(
  broadcastId: string,
  { reach, lost, days }: Pick<Asked, 'reach' | 'lost'> & { days: readonly StationDay[] },
): Outlook {
  const lines = new Map<string, Line>();
  for (const { stationId, stationName, date, rulings } of days) {
    const ruling = rulings.find((one) => one.broadcastId === broadcastId);
    const key = `${date} ${stationId}`;
    // It airs at a station if it does at one of its endpoints.
    if (!ruling || lines.get(key)?.airs) continue;
    const { airs, reason, startsAt } = ruling;
    lines.set(key, { stationId, stationName, date, airs, reason, startsAt });
  }
  return {
    endpoints: reach.places.length,
    stations: reach.stations.length,
    occurrences: [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
    lost: [...lost],
  };
}

function stationIdsOf({ stations }: Reach): string[] {
  return stations.map(({ id }) => id);
}
