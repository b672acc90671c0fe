import type { Kysely } from 'kysely';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { feedWords } from '../../core/calendar/feed-words.ts';
import { icsOf } from '../../core/calendar/ics.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import { programmeNames } from './programme-names.ts';
import type { Database } from '../store/schema.ts';
import { readAir } from './read-air.ts';
import { comingEvents, compiledEvents } from './station-events.ts';

export interface FeedDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/**
 * The calendar of a station: yesterday and the compiled days as they really air, then what is to be
 * expected. Its time of writing is that of the newest change, so that the same timetable gives the same
 * bytes.
 */
export async function stationCalendar(
  { db, access, clock }: FeedDeps,
  station: StationAnswer,
  language: Language,
): Promise<string> {
  const now = clock.now();
  const from = addDays(localDateOf(now, station.zone), -1);
  const air = await readAir(db, { station, from, tree: await access.tree(), now });
  const words = feedWords[language];
  const given = { words, to: null, programmeName: await programmeNames(db) };
  return icsOf({
    name: words.calendar(station.name),
    productId: `-//Loa//Timetable//${language.toUpperCase()}`,
    stampMs: air.changedAt,
    events: [...compiledEvents(air, given), ...comingEvents(air, given)],
  });
}
