import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Area } from '../../../core/area/area.ts';
import { isInArea } from '../../../core/area/area.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { dayFrom, weekOf } from './week.ts';

/** What the page shows, as its address says; a filter that is not set is empty. */
export interface TimetableView {
  date: LocalDate;
  areaId: string;
  stationId: string;
  programmeId: string;
  view: View;
  span: Span;
}

/** A calendar by station, by area or by programme, or a table. */
export const views = ['stations', 'areas', 'programmes', 'table'] as const;
export type View = (typeof views)[number];

/** How many days are seen at once. */
export const spans = ['week', 'day'] as const;
export type Span = (typeof spans)[number];

/** How each is called in the address. */
const names = {
  date: 'date',
  areaId: 'area',
  stationId: 'station',
  programmeId: 'programme',
  view: 'view',
  span: 'span',
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
    view: oneOf(views, query[names.view]),
    span: oneOf(spans, query[names.span]),
  };
}

const usual: readonly string[] = ['', views[0], spans[0]];

/** The first is the usual one. */
function oneOf<Value extends string>(values: readonly [Value, ...Value[]], said: unknown): Value {
  return values.find((value) => value === said) ?? values[0];
}

/** The days that are seen at once. */
export function daysOf({ date, span }: Pick<TimetableView, 'date' | 'span'>): LocalDate[] {
  return span === 'day' ? [date] : weekOf(date);
}

/** Of whom the server is asked. */
export function placeQuery({ areaId, stationId }: Pick<TimetableView, 'areaId' | 'stationId'>) {
  return {
    ...(areaId === '' ? {} : { areaId }),
    ...(stationId === '' ? {} : { stationId }),
  };
}

/** Which filters a view heeds: what an area has in all is summed up, whatever it is of. */
export function filtersOf(view: View) {
  const all = ['areaId', 'stationId', 'programmeId'] as const;
  return view === 'areas' ? all.slice(0, 1) : all;
}

/** What it is asked for sums of the days that are seen. */
export function daysQuery(view: Pick<TimetableView, 'date' | 'span'>) {
  const days = daysOf(view);
  return { from: days[0] ?? view.date, to: days.at(-1) ?? view.date };
}

/** What it is asked for a table of the days that are seen. */
export function tableQuery(view: TimetableView) {
  return {
    ...daysQuery(view),
    ...placeQuery(view),
    ...(view.programmeId === '' ? {} : { programmeId: view.programmeId }),
  };
}

/** The address after a change of what it shows; what is as usual is not said. */
export function changedQuery(
  query: LocationQuery,
  change: Partial<TimetableView>,
): LocationQueryRaw {
  const said = Object.entries(change).map(([key, value]) => [
    names[key as keyof TimetableView],
    usual.includes(value) ? undefined : value,
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
