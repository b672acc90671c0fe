import type { AirSumsAnswer } from '../../../contract/http/air-report.ts';
import { soundingVerdicts, type SettledVerdict } from '../../../core/report/air-sums.ts';

/** What was not heard, and what nobody can prove: the worst first. */
export const unheardVerdicts: readonly SettledVerdict[] = [
  'missed',
  'offline',
  'preempted',
  'skipped',
  'stopped',
  'declared_missed',
  'awaiting_report',
  'delivered',
  'declared',
];

/** How many sounded, by the proof of their endpoints. */
export function soundedCount(sums: AirSumsAnswer): number {
  return soundingVerdicts.reduce((count, verdict) => count + sums[verdict], 0);
}

/** Heard of what was asked for, from 0 to 1; `null` where nothing was. */
export function heardShare({ heardMs, requestedMs }: AirSumsAnswer): number | null {
  return requestedMs === 0 ? null : heardMs / requestedMs;
}

/** `87,5 %`: all and nothing only where it is so. */
export function shareText(share: number | null, locale: string): string {
  if (share === null) return '–';
  const shown = share > 0 && share < 0.001 ? 0.001 : share < 1 && share > 0.999 ? 0.999 : share;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(shown * 100);
  return `${text} %`;
}

/** Whole minutes with separators; under one: `< 1`. */
export function minutesText(ms: number, locale: string): string {
  if (ms > 0 && ms < 60_000) return '< 1';
  return new Intl.NumberFormat(locale).format(Math.round(ms / 60_000));
}
