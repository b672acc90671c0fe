import type { RulingReason } from '../compile/ruling-reason.ts';
import type { LocalDate } from '../time/zoned.ts';

/** What a language says of changes on the air; the parts are put together by `changesInWords`. */
export interface AirWords {
  /** "thứ Ba 24/11" */
  day: (date: LocalDate) => string;
  /** "thứ Hai 23/11 đến thứ Sáu 27/11" */
  daysThrough: (from: LocalDate, to: LocalDate) => string;
  manyDays: (count: number, from: LocalDate, to: LocalDate) => string;
  list: (items: readonly string[]) => string;
  /** "17:00 thứ Ba 24/11" */
  at: (time: string, day: string) => string;
  length: (ms: number) => string;

  added: (title: string) => string;
  addedSilent: (title: string, why: string) => string;
  removed: (title: string) => string;
  removedSilent: (title: string) => string;
  replaced: (title: string, by: string) => string;
  /** Called the same, but another sound. */
  otherSound: (title: string) => string;
  moved: (title: string, from: string, to: string) => string;
  /** Several that start less than a minute earlier or later. */
  shifted: (count: number) => string;
  shortened: (title: string, from: string, to: string) => string;
  lengthened: (title: string, from: string, to: string) => string;
  renamed: (title: string, to: string) => string;
  silenced: (title: string, why: string) => string;
  heard: (title: string) => string;
  otherReason: (title: string, why: string) => string;
  why: Readonly<Record<RulingReason, string>>;

  atStations: (count: number, names: readonly string[]) => string;
  atAllStations: (count: number) => string;
  /** Some endpoints of a station, or of several (`null`). */
  atEndpoints: (count: number, station: string | null) => string;
}
