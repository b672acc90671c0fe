import type { LocalDate } from '../../../core/time/zoned.ts';

/** Where and how a week is laid. */
export interface LayRequest {
  areaId: string;
  monday: LocalDate;
  dryRun: boolean;
  seen: string | null;
  leaveOut: boolean;
  again: boolean;
}
