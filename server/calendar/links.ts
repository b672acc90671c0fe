import type { Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { CalendarLinkAnswer } from '../../contract/http/calendars.ts';
import type { StationAnswer } from '../../contract/http/stations.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { createGuessGuard } from '../auth/guess-guard.ts';
import type { Principal } from '../http/principal.ts';
import { findStation } from '../stations/repo.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';

/** Links that calendars outside read a station by. */
export interface CalendarLinks {
  /** @throws AppError `station_not_found`, `not_allowed` */
  list(principal: Principal, stationId: string): Promise<CalendarLinkAnswer[]>;
  /** @throws AppError `station_not_found`, `not_allowed` */
  create(
    principal: Principal,
    stationId: string,
    name: string,
  ): Promise<CalendarLinkAnswer & { path: string }>;
  /** @throws AppError `calendar_link_not_found`, `not_allowed` */
  revoke(principal: Principal, id: string): Promise<void>;
  /**
   * The station that a token opens; it must be the one that is asked for.
   * @throws AppError `calendar_link_not_found`, `too_many_requests` after many wrong ones from one address
   */
  open(given: { stationId: string; token: string; address: string }): Promise<StationAnswer>;
}

export interface CalendarLinksDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

const prefix = 'cal_';
/** A link in steady use is not written down at each use. */
const useGrainMs = 60_000;

export function createCalendarLinks(deps: CalendarLinksDeps): CalendarLinks {
  const { db, clock } = deps;
  const guarded = createGuessGuard(clock);
  return {
    list: async (principal, stationId) => {
      await requireShared(deps, principal, stationId);
      const rows = await withUser(db)
        .where('station_id', '=', stationId)
        .orderBy('calendar_link.id', 'desc')
        .execute();
      return rows.map(toAnswer);
    },
    create: (principal, stationId, name) => create(deps, principal, { stationId, name }),
    revoke: (principal, id) => revoke(deps, principal, id),
    open: async ({ stationId, token, address }) => {
      const found = await guarded(address, async () => {
        const row = await db
          .selectFrom('calendar_link')
          .select(['id', 'used_at'])
          .where('token_sha256', '=', sha256(token))
          .where('station_id', '=', stationId)
          .executeTakeFirst();
        const station = row ? await findStation(db, stationId) : null;
        return row && station ? { row, station } : undefined;
      });
      if (!found)
        throw new AppError('calendar_link_not_found', 'the link is wrong, or was revoked');
      await keepUse(deps, found.row);
      return found.station;
    },
  };
}

async function create(
  deps: CalendarLinksDeps,
  principal: Principal,
  { stationId, name }: { stationId: string; name: string },
): Promise<CalendarLinkAnswer & { path: string }> {
  const { db, clock } = deps;
  const station = await requireShared(deps, principal, stationId);
  const token = prefix + randomToken();
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('calendar_link')
      .values({
        ...{ id, station_id: stationId, name, token_sha256: sha256(token) },
        ...{ user_id: principal.userId, created_at: clock.now(), used_at: null },
      })
      .execute();
    await audit(trx, deps, principal, { action: 'calendar_link.create', id, name, station });
  });
  const row = await withUser(db).where('calendar_link.id', '=', id).executeTakeFirstOrThrow();
  return { ...toAnswer(row), path: `/api/v1/stations/${stationId}/timetable.ics?token=${token}` };
}

async function revoke(deps: CalendarLinksDeps, principal: Principal, id: string): Promise<void> {
  const row = await deps.db
    .selectFrom('calendar_link')
    .select(['name', 'station_id as stationId'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('calendar_link_not_found', `there is no link ${id}`);
  const station = await requireShared(deps, principal, row.stationId);
  const { name } = row;
  await deps.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('calendar_link').where('id', '=', id).execute();
    await audit(trx, deps, principal, { action: 'calendar_link.revoke', id, name, station });
  });
}

async function requireShared(
  { db, access }: CalendarLinksDeps,
  principal: Principal,
  stationId: string,
): Promise<StationAnswer> {
  const station = await requireStation(db, stationId);
  await access.require(principal, 'calendar.share', station.areaId);
  return station;
}

async function keepUse(
  { db, clock }: CalendarLinksDeps,
  { id, used_at: usedAt }: { id: string; used_at: number | null },
): Promise<void> {
  const now = clock.now();
  if (usedAt !== null && usedAt > now - useGrainMs) return;
  await db.updateTable('calendar_link').set({ used_at: now }).where('id', '=', id).execute();
}

function audit(
  trx: Kysely<Database>,
  { clock }: CalendarLinksDeps,
  { userId }: Principal,
  given: { action: AuditAction; id: string; name: string; station: StationAnswer },
): Promise<void> {
  const { action, id, name, station } = given;
  const detail = { name, stationId: station.id };
  return recordAudit(trx, { clock, userId, action, subject: id, areaId: station.areaId, detail });
}

function withUser(db: Kysely<Database>) {
  return db
    .selectFrom('calendar_link')
    .innerJoin('user', 'user.id', 'calendar_link.user_id')
    .selectAll('calendar_link')
    .select('user.name as user_name');
}

type Row = Database['calendar_link'] & { user_name: string };

function toAnswer(row: Row): CalendarLinkAnswer {
  return {
    id: row.id,
    stationId: row.station_id,
    name: row.name,
    userName: row.user_name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
