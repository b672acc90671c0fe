import { sql, type Kysely, type Transaction } from 'kysely';
import type { OutageLevel, OutageMember, OutagePlan } from '../../core/health/outages.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { LiveHub } from '../live/hub.ts';
import type { Asker } from '../questions/ask-aside.ts';
import type { Database } from '../store/schema.ts';

export interface OutagesDeps {
  db: Kysely<Database>;
  asker: Asker;
  hub: Pick<LiveHub, 'tell'>;
  clock: Clock;
}

type Trx = Transaction<Database>;

// A statement of so many rows takes a few ms.
const batch = 300;

/** Looks who has gone away or come back; to be called again and again. */
export function createOutageWatch(deps: OutagesDeps): () => Promise<void> {
  const { db, asker, hub, clock } = deps;
  // Whoever spoke while this server was not there could not be heard.
  const listeningSince = clock.now();
  return async () => {
    const { bytes } = await asker.ask('outagePlan', { listeningSince });
    const plan = JSON.parse(Buffer.from(bytes).toString()) as OutagePlan;
    const told = new Set<string>();
    for (const outage of plan.begin) told.add(await begin(deps, outage));
    for (let from = 0; from < plan.change.length; from += batch) {
      const some = plan.change.slice(from, from + batch);
      await db.transaction().execute((trx) => change(trx, some));
      for (const { outageId } of some) told.add(outageId);
      await clock.sleep(0);
    }
    for (const { outageId, endedAt } of plan.end) {
      await db
        .updateTable('outage')
        .set({ ended_at: endedAt })
        .where('id', '=', outageId)
        .execute();
      told.add(outageId);
    }
    for (const id of told) await tell(db, hub, id);
  };
}

async function begin(
  { db, clock }: OutagesDeps,
  outage: { level: OutageLevel; subjectId: string; beganAt: number; members: OutageMember[] },
): Promise<string> {
  const id = newId(clock);
  const { level, subjectId, beganAt, members } = outage;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('outage')
      .values({
        ...{ id, level, subject_id: subjectId, began_at: beganAt, told_at: clock.now() },
        ...{ area_id: await areaOf(trx, level, subjectId), drops: 1, ended_at: null },
      })
      .execute();
    for (let from = 0; from < members.length; from += batch)
      await keepMembers(trx, id, members.slice(from, from + batch));
  });
  return id;
}

async function areaOf(trx: Trx, level: OutageLevel, id: string): Promise<string> {
  if (level === 'area') return id;
  const { area_id: areaId } = await trx
    .selectFrom(level)
    .select('area_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return areaId;
}

async function change(trx: Trx, changes: OutagePlan['change']): Promise<void> {
  for (const { outageId, member, isDrop } of changes) {
    await keepMembers(trx, outageId, [member]);
    if (isDrop)
      await trx
        .updateTable('outage')
        .set({ ended_at: null, drops: sql`drops + 1` })
        .where('id', '=', outageId)
        .execute();
  }
}

async function keepMembers(trx: Trx, id: string, members: readonly OutageMember[]): Promise<void> {
  await trx
    .insertInto('outage_endpoint')
    .values(
      members.map((member) => ({
        ...{ outage_id: id, endpoint_id: member.endpointId, lost_at: member.lostAt },
        ...{ back_at: member.backAt, seen_since: member.seenSince },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['outage_id', 'endpoint_id']).doUpdateSet((eb) => ({
        lost_at: eb.ref('excluded.lost_at'),
        back_at: eb.ref('excluded.back_at'),
        seen_since: eb.ref('excluded.seen_since'),
      })),
    )
    .execute();
}

async function tell(db: Kysely<Database>, hub: OutagesDeps['hub'], id: string): Promise<void> {
  const row = await db
    .selectFrom('outage')
    .select(['area_id', 'level', 'ended_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return;
  const { area_id: areaId, level, ended_at: endedAt } = row;
  await hub.tell(areaId, { type: 'outage.changed', outageId: id, level, isOver: endedAt !== null });
}
