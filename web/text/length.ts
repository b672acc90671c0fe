import { positionText, typedPosition } from './position.ts';

/** A length in a field: `10:00`, `1:05:00`; seconds at the finest. */
export function lengthText(ms: number): string {
  return positionText(Math.round(ms / 1000) * 1000);
}

/** A length as people type it, in ms: a bare number is minutes (`10`, `2,5`), else `9:30`, `1:05:00`. */
export function typedLength(text: string): number | null {
  const minutes = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!minutes) return typedPosition(text);
  return Math.round(Number(`${minutes[1] ?? ''}.${minutes[2] ?? '0'}`) * 60_000);
}
