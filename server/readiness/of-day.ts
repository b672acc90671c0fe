import type { Kysely } from 'kysely';
import type { DaySubject, ReadinessAnswer, ReadinessNote } from '../../contract/http/readiness.ts';
import type { Area } from '../../core/area/area.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import { rollUp } from '../../core/readiness/roll-up.ts';
import { mergeSubjects, subjectsOf, type Subject } from '../../core/readiness/subjects.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { readConcerned, type Concerned, type ConcernedFilter } from './concerned.ts';
import { answerOf, judge, type Judged } from './judge.ts';
import { readNotes } from './notes.ts';

type Db = Kysely<Database>;

/** What a station sounds on a day, and how ready it is for it. */
export interface StationSubject {
  stationId: string;
  stationName: string;
  subject: Subject;
  endsAt: number;
  judged: Judged[];
}

/** Every session and every occurrence outside of sessions of a day, by station. */
export async function stationSubjects(db: Db, filter: ConcernedFilter): Promise<StationSubject[]> {
  const concerned = await readConcerned(db, filter);
  return [...groupRows(concerned, ({ stationId }) => stationId).values()].flatMap((endpoints) =>
    subjectsAt(endpoints, filter),
  );
}

function subjectsAt(
  endpoints: readonly Concerned[],
  { date, now }: ConcernedFilter,
): StationSubject[] {
  const [first] = endpoints;
  if (!first) return [];
  const records = new Set(endpoints.flatMap(({ record }) => record ?? []));
  const own = new Map([...records].map((record) => [record, subjectsOf(record, date)]));
  return mergeSubjects([...own.values()]).map((subject) => {
    const occurrences = new Set(subject.occurrences);
    const judged = endpoints
      .filter((one) => isToSound(one, occurrences))
      .map((one) => judge(one, occurrences, now));
    const ends = judged.flatMap(({ endpoint }) =>
      endpoint.entries.filter(({ occurrence }) => occurrences.has(occurrence)).map(endOf),
    );
    const endsAt = ends.reduce((last, end) => Math.max(last, end), subject.startsAt);
    return { stationId: first.stationId, stationName: first.stationName, subject, endsAt, judged };
  });
}

/** Where all of it was stopped it is nobody's concern; of a day that was never compiled nobody knows. */
function isToSound({ record, stopped }: Concerned, occurrences: ReadonlySet<string>): boolean {
  if (record === null) return true;
  return record.rulings.some(
    ({ airs, occurrence }) => airs && occurrences.has(occurrence) && !stopped.has(occurrence),
  );
}

/** How ready the stations are for what sounds on a day. */
export async function dayReadiness(db: Db, filter: ConcernedFilter): Promise<DaySubject[]> {
  const subjects = await stationSubjects(db, filter);
  const notes = await readNotes(db, filter.date, [
    ...new Set(subjects.map((one) => one.stationId)),
  ]);
  return subjects.map(({ stationId, stationName, subject, endsAt, judged }) => {
    const { stations: _stations, ...counts } = rolled(judged);
    const note = notes.get(`${stationId} ${subject.key}`);
    const { key, kind, name, startsAt } = subject;
    return {
      ...{ stationId, stationName, date: filter.date, subject: key, kind, name, startsAt, endsAt },
      ...counts,
      note: note ? withoutNames(note) : null,
    };
  });
}

/** Who is ready for one subject of a day. */
export async function subjectReadiness(
  db: Db,
  { key, areas, ...filter }: ConcernedFilter & SubjectOf,
): Promise<
  ReadinessAnswer & {
    startsAt: number | null;
    name: string | null;
    notes: { stationId: string; note: ReadinessNote }[];
  }
> {
  const subjects = (await stationSubjects(db, filter)).filter(({ subject }) => subject.key === key);
  const notes = await readNotes(
    db,
    filter.date,
    subjects.map(({ stationId }) => stationId),
  );
  const starts = subjects.map(({ subject }) => subject.startsAt);
  return {
    ...answerOf(
      subjects.flatMap(({ judged }) => judged),
      areas,
    ),
    startsAt: starts.length === 0 ? null : Math.min(...starts),
    name: subjects[0]?.subject.name ?? null,
    notes: subjects.flatMap(({ stationId }) => {
      const note = notes.get(`${stationId} ${key}`);
      return note ? [{ stationId, note }] : [];
    }),
  };
}

interface SubjectOf {
  key: string;
  date: LocalDate;
  areas: ReadonlyMap<string, Area>;
}

function rolled(judged: readonly Judged[]) {
  return rollUp(
    judged.map(({ endpoint: { endpointId, stationId, areaId }, readiness: { state, reason } }) => ({
      ...{ endpointId, stationId, areaId, state, reason },
    })),
  );
}

function withoutNames({ lacking: _lacking, ...counts }: ReadinessNote) {
  return counts;
}
