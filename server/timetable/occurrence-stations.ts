import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { listOccurrences, type OccurrencesFilter } from './list-occurrences.ts';

const stationPlace = z.tuple([z.int(), z.string(), z.string()]);
type StationPlace = z.output<typeof stationPlace>;

/**
 * What becomes of an occurrence at each station on a day: those that are silent first, then those in which it
 * was stopped; among them by name.
 * @throws AppError `occurrence_not_found` where no station that is meant has it on that day
 */
export async function occurrenceStations(
  db: Kysely<Database>,
  {
    filter,
    occurrence,
    limit,
    cursor,
  }: PageQuery & { filter: OccurrencesFilter; occurrence: string },
): Promise<Page<OccurrenceAnswer>> {
  const behind = readCursor(cursor, stationPlace);
  const { items: all } = await listOccurrences(db, { ...filter, occurrence });
  if (all.length === 0)
    throw new AppError('occurrence_not_found', `nothing of ${occurrence} is planned on that day`);
  const placed = all
    .map((one) => ({ one, place: placeOf(one) }))
    .filter(({ place }) => behind === null || compare(place, behind) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const { items: shown, next } = toPage(placed, limit, ({ place }) => place);
  return { items: shown.map(({ one }) => one), next };
}

function placeOf({ airs, stopped, stationName, stationId }: OccurrenceAnswer): StationPlace {
  return [stopped ? 1 : airs ? 2 : 0, fold(stationName), stationId];
}

function compare(a: StationPlace, b: StationPlace): number {
  const [one, other] = [a.slice(1).join(), b.slice(1).join()];
  return a[0] - b[0] || (one < other ? -1 : Number(one > other));
}
