import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import {
  addDays,
  instantOf,
  localDateOf,
  type EpochMs,
  type LocalDate,
} from '../../core/time/zoned.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { tryOutStations } from '../timetable/each-station.ts';
import { daysAhead } from '../timetable/horizon.ts';
import type { PlannedDay } from './planned-day.ts';

export interface TrialDayRequest {
  stationId: string;
  zone: string;
  date: LocalDate;
  /** See core/compile/freeze. */
  freezeMs: number;
}

/**
 * A station's day as its compile would make it, with nothing written: as of now, or, of a day beyond the horizon, as
 * of the day on which it comes into it.
 */
export async function trialDay(
  { db, tree, now }: { db: Kysely<Database>; tree: Tree; now: EpochMs },
  { stationId, zone, date, freezeMs }: TrialDayRequest,
): Promise<PlannedDay[]> {
  const at = compiledAt(date, { now, zone });
  const { signal } = new AbortController();
  const clock = { ...systemClock(), now: () => at };
  const reading = { db, tree, freezeMs, signal, clock };
  const trials = await tryOutStations(reading, { suppose: {}, stationIds: [stationId] });
  return trials.flatMap(({ groups }) =>
    groups
      .filter((group) => group.date === date)
      .map(({ endpointIds, playlist: { entries, powered }, record: { rulings, sessions } }) => {
        return { endpointIds, entries, powered, rulings, sessions };
      }),
  );
}

/** When a day is first compiled, or now where that has been. */
export function compiledAt(
  date: LocalDate,
  { now, zone }: { now: EpochMs; zone: string },
): EpochMs {
  const first = addDays(date, -daysAhead);
  return first > localDateOf(now, zone) ? instantOf(first, '00:00', zone) : now;
}
