import type { Kysely } from 'kysely';
import { isNoteDue, noteLeadMs, subjectsOf } from '../../core/readiness/subjects.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { LiveHub } from '../live/hub.ts';
import { readObjects } from '../objects/objects.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { readRecord } from '../timetable/stored-day.ts';
import type { NewNote } from './new-notes.ts';

export interface ReadinessNotesDeps {
  db: Kysely<Database>;
  asker: Asker;
  hub: Pick<LiveHub, 'tell'>;
  clock: Clock;
}

interface Start {
  key: string;
  startsAt: number;
}

interface DueStation {
  stationId: string;
  date: LocalDate;
  rulings: string;
}

// A transaction of so many rows takes a few ms.
const batch = 100;

/**
 * Writes down half an hour before air who is ready, once for each station and session; to be called again and
 * again. Days are read but once, however often it is called.
 */
export function createReadinessNotes(deps: ReadinessNotesDeps): () => Promise<void> {
  const { db, clock } = deps;
  let known = new Map<string, readonly Start[]>();
  return async () => {
    const now = clock.now();
    const days = await daysAround(db, now);
    known = await startsOf(db, days, known);
    const noted = await notedSince(db, now);
    const due = days.filter(({ stationId, date, rulings }) =>
      known
        .get(rulings)
        ?.some((one) => isNoteDue(one, now) && !noted.has(`${stationId} ${date} ${one.key}`)),
    );
    for (const date of new Set(due.map((day) => day.date))) {
      const stations = due.filter((day) => day.date === date).map(({ stationId }) => stationId);
      await noteDay(deps, date, [...new Set(stations)], noted);
    }
  };
}

/** Days that are on somewhere between now and half an hour later. */
async function daysAround(db: Kysely<Database>, now: number): Promise<DueStation[]> {
  const zones = await db.selectFrom('station').select('zone').distinct().execute();
  const dates = new Set(
    zones.flatMap(({ zone }) => [localDateOf(now, zone), localDateOf(now + noteLeadMs, zone)]),
  );
  if (dates.size === 0) return [];
  return db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .select(['endpoint.station_id as stationId', 'date', 'rulings_sha256 as rulings'])
    .distinct()
    .where('date', 'in', [...dates])
    .where('endpoint.revoked_at', 'is', null)
    .execute();
}

async function startsOf(
  db: Kysely<Database>,
  days: readonly DueStation[],
  known: ReadonlyMap<string, readonly Start[]>,
): Promise<Map<string, readonly Start[]>> {
  const starts = new Map<string, readonly Start[]>();
  const unread = new Map<string, LocalDate>();
  for (const { rulings, date } of days) {
    const found = known.get(rulings);
    if (found) starts.set(rulings, found);
    else unread.set(rulings, date);
  }
  const objects = await readObjects(db, [...unread.keys()]);
  for (const [hash, date] of unread) {
    const subjects = subjectsOf(readRecord(objects.get(hash)), date);
    starts.set(
      hash,
      subjects.map(({ key, startsAt }) => ({ key, startsAt })),
    );
  }
  return starts;
}

async function notedSince(db: Kysely<Database>, now: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('readiness_note')
    .select(['station_id', 'date', 'subject'])
    .where('starts_at', '>', now - noteLeadMs)
    .execute();
  return new Set(rows.map((row) => `${row.station_id} ${row.date} ${row.subject}`));
}

async function noteDay(
  { db, asker, hub, clock }: ReadinessNotesDeps,
  date: LocalDate,
  stationIds: readonly string[],
  noted: ReadonlySet<string>,
): Promise<void> {
  const { bytes } = await asker.ask('newNotes', { date, stationIds });
  const all = JSON.parse(Buffer.from(bytes).toString()) as NewNote[];
  const fresh = all.filter(
    ({ stationId, subject }) => !noted.has(`${stationId} ${date} ${subject}`),
  );
  for (let from = 0; from < fresh.length; from += batch) {
    const some = fresh.slice(from, from + batch);
    await db
      .insertInto('readiness_note')
      .values(some.map((note) => toRow(note, date, clock.now())))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await clock.sleep(0);
  }
  const areas = await areasOf(db, stationIds);
  for (const { stationId, subject, ready, notReady, unknown } of fresh)
    await hub.tell(areas.get(stationId) ?? '', {
      type: 'readiness.noted',
      ...{ stationId, date, subject, ready, total: ready + notReady + unknown },
    });
}

function toRow(note: NewNote, date: LocalDate, now: number): Database['readiness_note'] {
  return {
    ...{ station_id: note.stationId, date, subject: note.subject, starts_at: note.startsAt },
    ...{ noted_at: now, ready: note.ready, not_ready: note.notReady, unknown: note.unknown },
    lacking: JSON.stringify(note.lacking),
  };
}

async function areasOf(
  db: Kysely<Database>,
  stationIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('station')
    .select(['id', 'area_id'])
    .where('id', 'in', among(stationIds))
    .execute();
  return new Map(rows.map((row) => [row.id, row.area_id]));
}
