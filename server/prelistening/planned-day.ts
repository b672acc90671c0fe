import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Ruling, SessionFill } from '../../core/compile/day.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Entry, Playlist } from '../../core/playlist/playlist.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import { readPlaylist, readRecord } from '../timetable/stored-day.ts';

/** A day of the endpoints of a station that have the same playlist. */
export interface PlannedDay {
  endpointIds: string[];
  entries: readonly Entry[];
  powered: Playlist['powered'];
  rulings: readonly Ruling[];
  sessions: readonly SessionFill[];
}

/** A station's day as it is in force; empty where it was not compiled. */
export async function readPlannedDays(
  db: Kysely<Database>,
  stationId: string,
  date: LocalDate,
): Promise<PlannedDay[]> {
  const rows = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .select(['endpoint.id', 'playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .where('endpoint.id', 'in', idsOf({ stationIds: [stationId] }))
    .where('endpoint.revoked_at', 'is', null)
    .where('endpoint_day.date', '=', date)
    .where(sql<SqlBool>`${stationOnDay(date)} = ${stationId}`)
    .orderBy('endpoint.id')
    .execute();
  const days = [...groupRows(rows, ({ playlist, rulings }) => `${playlist} ${rulings}`).values()];
  const hashes = days.flatMap(([one]) => (one ? [one.playlist, one.rulings] : []));
  const objects = await readObjects(db, [...new Set(hashes)]);
  return days.map((all) => {
    const { entries = [], powered = [] } = readPlaylist(objects.get(all[0]?.playlist ?? '')) ?? {};
    const { rulings, sessions } = readRecord(objects.get(all[0]?.rulings ?? ''));
    return { endpointIds: all.map(({ id }) => id), entries, powered, rulings, sessions };
  });
}
