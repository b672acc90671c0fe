import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { isAllowed } from '../../core/access/roles.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { hearingOf, type Hearing, type StopScope } from './hearing.ts';
import { soundingAt } from './sounding-at.ts';
import { silence, type SilenceDeps } from './silence.ts';

export interface StopsDeps extends SilenceDeps {
  access: Access;
  /** Takes a broadcast out for good; `false` where the person may not. */
  withdraw: (principal: Principal, broadcastId: string) => Promise<boolean>;
}

export interface Stops {
  /** Silences an occurrence; the endpoints are told before anything is compiled. */
  stop(
    principal: Principal,
    occurrence: string,
    given: { scope: StopScope; alsoLater: boolean },
  ): Promise<{ endpoints: number; nudged: number; withdrawn: boolean | null }>;
  /** Silences all that sounds at a station now; gives what that was. */
  stopSounding(
    principal: Principal,
    stationId: string,
  ): Promise<{ occurrences: string[]; endpoints: number; nudged: number }>;
}

export function createStops(deps: StopsDeps): Stops {
  const stops: Stops = {
    stop: async (principal, occurrence, { scope, alsoLater }) => {
      const tree = await deps.access.tree();
      const subject = await readSubject(deps.db, occurrence);
      const { broadcast } = subject;
      const scopeArea = await requireScope(deps, principal, scope);
      const areas = await deps.access.areas();
      const heard = await hearingOf(deps.db, { ...subject, scope, occurrence, tree });
      const hearing = scope.kind === 'mine' ? heard.filter(mayStop(principal, areas)) : heard;
      if (hearing.length === 0 && !(broadcast && occursOn(broadcast.dates, subject.date)))
        throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
      requireAll(principal, hearing, areas);
      const areaId = scopeArea ?? broadcast?.ownerAreaId ?? null;
      const endpointIds = hearing.map(({ endpointId }) => endpointId);
      const stop = { userId: principal.userId, occurrence, scope, areaId, endpointIds };
      const nudged = await silence(deps, stop);
      const isWithdrawn = async () =>
        broadcast !== null && (await deps.withdraw(principal, broadcast.id));
      const withdrawn = alsoLater ? await isWithdrawn() : null;
      return { endpoints: hearing.length, nudged, withdrawn };
    },
    stopSounding: async (principal, stationId) => {
      const scope = { kind: 'station', id: stationId } as const;
      await requireScope(deps, principal, scope);
      const occurrences = await soundingAt(deps.db, stationId, deps.clock.now());
      const sum = { occurrences: [] as string[], endpoints: 0, nudged: 0 };
      const refused: unknown[] = [];
      for (const occurrence of occurrences)
        try {
          const done = await stops.stop(principal, occurrence, { scope, alsoLater: false });
          sum.occurrences.push(occurrence);
          sum.endpoints += done.endpoints;
          sum.nudged += done.nudged;
        } catch (error) {
          // What sounds beside it is to fall silent all the same.
          refused.push(error);
        }
      if (sum.occurrences.length === 0 && refused.length > 0) throw refused[0];
      return sum;
    },
  };
  return stops;
}

/** What is to be stopped: of a broadcast, or a session's own opening and closing, which is of none. */
async function readSubject(db: Kysely<Database>, occurrence: string) {
  const parsed = parseOccurrenceId(occurrence);
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', parsed?.broadcastId ?? '')
    .executeTakeFirst();
  if (!parsed) throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  return { broadcast: row ? toBroadcast(row) : null, date: parsed.date };
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
