import type { Kysely, Transaction } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { isAllowed } from '../../core/access/roles.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { MadeHead } from '../heads/head-content.ts';
import type { Heads } from '../heads/service.ts';
import type { Principal } from '../http/principal.ts';
import { groupRows } from '../store/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { hearingOf, type Hearing, type StopScope } from './hearing.ts';

export interface StopsDeps {
  db: Kysely<Database>;
  access: Access;
  heads: Heads;
  /** Called after endpoints were nudged: pushes to those among them go out from here. */
  pushUrgent: (endpointIds: readonly string[]) => Promise<void>;
  /** Takes a broadcast out for good; `false` where the person may not. */
  withdraw: (principal: Principal, broadcastId: string) => Promise<boolean>;
  clock: Clock;
}

export interface Stops {
  /** Silences an occurrence; the endpoints are told before anything is compiled. */
  stop(
    principal: Principal,
    occurrence: string,
    given: { scope: StopScope; alsoLater: boolean },
  ): Promise<{ endpoints: number; nudged: number; withdrawn: boolean | null }>;
}

/** So many heads are signed in one transaction. */
const batch = 250;

export function createStops(deps: StopsDeps): Stops {
  return {
    stop: async (principal, occurrence, { scope, alsoLater }) => {
      const tree = await deps.access.tree();
      const subject = await requireOccurrence(deps.db, occurrence);
      const scopeArea = await requireScope(deps, principal, scope);
      const areas = await deps.access.areas();
      const heard = await hearingOf(deps.db, { ...subject, scope, occurrence, tree });
      const hearing = scope.kind === 'mine' ? heard.filter(mayStop(principal, areas)) : heard;
      if (hearing.length === 0 && !occursOn(subject.broadcast.dates, subject.date))
        throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
      requireAll(principal, hearing, areas);
      const areaId = scopeArea ?? subject.broadcast.ownerAreaId;
      const stop = { principal, occurrence, scope, areaId };
      const nudged = await silence(deps, stop, hearing);
      await deps.pushUrgent(hearing.map(({ endpointId }) => endpointId));
      const { id } = subject.broadcast;
      const withdrawn = alsoLater ? await deps.withdraw(principal, id) : null;
      return { endpoints: hearing.length, nudged, withdrawn };
    },
  };
}

async function requireOccurrence(db: Kysely<Database>, occurrence: string) {
  const parsed = parseOccurrenceId(occurrence);
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', parsed?.broadcastId ?? '')
    .executeTakeFirst();
  const broadcast = row && toBroadcast(row);
  if (!parsed || !broadcast)
    throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  return { broadcast, date: parsed.date };
}

/** Checks the right over the scope and gives its area; `everywhere` has none of its own. */
async function requireScope(
  { db, access }: StopsDeps,
  principal: Principal,
  scope: StopScope,
): Promise<string | null> {
  if (scope.kind === 'everywhere' || scope.kind === 'mine') return null;
  const areaId = await areaOf(db, scope.kind, scope.id);
  if (areaId === null)
    throw new AppError(`${scope.kind}_not_found`, `there is no ${scope.kind} ${scope.id}`);
  await access.require(principal, 'broadcast.stop', areaId);
  return areaId;
}

async function areaOf(
  db: Kysely<Database>,
  kind: 'endpoint' | 'station' | 'area',
  id: string,
): Promise<string | null> {
  if (kind === 'area') {
    const row = await db.selectFrom('area').select('id').where('id', '=', id).executeTakeFirst();
    return row?.id ?? null;
  }
  const row = await db.selectFrom(kind).select('area_id').where('id', '=', id).executeTakeFirst();
  return row?.area_id ?? null;
}

function requireAll(
  principal: Principal,
  hearing: readonly Hearing[],
  areas: ReadonlyMap<string, Area>,
): void {
  if (!hearing.every(mayStop(principal, areas)))
    throw new AppError('not_allowed', 'it is heard beyond the areas where you may stop it');
}

function mayStop({ grants }: Principal, areas: ReadonlyMap<string, Area>) {
  const known = new Map<string, boolean>();
  return ({ areaId }: Hearing): boolean => {
    const may = known.get(areaId) ?? isAllowed(grants, 'broadcast.stop', areaId, areas);
    known.set(areaId, may);
    return may;
  };
}

interface Stop {
  principal: Principal;
  occurrence: string;
  scope: StopScope;
  areaId: string;
}

async function silence(deps: StopsDeps, stop: Stop, hearing: readonly Hearing[]): Promise<number> {
  const { db, heads } = deps;
  const { occurrence } = stop;
  const rules = await heads.rules();
  let nudged = 0;
  for (let from = 0; from === 0 || from < hearing.length; from += batch) {
    const endpointIds = hearing.slice(from, from + batch).map(({ endpointId }) => endpointId);
    const made: MadeHead[] = await db.transaction().execute(async (trx) => {
      await keepStops(trx, deps, stop, endpointIds);
      if (from === 0) await audit(trx, deps, stop, hearing.length);
      const carriers = await heads.make(trx, endpointIds, rules);
      await rememberCarriers(trx, occurrence, carriers);
      return carriers;
    });
    nudged += heads.publish(made);
  }
  return nudged;
}

async function keepStops(
  trx: Transaction<Database>,
  { clock }: StopsDeps,
  { principal, occurrence }: Stop,
  endpointIds: readonly string[],
): Promise<void> {
  if (endpointIds.length === 0) return;
  await trx
    .insertInto('stop')
    .values(
      endpointIds.map((endpointId) => ({
        occurrence,
        endpoint_id: endpointId,
        user_id: principal.userId,
        at: clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** With which head the stop goes out to each; heads that are made together mostly have one number. */
async function rememberCarriers(
  trx: Transaction<Database>,
  occurrence: string,
  made: readonly MadeHead[],
): Promise<void> {
  const carriers = made.filter(({ bytes }) => bytes.includes(`"${occurrence}"`));
  for (const [sequence, heads] of groupRows(carriers, (head) => head.sequence))
    await trx
      .updateTable('stop')
      .set({ head_sequence: sequence })
      .where('occurrence', '=', occurrence)
      .where(
        'endpoint_id',
        'in',
        heads.map(({ endpointId }) => endpointId),
      )
      .where('head_sequence', 'is', null)
      .execute();
}

async function audit(
  trx: Transaction<Database>,
  { clock }: StopsDeps,
  { principal, occurrence, scope, areaId }: Stop,
  endpoints: number,
): Promise<void> {
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action: 'occurrence.stop',
    subject: occurrence,
    areaId,
    detail: { scope, endpoints },
  });
}
