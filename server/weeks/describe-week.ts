import type { Kysely } from 'kysely';
import type { WeekAnswer } from '../../contract/http/weeks.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { readRemarks } from './remarks.ts';
import { readWeek, recordingsOn, waitingIn } from './read-week.ts';
import type { WeekStation } from './week-station.ts';

type Db = Kysely<Database>;

/** A week as it is shown to somebody. */
export async function describeWeek(
  { db, access }: { db: Db; access: Access },
  principal: Principal,
  { station, monday, isAsked }: { station: WeekStation; monday: LocalDate; isAsked: boolean },
): Promise<WeekAnswer> {
  const { areaId, areaName, id: stationId } = station;
  const week = await readWeek(db, areaId, monday);
  const people = await namesOf(
    db,
    week.items.flatMap(({ makers }) => makers),
  );
  const recordings = await titlesOf(db, 'recording', week.items.flatMap(recordingsOn));
  const gone = await titlesOf(db, 'broadcast', week.goneIds);
  const isMine = (makers: readonly string[]) => makers.includes(principal.userId);
  const waiting = waitingIn(week);
  return {
    ...{ areaId, areaName, stationId, monday, isAsked },
    items: week.items.map((item) => ({
      broadcastId: item.broadcast.id,
      version: item.broadcast.version,
      title: item.broadcast.title,
      class: item.broadcast.class,
      placement: item.placement,
      days: item.days,
      sounds: recordingsOn(item).map((recordingId) => ({
        recordingId,
        title: recordings.get(recordingId) ?? '',
      })),
      state: item.state,
      makers: item.makers.map((id) => people.get(id) ?? ''),
      isMine: isMine(item.makers),
    })),
    gone: week.goneIds.map((broadcastId) => ({ broadcastId, title: gone.get(broadcastId) ?? '' })),
    approvals: week.approvals.map((row) => ({
      by: row.by,
      at: row.at,
      note: row.note,
      withdrawnBy: row.withdrawer,
      withdrawnAt: row.withdrawn_at,
    })),
    remarks: await readRemarks(db, { areaId, monday }),
    mayApprove:
      waiting.length > 0 &&
      !waiting.some(({ makers }) => isMine(makers)) &&
      (await access.allows(principal, 'week.approve', areaId)),
  };
}

async function titlesOf(
  db: Db,
  table: 'recording' | 'broadcast',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom(table)
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
