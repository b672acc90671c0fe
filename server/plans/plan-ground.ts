import { sql, type Kysely } from 'kysely';
import { isAreaValid, isInArea } from '../../core/area/area.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import type { PlanContext } from '../../core/week-plan/plan-context.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { areasAbove, areasBeneath } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import { floorProfile } from '../recordings/rendition-key.ts';
import { toSession } from '../sessions/repo.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';
import { todayIn } from '../templates/ground.ts';
import { grantedWindows, holdsOn } from '../windows/held-windows.ts';
import { sessionsOfWeek } from './session-of-day.ts';

type Db = Kysely<Database>;

export interface GroundDeps {
  db: Db;
  access: Access;
  clock: Clock;
}

/** Where a plan is for. */
export interface PlanPlace {
  areaId: string;
  stationId: string | null;
  /** Any day of its week. */
  weekOf: LocalDate;
}

/** All that the words of a plan may name, looked up once for all its lines. */
export interface PlanGround {
  place: PlanPlace;
  context: PlanContext;
  recordings: ReadonlyMap<string, PlanContext['recordings'][number]>;
}

/** Of so many recordings, the newest, a plan may name one. */
const mostRecordings = 20_000;

/** @throws AppError `area_not_found`, `station_not_found`, `not_allowed` */
export async function readPlanGround(
  deps: GroundDeps,
  principal: Principal,
  place: PlanPlace,
): Promise<PlanGround> {
  const { db, access, clock } = deps;
  const areas = await access.areas();
  await requirePlanning(deps, principal, place);
  const { areaId, stationId } = place;
  const now = clock.now();
  const today =
    stationId === null
      ? await todayIn(db, areaId, now)
      : localDateOf(now, (await requireStation(db, stationId)).zone);
  const beneath = [...areas.values()].filter(
    (area) => isInArea(areas, area.id, areaId) && isAreaValid(area, today),
  );
  const recordings = await recordingsFor(db, areaId);
  const context: PlanContext = {
    today,
    weekOf: place.weekOf,
    sessions: await sessionsFor(db, place),
    programmes: await db.selectFrom('programme').select(['id', 'name', 'tag']).execute(),
    recordings,
    areas: beneath.map(({ id, name, kind }) => ({ id, name, kind })),
  };
  const byId = new Map(recordings.map((recording) => [recording.id, recording]));
  return { place, context, recordings: byId };
}

/** Whoever plans is an operator there, or holds a window in it. */
async function requirePlanning(
  { db, access }: GroundDeps,
  principal: Principal,
  { areaId, stationId, weekOf }: PlanPlace,
): Promise<void> {
  const tree = await access.tree();
  const { areas } = tree;
  if (!areas.has(areaId)) throw new AppError('area_not_found', `there is no area ${areaId}`);
  const windows = await grantedWindows(db, principal);
  const asked = { grants: principal.grants, ownerAreaId: areaId };
  if (!windows.some((window) => holdsOn(tree.on(weekOf), window, asked)))
    await access.require(principal, 'broadcast.write', areaId);
  if (stationId === null) return;
  const station = await requireStation(db, stationId);
  if (!isInArea(areas, station.areaId, areaId))
    throw new AppError('not_allowed', 'the station lies outside the area of the plan');
}

/** Those of the station, or one of each key in the area. */
async function sessionsFor(
  db: Db,
  { areaId, stationId, weekOf }: PlanPlace,
): Promise<PlanContext['sessions']> {
  const monday = mondayOf(weekOf);
  const rows = await db
    .selectFrom('session')
    .innerJoin('station', 'station.id', 'session.station_id')
    .selectAll('session')
    .where('station.area_id', 'in', areasBeneath([areaId]))
    .$if(stationId !== null, (all) => all.where('station.id', '=', stationId ?? ''))
    .where((eb) =>
      eb.or([eb('session.valid_to', 'is', null), eb('session.valid_to', '>=', monday)]),
    )
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute();
  const week = { from: monday, to: addDays(monday, 6) };
  return sessionsOfWeek(rows.map(toSession), week).map(({ key, name, startsAt }) => ({
    key,
    name,
    startsAt,
  }));
}

/** What the area, those above it and those beneath it have in the library, ready to be heard. */
async function recordingsFor(db: Db, areaId: string): Promise<PlanContext['recordings']> {
  return (
    db
      .selectFrom('recording')
      .innerJoin('recording_version as latest', 'latest.id', 'recording.latest_version_id')
      .innerJoin('rendition', (join) =>
        join
          .onRef('rendition.source_sha256', '=', 'latest.source_sha256')
          .on('rendition.profile', '=', floorProfile)
          .on('rendition.cut', '=', cutNameInSql('latest')),
      )
      .select([
        'recording.id',
        'recording.title',
        'recording.programme_id as programmeId',
        sql<number>`coalesce(rendition.duration_ms, 0)`.as('durationMs'),
      ])
      .where('recording.archived_at', 'is', null)
      // A relay that was recorded is nobody's to plan.
      .where('recording.capture_id', 'is', null)
      .where((eb) =>
        eb.or([
          eb('recording.area_id', 'in', areasAbove([areaId])),
          eb('recording.area_id', 'in', areasBeneath([areaId])),
        ]),
      )
      .orderBy('recording.id', 'desc')
      .limit(mostRecordings)
      .execute()
  );
}
