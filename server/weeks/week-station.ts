import type { LocalDate } from '../../core/time/zoned.ts';

/** A week of an area's station, by its Monday. */
export interface WeekRef {
  areaId: string;
  monday: LocalDate;
}

/** The station whose programme a week is. */
export interface WeekStation {
  id: string;
  areaId: string;
  areaName: string;
  zone: string;
}
