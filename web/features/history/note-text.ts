import type { ChangeNote } from '../../../contract/http/timetable-change.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What is no refusal of a single broadcast has words of its own. */
const ownWords = [
  'only_once',
  'day_over',
  'series_gone',
  'not_on_day',
  'day_edited',
  'series_empty',
  'recording_expires',
];

/** Why something cannot be as it was asked for, with the recordings that it is about. */
export function noteText({ code, recordings }: ChangeNote, t: Translate): string {
  const text = t(ownWords.includes(code) ? `changeNote.${code}` : `problem.${code}`);
  if (recordings.length === 0) return text;
  return t('changeNote.recordings', { text, recordings: recordings.join(', ') });
}

/** Whether what it is about is left out, rather than only told. */
export function isLeftOut({ code }: ChangeNote): boolean {
  return code !== 'recording_expires';
}
