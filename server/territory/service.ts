import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { Effects } from '../../contract/http/effects.ts';
import { localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { describeEffects } from './effects.ts';
import { idsOf, savePlaces } from './endpoint-places.ts';
import { planChange, type TerritoryPlan, type TerritoryWish } from './plan.ts';
import { saveTerritory } from './save-territory.ts';
import { isSettled, settle } from './settle.ts';

export interface TerritoryDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  /** In which "today" is meant. */
  zone: string;
  clock: Clock;
}

/** A change of areas, stations or places of endpoints that somebody asks for. */
export interface TerritoryRequest extends TerritoryWish {
  /** Only what it would do. */
  isDryRun: boolean;
  /** Areas whose roles are to be had in their successors too, once they have ended. */
  rolesFollowFrom?: readonly string[];
  audit: {
    userId: string;
    action: AuditAction;
    subject: string;
    areaId: string;
    detail: Record<string, unknown>;
  };
}

/** Areas, stations and endpoints that move, merge or end on a day. */
export interface TerritoryService {
  today(): LocalDate;
  /**
   * Makes a change, or says what it would do. Coming days are compiled anew, each with the tree of that day.
   * @throws AppError with the code of a fault, `move_in_past` where something has been on the air since
   */
  change(request: TerritoryRequest): Promise<Effects>;
  /**
   * Shows everywhere what holds today, once a day has begun. Gives the stations whose endpoints came or went:
   * their days are compiled already, but what endpoints are told of themselves is not.
   */
  turn(): Promise<string[]>;
}

export function createTerritory(deps: TerritoryDeps): TerritoryService {
  const { db, access, timetable, zone, clock } = deps;
  const today = () => localDateOf(clock.now(), zone);
  return {
    today,
    change: async (request) => {
      const rolesFollow = request.rolesFollowFrom ?? [];
      if (request.isDryRun) {
        const plan = await planChange(db, request);
        await requireUnaired(db, plan, today());
        return describeEffects(db, plan, rolesFollow);
      }
      const { plan, effects } = await db.transaction().execute(async (trx) => {
        const planned = await planChange(trx, request);
        await requireUnaired(trx, planned, today());
        const described = await describeEffects(trx, planned, rolesFollow);
        await save(trx, { plan: planned, request, today: today(), clock });
        return { plan: planned, effects: described };
      });
      access.forget();
      const stationIds = stationsOf(plan);
      if (stationIds.length > 0) await timetable.changed({ stationIds });
      return effects;
    },
    turn: async () => {
      const day = today();
      if (await isSettled(db, day)) return [];
      const stationIds = await db
        .transaction()
        .execute((trx) => settle(trx, { today: day, clock }));
      access.forget();
      return stationIds;
    },
  };
}

async function save(
  trx: Transaction<Database>,
  given: { plan: TerritoryPlan; request: TerritoryRequest; today: LocalDate; clock: Clock },
): Promise<void> {
  const { plan, request, today, clock } = given;
  await saveTerritory(trx, plan.change);
  for (const { id, successorId = null } of plan.change.areas) {
    if (successorId !== null && !request.rolesFollowFrom) continue;
    const roles_follow = request.rolesFollowFrom?.includes(id) ? 1 : 0;
    await trx.updateTable('area').set({ roles_follow }).where('id', '=', id).execute();
  }
  for (const { id, places, planned } of plan.endpoints)
    if (JSON.stringify(places) !== JSON.stringify(planned)) await savePlaces(trx, id, planned);
  await settle(trx, { today, clock });
  await recordAudit(trx, { clock, ...request.audit });
}

/** What has been on the air stays booked where it was: reports of the past do not change. */
async function requireUnaired(
  db: Kysely<Database>,
  { since, concerned }: TerritoryPlan,
  today: LocalDate,
): Promise<void> {
  if (since > today) return;
  const row = await db
    .selectFrom('endpoint_day')
    .select('date')
    .where('endpoint_id', 'in', idsOf(concerned))
    .where('date', '>=', since)
    .where('date', '<=', today)
    .executeTakeFirst();
  if (!row) return;
  throw new AppError('move_in_past', `there was air on ${row.date} already: take a later day`);
}

function stationsOf({ endpoints, change }: TerritoryPlan): string[] {
  const ids = endpoints.flatMap(({ places, planned }) =>
    [...places, ...planned].map(({ stationId }) => stationId),
  );
  return [...new Set([...ids, ...change.stations.map(({ id }) => id)])];
}
