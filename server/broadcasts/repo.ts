import { sql, type Kysely, type SqlBool } from 'kysely';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { firstDateOf, lastDateOf } from '../../core/recurrence/occurs-on.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { toBroadcastAnswer } from './broadcast-row.ts';
import type { Draft } from './check-draft.ts';

type Db = Kysely<Database>;
type Row = Database['broadcast'];

/** Broadcasts of a person's areas and of those above, newest first. */
export async function listBroadcasts(
  db: Db,
  principal: Principal,
  { limit, cursor, state }: PageQuery & { state?: Row['state'] | undefined },
): Promise<Page<BroadcastAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('owner_area_id', 'in', readScope(principal))
    .$if(state !== undefined, (all) => all.where('state', '=', state ?? 'active'))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`id < ${after?.[0]}`))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toBroadcastAnswer) };
}

/** `null` also for one that the person may not see. */
export async function findBroadcast(db: Db, principal: Principal, id: string): Promise<Row | null> {
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', id)
    .where('owner_area_id', 'in', readScope(principal))
    .executeTakeFirst();
  return row ?? null;
}

/** The columns that say on which days a broadcast is, and what single days have otherwise. */
export function dayColumns({ dates, overrides }: Pick<Broadcast, 'dates' | 'overrides'>) {
  return {
    dates: JSON.stringify(dates),
    overrides: JSON.stringify(overrides),
    first_date: firstDateOf(dates),
    last_date: lastDateOf(dates),
  };
}

/** The columns that a draft decides. */
export function columnsOf(draft: Draft) {
  return {
    ...dayColumns(draft),
    title: draft.title,
    programme_id: draft.programmeId,
    campaign_id: draft.campaignId,
    owner_area_id: draft.ownerAreaId,
    class: draft.class,
    placement: JSON.stringify(draft.placement),
    items: JSON.stringify(draft.items),
    targets: JSON.stringify(draft.targets),
    overflow: JSON.stringify(draft.overflow),
    when_beaten: draft.whenBeaten,
    after_interrupt: draft.afterInterrupt,
    volume_percent: draft.volumePercent,
    urgent_since: draft.urgentSince,
  };
}
