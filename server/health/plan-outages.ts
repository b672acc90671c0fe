import { sql, type Kysely } from 'kysely';
import { flapMs, planOutages, type Outage, type OutagePlan } from '../../core/health/outages.ts';
import { among } from '../store/among.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** Who has gone away or come back since the last look. */
export async function outagePlan(
  db: Db,
  { listeningSince, now }: { listeningSince: number; now: number },
): Promise<OutagePlan> {
  const endpoints = await db
    .selectFrom('endpoint')
    .innerJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .innerJoin('area', 'area.id', 'station.area_id')
    .leftJoin('snooze', (join) =>
      join.onRef('snooze.endpoint_id', '=', 'endpoint.id').on('snooze.until', '>', now),
    )
    .select(['endpoint.id', 'endpoint.station_id as stationId', 'area.parent_id as aboveId'])
    .select(['status.seen_at as seenAt', sql<0 | 1>`snooze.until is not null`.as('isSnoozed')])
    .where('endpoint.revoked_at', 'is', null)
    // A receiver speaks only when it is pushed to.
    .where('endpoint.kind', '=', 'agent')
    .execute();
  return planOutages({
    endpoints: endpoints.map((row) => ({ ...row, isSnoozed: row.isSnoozed === 1 })),
    outages: await readOutages(db, now),
    listeningSince,
    now,
  });
}

async function readOutages(db: Db, now: number): Promise<Outage[]> {
  const rows = await db
    .selectFrom('outage')
    .selectAll()
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', now - flapMs)]))
    .execute();
  const ids = rows.map(({ id }) => id);
  const members = await db
    .selectFrom('outage_endpoint')
    .selectAll()
    .where('outage_id', 'in', among(ids))
    .execute();
  const membersOf = groupRows(members, ({ outage_id: id }) => id);
  return rows.map((row) => ({
    ...{ id: row.id, level: row.level, subjectId: row.subject_id, beganAt: row.began_at },
    ...{ drops: row.drops, endedAt: row.ended_at },
    members: (membersOf.get(row.id) ?? []).map((member) => ({
      ...{ endpointId: member.endpoint_id, lostAt: member.lost_at },
      ...{ backAt: member.back_at, seenSince: member.seen_since },
    })),
  }));
}
