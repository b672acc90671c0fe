import { addDays, startOfDay, type EpochMs, type LocalDate } from '../time/zoned.ts';

/** What an endpoint told in the hours of a day; `null`: it does not tell it, or nobody knows. */
export interface HealthSample {
  date: LocalDate;
  /** Hours in which it told of itself, and those of them in which it ran on its battery. */
  hours: number;
  hoursOnBattery: number;
  batteryLow: number | null;
  batteryHigh: number | null;
  diskLowBytes: number | null;
  /** The farthest from right, signed. */
  clockOffsetMs: number | null;
  volumeLow: number | null;
  volumeHigh: number | null;
  version: string | null;
  /** By its own count, of the month until then. */
  usedBytes: number | null;
}

/** A day with what lies between samples. */
export interface HealthDay extends Omit<HealthSample, 'usedBytes'> {
  /** How long it was away, of what has gone of the day. */
  awayMs: number;
  /** Of that day alone; `null` where the day before is not known. */
  usedBytes: number | null;
}

/** A time without it; `backAt` is `null` while it is away. */
export interface Absence {
  lostAt: EpochMs;
  backAt: EpochMs | null;
}

interface Known {
  samples: readonly HealthSample[];
  absences: readonly Absence[];
  zone: string;
  now: EpochMs;
}

const untold = {
  ...{ hours: 0, hoursOnBattery: 0, batteryLow: null, batteryHigh: null, diskLowBytes: null },
  ...{ clockOffsetMs: null, volumeLow: null, volumeHigh: null, version: null, usedBytes: null },
};

/** So many days until `today`, each once and in order, whether it told of itself or not. */
export function healthDays(known: Known, today: LocalDate, days: number): HealthDay[] {
  const byDate = new Map(known.samples.map((sample) => [sample.date, sample]));
  return Array.from({ length: days }, (_, nth) => addDays(today, nth + 1 - days)).map((date) => ({
    ...{ ...untold, date },
    ...byDate.get(date),
    awayMs: awayOn(date, known),
    usedBytes: usedOn(date, byDate),
  }));
}

function awayOn(date: LocalDate, { absences, zone, now }: Known): number {
  const from = startOfDay(date, zone);
  const to = Math.min(now, startOfDay(addDays(date, 1), zone));
  return absences.reduce((sum, { lostAt, backAt }) => {
    return sum + Math.max(0, Math.min(to, backAt ?? to) - Math.max(from, lostAt));
  }, 0);
}

/** The count begins anew with a month, and after its machine was set up anew. */
function usedOn(date: LocalDate, byDate: ReadonlyMap<LocalDate, HealthSample>): number | null {
  const until = byDate.get(date)?.usedBytes ?? null;
  if (until === null || date.endsWith('-01')) return until;
  const before = byDate.get(addDays(date, -1))?.usedBytes ?? null;
  if (before === null) return null;
  return until < before ? until : until - before;
}
