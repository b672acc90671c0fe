import type { LocalDate, LocalTime } from '../../core/time/zoned.ts';

/** A wall time as people type it: `5`, `530`, `5h30`, `17:05`; `null` for anything else. */
export function typedTime(text: string): LocalTime | null {
  const match = /^(\d{1,2})(?:[h:.\s]*(\d{2}))?[h:]?$/i.exec(text.trim());
  const hours = Number(match?.[1] ?? Number.NaN);
  const minutes = Number(match?.[2] ?? 0);
  if (!(hours < 24 && minutes < 60)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** What `typedTime` takes, as the `pattern` of a field. */
export const typedTimePattern = String.raw`\s*([01]?\d|2[0-3])([hH:.\s]*[0-5]\d)?[hH:]?\s*`;

/** A day as people type it: `3/11`, `03/11/2025`, `3-11-25`; the year of `near` where none is given. */
export function typedDate(text: string, near: LocalDate): LocalDate | null {
  const match = /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [, day = '', month = '', given = near.slice(0, 4)] = match;
  const year = given.length === 2 ? `20${given}` : given;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isReal(date) ? date : null;
}

function isReal(date: LocalDate): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** `dd/mm/yyyy`, as a field shows it in every language. */
export function fieldDate(date: LocalDate): string {
  return date === '' ? '' : date.split('-').reverse().join('/');
}
