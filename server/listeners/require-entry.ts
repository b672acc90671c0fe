import type { Entry } from '../../core/playlist/playlist.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { dayOf } from '../timetable/show-playlist.ts';
import type { ListeningDeps } from './deps.ts';

/** Which entry of a day is meant. */
export interface NamedEntry {
  date: LocalDate;
  key: string;
  startsAt: number;
}

/** @throws AppError `occurrence_not_found` */
export async function requireEntry(
  { db }: ListeningDeps,
  endpointId: string,
  { date, key, startsAt }: NamedEntry,
): Promise<Entry> {
  const { entries } = await dayOf(db, endpointId, date);
  const entry = entries.find((one) => one.key === key && one.startsAt === startsAt);
  if (!entry) throw new AppError('occurrence_not_found', 'this is not in the plan of that day');
  return entry;
}
