import type { Kysely } from 'kysely';
import type { DeclareDay } from '../../contract/http/declarations.ts';
import { localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { noteNews } from '../reports/air/note-news.ts';
import type { Database } from '../store/schema.ts';
import { dayOf } from '../timetable/show-playlist.ts';

export interface DeclareDeps {
  db: Kysely<Database>;
  clock: Clock;
}

/** Who speaks: by the link. */
export interface Declarer {
  endpointId: string;
  name: string;
}

export interface Declaration {
  date: LocalDate;
  key: string;
  startsAt: number;
  aired: boolean;
  reason?: string | undefined;
}

/** Nobody remembers for longer; reports are made by then. */
const longestMs = 7 * 86_400_000;

/** A day as it is to be played by hand, with what was declared of it. */
export async function declareDay(
  { db, clock }: DeclareDeps,
  { endpointId, name }: Declarer,
  wanted?: LocalDate,
): Promise<DeclareDay> {
  const endpoint = await db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.name as endpointName', 'station.name as stationName', 'station.zone'])
    .where('endpoint.id', '=', endpointId)
    .executeTakeFirstOrThrow();
  const now = clock.now();
  const date = wanted ?? localDateOf(now, endpoint.zone);
  const { entries } = await dayOf(db, endpointId, date);
  const said = await db
    .selectFrom('declaration')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('starts_at', 'in', [...entries.map(({ startsAt }) => startsAt), -1])
    .execute();
  const saidOf = new Map(said.map((row) => [`${row.entry_key} ${row.starts_at}`, row]));
  return {
    ...{ ...endpoint, name, date },
    entries: entries.map(({ key, occurrence, title, startsAt, durationMs }) => {
      const row = saidOf.get(`${key} ${startsAt}`);
      return {
        ...{ key, occurrence, title, startsAt, durationMs },
        mayDeclare: startsAt <= now && startsAt >= now - longestMs,
        aired: row ? row.aired === 1 : null,
        reason: row?.reason ?? null,
        declaredAt: row?.declared_at ?? null,
      };
    }),
  };
}

/**
 * Keeps what somebody says of an entry; the last word counts.
 * @throws AppError `occurrence_not_found`, `declaration_too_early`, `declaration_too_late`
 */
export async function declare(
  deps: DeclareDeps,
  declarer: Declarer,
  { date, key, startsAt, aired, reason }: Declaration,
): Promise<DeclareDay> {
  const { db, clock } = deps;
  const now = clock.now();
  const { entries } = await dayOf(db, declarer.endpointId, date);
  const entry = entries.find((one) => one.key === key && one.startsAt === startsAt);
  if (!entry) throw new AppError('occurrence_not_found', 'this is not in the plan of that day');
  if (startsAt > now) throw new AppError('declaration_too_early', 'its time has not come');
  if (startsAt < now - longestMs)
    throw new AppError('declaration_too_late', 'it is more than a week ago');
  const row: Database['declaration'] = {
    ...{ endpoint_id: declarer.endpointId, entry_key: key, starts_at: startsAt },
    ...{ occurrence: entry.occurrence, title: entry.title, aired: aired ? 1 : 0 },
    reason: aired || reason === undefined || reason === '' ? null : reason,
    ...{ declared_by: declarer.name, declared_at: now },
  };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('declaration')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['endpoint_id', 'entry_key', 'starts_at']).doUpdateSet(row),
      )
      .execute();
    await noteNews(trx, [{ endpointId: declarer.endpointId, dueAt: startsAt }]);
  });
  return declareDay(deps, declarer, date);
}
