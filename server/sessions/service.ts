import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import {
  sessionFault,
  sessionsClash,
  type SessionFault,
} from '../../core/session/check-session.ts';
import type { Session } from '../../core/session/session.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { requireStation } from '../stations/service.ts';
import type { Page } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import {
  deleteSession,
  findSession,
  insertSession,
  lastChangeOf,
  listSessions,
  replaceSession,
  sessionsOf,
  type KeptSession,
  type SessionsQuery,
} from './repo.ts';

export type SessionFields = Omit<Session, 'id' | 'stationId'>;

export interface SessionsService {
  list(principal: Principal, query: SessionsQuery): Promise<Page<KeptSession>>;
  create(principal: Principal, given: Omit<Session, 'id'>): Promise<KeptSession>;
  /** The version is the one that the person saw. */
  update(
    principal: Principal,
    id: string,
    given: SessionFields & { version: number },
  ): Promise<KeptSession>;
  remove(principal: Principal, id: string, seen: number): Promise<void>;
}

export interface SessionsDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  clock: Clock;
}

export function createSessionsService(deps: SessionsDeps): SessionsService {
  const { db, clock } = deps;
  return {
    list: (principal, query) => listSessions(db, principal, query),
    create: (principal, given) =>
      save(deps, principal, { ...given, id: newId(clock), version: 0 }, { isNew: true }),
    update: async (principal, id, given) => {
      const { stationId } = await requireSession(db, id);
      return await save(deps, principal, { ...given, id, stationId }, { isNew: false });
    },
    remove: async (principal, id, seen) => {
      const session = await requireSession(db, id);
      const areaId = await requireRight(deps, principal, session);
      await db.transaction().execute(async (trx) => {
        if (!(await deleteSession(trx, id, seen))) await refuseChanged(trx, id);
        await audit(trx, deps, { principal, action: 'session.remove', areaId, session });
      });
      await deps.timetable.changed({ stationIds: [session.stationId] });
    },
  };
}

async function save(
  deps: SessionsDeps,
  principal: Principal,
  session: KeptSession,
  { isNew }: { isNew: boolean },
): Promise<KeptSession> {
  const areaId = await requireRight(deps, principal, session);
  const fault = sessionFault(session);
  if (fault) throw new AppError('session_times_invalid', faultText[fault]);
  const by = { userId: principal.userId, at: deps.clock.now() };
  await deps.db.transaction().execute(async (trx) => {
    const others = await sessionsOf(trx, session.stationId);
    const clash = others.find((one) => one.id !== session.id && sessionsClash(one, session));
    if (clash) {
      const at = `${clash.name} (${clash.startsAt}–${clash.latestEnd})`;
      throw new AppError('session_overlaps', `it meets ${at}, or has its key on the same day`);
    }
    if (isNew) await insertSession(trx, session, by);
    else if (!(await replaceSession(trx, session, by))) await refuseChanged(trx, session.id);
    const action = isNew ? 'session.create' : 'session.update';
    await audit(trx, deps, { principal, action, areaId, session });
  });
  await deps.timetable.changed({ stationIds: [session.stationId] });
  return { ...session, version: session.version + 1 };
}

/** Tells who changed a session since it was seen, and when. */
async function refuseChanged(db: Kysely<Database>, id: string): Promise<never> {
  const changedBy = await lastChangeOf(db, id);
  const detail = 'it was changed meanwhile; look again';
  throw new AppError('session_changed', detail, changedBy ? { changedBy } : {});
}

/** Gives the area of the session's station. */
async function requireRight(
  { db, access }: SessionsDeps,
  principal: Principal,
  { stationId }: Session,
): Promise<string> {
  const { areaId } = await requireStation(db, stationId);
  await access.require(principal, 'session.write', areaId);
  return areaId;
}

async function requireSession(db: Kysely<Database>, id: string): Promise<KeptSession> {
  const session = await findSession(db, id);
  if (!session) throw new AppError('session_not_found', `there is no session ${id}`);
  return session;
}

async function audit(
  trx: Transaction<Database>,
  { clock }: SessionsDeps,
  given: { principal: Principal; action: AuditAction; areaId: string; session: Session },
): Promise<void> {
  const { id, ...detail } = given.session;
  await recordAudit(trx, {
    clock,
    userId: given.principal.userId,
    action: given.action,
    subject: id,
    areaId: given.areaId,
    detail,
  });
}

const faultText = {
  no_length: 'it ends when it begins',
  dates_reversed: 'the last day comes before the first',
  tier_twice: 'each kind of part may stand once',
  parts_too_long: 'the parts together are longer than the session',
  anchor_outside: 'a part begins outside the session',
  anchors_out_of_order: 'a part begins before the one in front of it',
} as const satisfies Record<SessionFault, string>;
