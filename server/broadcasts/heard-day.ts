import { sql, type Kysely } from 'kysely';
import type { DayRecord } from '../../core/compile/day.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import type { Trial } from '../timetable/each-station.ts';
import { readPlaylist, readRecord } from '../timetable/stored-day.ts';

/** A day of endpoints of a station that hear the same. */
export interface HeardDay {
  stationId: string;
  stationName: string;
  zone: string;
  date: LocalDate;
  endpointIds: readonly string[];
  entries: readonly Entry[];
  record: DayRecord;
}

/** Today and the days to come, as they are in force. */
export async function savedDays(
  db: Kysely<Database>,
  stationIds: readonly string[],
  now: number,
): Promise<HeardDay[]> {
  const rows = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', (join) =>
      join.on('station.id', '=', stationOnDay(sql.ref('endpoint_day.date'))),
    )
    .select(['station.id as stationId', 'station.name as stationName', 'station.zone'])
    .select(['endpoint_day.date', 'endpoint_id as endpointId'])
    .select(['rulings_sha256 as rulings', 'playlist_sha256 as playlist'])
    .where('endpoint.id', 'in', idsOf({ stationIds }))
    .where('station.id', 'in', stationIds)
    .where('endpoint.revoked_at', 'is', null)
    // Today in any zone.
    .where('endpoint_day.date', '>=', addDays(localDateOf(now, 'UTC'), -1))
    .execute();
  const coming = rows.filter(({ date, zone }) => date >= localDateOf(now, zone));
  const hashes = coming.flatMap(({ rulings, playlist }) => [rulings, playlist]);
  const objects = await readObjects(db, hashes);
  const same = groupRows(coming, ({ stationId, date, rulings, playlist }) =>
    [stationId, date, rulings, playlist].join(' '),
  );
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { stationId, stationName, zone, date, rulings, playlist } = first;
    return {
      ...{ stationId, stationName, zone, date },
      endpointIds: group.map(({ endpointId }) => endpointId),
      entries: readPlaylist(objects.get(playlist))?.entries ?? [],
      record: readRecord(objects.get(rulings)),
    };
  });
}

/** Today and the days to come, from a compile that was not saved. */
export function triedDays(trials: readonly Trial[], now: number): HeardDay[] {
  return trials.flatMap(({ station: { id: stationId, name: stationName, zone }, groups }) =>
    groups
      .filter(({ date }) => date >= localDateOf(now, zone))
      .map(({ date, endpointIds, playlist, record }) => ({
        ...{ stationId, stationName, zone, date, endpointIds, record },
        entries: playlist.entries,
      })),
  );
}
