import type { Kysely, Transaction } from 'kysely';
import type { ManySessions, ManySessionsAnswer } from '../../contract/http/sessions.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import {
  afterSteps,
  changeSteps,
  faultOfHalf,
  faultOfSteps,
  type SessionStep,
  type StepFault,
} from '../../core/session/many-sessions.ts';
import type { Session } from '../../core/session/session.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { ruleOutlook } from '../timetable/rule-outlook.ts';
import type { Timetable } from '../timetable/service.ts';
import { insertSession, keptSessionsOf, replaceSession, type KeptSession } from './repo.ts';

export interface ManySessionsDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: Timetable;
  clock: Clock;
}

interface Station {
  id: string;
  name: string;
  areaId: string;
  zone: string;
}

/** A station with what is done there, or why that cannot be. */
interface Planned {
  station: Station;
  sessions: readonly KeptSession[];
  steps: SessionStep<KeptSession>[];
  fault: { code: StepFault; session: KeptSession | null } | null;
}

/**
 * The same change of sessions at many stations, at all or at none.
 * @throws AppError `station_not_found`, `not_allowed`, `time_invalid`; without `dryRun` what is wrong at the first station
 */
export async function changeManySessions(
  deps: ManySessionsDeps,
  principal: Principal,
  {
    stationIds,
    act,
    dryRun,
  }: { stationIds: readonly string[]; act: ManySessions; dryRun: boolean },
): Promise<ManySessionsAnswer> {
  const stations = await requireStations(deps, principal, [...new Set(stationIds)]);
  requireNotPast(stations, act, deps.clock);
  const ids = stations.map(({ id }) => id);
  if (dryRun) {
    const planned = await planAt(deps.db, deps, stations, act);
    const refused = planned.flatMap(({ station, fault }) =>
      fault
        ? [{ stationId: station.id, code: fault.code, sessionName: fault.session?.name ?? null }]
        : [],
    );
    const count = countOf(planned);
    if (refused.length > 0) return { count, refused, outlook: null };
    const supposed = planned.map(({ station, sessions, steps }): [string, readonly Session[]] => [
      station.id,
      afterSteps(sessions, steps),
    ]);
    const trials = await deps.timetable.tryOut({ sessions: new Map(supposed) }, ids);
    return { count, refused, outlook: ruleOutlook(trials, deps.clock.now()) };
  }
  const planned = await deps.db.transaction().execute(async (trx) => {
    const all = await planAt(trx, deps, stations, act);
    for (const one of all) await keepSteps(trx, deps, principal, one);
    return all;
  });
  await deps.timetable.changed({ stationIds: ids });
  return { count: countOf(planned), refused: [], outlook: null };
}

function countOf(planned: readonly Planned[]): number {
  return planned.reduce((sum, { steps }) => sum + steps.length, 0);
}

async function requireStations(
  { db, access }: ManySessionsDeps,
  principal: Principal,
  ids: readonly string[],
): Promise<Station[]> {
  const stations = await db
    .selectFrom('station')
    .select(['id', 'name', 'area_id as areaId', 'zone'])
    .where('id', 'in', among(ids))
    .orderBy('name_folded')
    .orderBy('id')
    .execute();
  const missing = ids.find((id) => !stations.some((one) => one.id === id));
  if (missing !== undefined)
    throw new AppError('station_not_found', `there is no station ${missing}`);
  for (const { areaId } of stations) await access.require(principal, 'session.write', areaId);
  return stations;
}

function requireNotPast(stations: readonly Station[], { from }: ManySessions, clock: Clock): void {
  if (from === null) return;
  if (stations.some(({ zone }) => from < localDateOf(clock.now(), zone)))
    throw new AppError('time_invalid', `${from} is over already`);
}

async function planAt(
  db: Kysely<Database>,
  { clock }: ManySessionsDeps,
  stations: readonly Station[],
  act: ManySessions,
): Promise<Planned[]> {
  const ids = stations.map(({ id }) => id);
  const kept = groupRows(await keptSessionsOf(db, ids), ({ stationId }) => stationId);
  return stations.map((station) => {
    const sessions = kept.get(station.id) ?? [];
    const steps = stepsAt(station, sessions, act, clock);
    const half = act.kind === 'change' ? faultOfHalf(sessions, steps, act) : null;
    return { station, sessions, steps, fault: half ?? faultOfSteps(sessions, steps) };
  });
}

const bare = { openingId: null, closingId: null, stagger: [], modeKeys: [] };
const sound = { leadInMs: 3000, tailMs: 1000 };

function stepsAt(
  { id: stationId, zone }: Station,
  sessions: readonly KeptSession[],
  act: ManySessions,
  clock: Clock,
): SessionStep<KeptSession>[] {
  const isMade = () => ({ id: newId(clock), version: 0 });
  if (act.kind === 'change') {
    const today = localDateOf(clock.now(), zone);
    return changeSteps(sessions, act, { today, made: (one) => ({ ...one, ...isMade() }) });
  }
  const { kind: _, from: validFrom, ...given } = act;
  const session = { ...given, ...bare, ...sound, stationId, validFrom, validTo: null, ...isMade() };
  return [{ session, isNew: true }];
}

/** @throws AppError for what cannot be there */
async function keepSteps(
  trx: Transaction<Database>,
  { clock }: ManySessionsDeps,
  { userId }: Principal,
  { station: { name, areaId }, steps, fault }: Planned,
): Promise<void> {
  if (fault) {
    const met = fault.session ? `: ${fault.session.name}` : '';
    throw new AppError(fault.code, `${name}${met}`);
  }
  const by = { userId, at: clock.now() };
  for (const { session, isNew } of steps) {
    if (isNew) await insertSession(trx, session, by);
    else await replaceSession(trx, session, by);
    const { id: subject, version: _, ...detail } = session;
    const action = isNew ? ('session.create' as const) : ('session.update' as const);
    await recordAudit(trx, { clock, userId, action, subject, areaId, detail });
  }
}
