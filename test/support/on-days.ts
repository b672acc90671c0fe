import { recurrence } from '../../contract/recurrence.ts';
import { fromForm, type Form } from '../../core/recurrence/form.ts';

/** The dates of a broadcast as a body of the API has them. */
export function onDays(form: Form) {
  return recurrence.parse(fromForm(form));
}

/** On one day. */
export function onDay(date: string) {
  return onDays({ kind: 'once', date });
}

/** Every day from one on, to the end of time or to a last day, but for some. */
export function everyDay(first: string, last: string | null = null, except: string[] = []) {
  const end = last === null ? { by: 'never' as const } : { by: 'date' as const, last };
  return onDays({ kind: 'daily', everyDays: 1, first, end, except });
}
