import type { Kysely, Transaction } from 'kysely';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import { withoutOccurrence } from '../../core/broadcast/without-occurrence.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { toBroadcast } from './broadcast-row.ts';
import { columnsIn, keepBroadcast, type Act } from './keep-broadcast.ts';
import { broadcastIn } from './owners.ts';
import { dayColumns } from './repo.ts';

/** A broadcast that loses occurrences to another one (Ghi đè). */
export interface TakenOut {
  row: Database['broadcast'];
  occurrences: readonly string[];
  /** What is left of it; `null`: nothing. */
  after: Broadcast | null;
  /** The granted window inside which it lies. */
  windowId: string | null;
}

/**
 * What taking occurrences out would leave of their broadcasts.
 * @throws AppError `occurrence_not_found`, also for those of `own`: nothing replaces itself
 */
export async function findTakenOut(
  db: Kysely<Database>,
  occurrences: readonly string[],
  own: ReadonlySet<string>,
): Promise<TakenOut[]> {
  if (occurrences.length === 0) return [];
  const named = groupRows([...new Set(occurrences)], broadcastIn);
  const rows = await db
    .selectFrom('broadcast')
    .leftJoin('window_version as window', (join) =>
      join
        .onRef('window.broadcast_id', '=', 'broadcast.id')
        .onRef('window.version', '=', 'broadcast.version'),
    )
    .selectAll('broadcast')
    .select('window.window_id as windowId')
    .where('broadcast.id', 'in', [...named.keys()])
    .where('state', '=', 'active')
    .execute();
  const known = new Map(rows.map(({ windowId, ...row }) => [row.id, { row, windowId }]));
  return [...named].map(([id, some]) => {
    const found = known.get(id);
    if (!found || own.has(id)) return missing(some[0]);
    const whole: Broadcast | null = toBroadcast(found.row);
    return { ...found, occurrences: some, after: some.reduce(without, whole) };
  });
}

function without(broadcast: Broadcast | null, occurrence: string): Broadcast | null {
  const date = parseOccurrenceId(occurrence)?.date ?? '';
  const isThere =
    broadcast !== null && occurrencesOn(broadcast, date).some(({ id }) => id === occurrence);
  return isThere ? withoutOccurrence(broadcast, { occurrence, date }) : missing(occurrence);
}

function missing(occurrence = ''): never {
  throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence} to take out`);
}

/** Whether a person may take occurrences out of a broadcast. */
export function mayTakeOut(access: Access, principal: Principal, { row }: TakenOut) {
  return access.allows(principal, 'broadcast.write', row.owner_area_id);
}

/** @throws AppError `replace_not_allowed`, with the area and title of each that is not theirs to take out */
export async function requireTakeOut(
  access: Access,
  principal: Principal,
  taken: readonly TakenOut[],
): Promise<void> {
  const areas = await access.areas();
  const fields = [];
  for (const one of taken) {
    if (await mayTakeOut(access, principal, one)) continue;
    const { owner_area_id: areaId, title } = one.row;
    const message = `${title} (${areas.get(areaId)?.name ?? areaId})`;
    fields.push({ path: 'replaces', code: 'not_allowed', message });
  }
  if (fields.length === 0) return;
  const whose = fields.map(({ message }) => message).join(', ');
  throw new AppError('replace_not_allowed', `no right to take out ${whose}`, { fields });
}

/**
 * Takes them out, as part of an act that puts something else in their place.
 * @throws AppError `broadcast_changed`
 */
export async function takeOut(
  trx: Transaction<Database>,
  clock: Clock,
  { act, taken, by }: { act: Act; taken: readonly TakenOut[]; by: string },
): Promise<void> {
  for (const { row, after, occurrences, windowId } of taken) {
    const { id, version: seen } = row;
    const change = after ? dayColumns(after) : { state: 'withdrawn' as const };
    const columns = { ...columnsIn(row), ...change };
    const update = { ...act, what: 'update' as const };
    const { version } = await keepBroadcast(trx, clock, update, { id, seen, columns });
    if (windowId !== null)
      await trx
        .insertInto('window_version')
        .values({ broadcast_id: id, version, window_id: windowId })
        .execute();
    await recordAudit(trx, {
      clock,
      userId: act.userId,
      action: 'broadcast.replace',
      subject: id,
      areaId: row.owner_area_id,
      detail: { occurrences, by },
    });
  }
}
