/** Days before this are times of a day: sheets count days from the end of 1899 (or 1904). */
const firstDayMs = Date.UTC(1904, 0, 3);
const dayMs = 86_400_000;

/** A cell of a sheet as a person would have typed it. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value.getTime());
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? (value ? '1' : '0') : typeof value === 'string' ? value : '';
}

/** `24/11/2026`, `17:30`, or both; times to the second. */
function dateText(ms: number): string {
  const second = Math.round(ms / 1000) * 1000;
  const stamp = new Date(second).toISOString();
  const time = stamp.slice(11, 19).replace(/:00$/, '');
  if (second < firstDayMs) return time;
  const [year = '', month = '', day = ''] = stamp.slice(0, 10).split('-');
  const date = `${day}/${month}/${year}`;
  return second % dayMs === 0 ? date : `${date} ${time}`;
}

/** Numbers as they are shown, not as they are kept: 0.1 + 0.2 is 0.3. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(12)));
}
