import type { LocalDate } from '../time/zoned.ts';
import type { Dated } from './in-force.ts';
import { inForceOn } from './in-force.ts';

/** The area of a station from a day on. */
export interface StationMove extends Dated {
  areaId: string;
}

/** A station (đài) with what is known of other days. */
export interface DatedStation {
  id: string;
  areaId: string;
  /** In order, where it ever moves; none: it is always where it stands. */
  moves?: readonly StationMove[];
  /** Its last day; `null` or left out: it goes on. */
  validTo?: LocalDate | null;
  /** The station that it was merged into when it ended. */
  successorId?: string | null;
}

export function stationAreaOn(
  { areaId, moves = [] }: Pick<DatedStation, 'areaId' | 'moves'>,
  date: LocalDate,
): string {
  return inForceOn(moves, date)?.areaId ?? areaId;
}

export function isStationOn({ validTo = null }: DatedStation, date: LocalDate): boolean {
  return validTo === null || date <= validTo;
}
