import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Area } from '../../../core/area/area.ts';
import { isInArea } from '../../../core/area/area.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { dayFrom } from './week.ts';

/** What the page shows, as its address says; a filter that is not set is empty. */
export interface TimetableView {
  date: LocalDate;
  areaId: string;
  stationId: string;
  programmeId: string;
}

/** How each is called in the address. */
const names = {
  date: 'date',
  areaId: 'area',
  stationId: 'station',
  programmeId: 'programme',
} as const satisfies Record<keyof TimetableView, string>;

export function readTimetableView(query: LocationQuery, today: LocalDate): TimetableView {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    date: dayFrom(query[names.date], today),
    areaId: text(names.areaId),
    stationId: text(names.stationId),
    programmeId: text(names.programmeId),
  };
}

/** The address after a change of what it shows; what is as usual is not said. */
export function changedQuery(
  query: LocationQuery,
  change: Partial<TimetableView>,
): LocationQueryRaw {
  const said = Object.entries(change).map(([key, value]) => [
    names[key as keyof TimetableView],
    value === '' ? undefined : value,
  ]);
  return { ...query, ...(Object.fromEntries(said) as LocationQueryRaw) };
}

/** Those of an area, or the one that was chosen. */
export function stationsIn<Station extends { id: string; areaId: string }>(
  { areaId, stationId }: Pick<TimetableView, 'areaId' | 'stationId'>,
  stations: Iterable<Station>,
  areas: ReadonlyMap<string, Area>,
): Station[] {
  return [...stations].filter(
    (one) =>
      (areaId === '' || isInArea(areas, one.areaId, areaId)) &&
      (stationId === '' || one.id === stationId),
  );
}
