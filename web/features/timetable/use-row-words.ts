import { useI18n } from 'vue-i18n';
import type { OccurrenceRow } from '../../../contract/http/occurrences.ts';
import type { Mark } from '../../ui/shapes.ts';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';
import { rulingMark } from './ruling-mark.ts';
import { sessionName } from './session-name.ts';

/** What a row of the table says of a broadcast at all its stations. */
export function useRowWords() {
  const { t, n } = useI18n();
  const places = usePlaces();
  const words = useWords();
  const stations = (count: number) => t('timetable.stations', { count: n(count) }, count);
  /** `9/12 đài`: those that air it, of all that it was meant for. */
  const stationsOf = (count: number, all: number) =>
    t('timetable.stations', { count: `${n(count)}/${n(all)}` }, all);

  /** `05:10`, or `05:10–05:14` where stations differ. */
  function clock({ startsAt, lastStartsAt }: OccurrenceRow): string {
    if (startsAt === null) return '–';
    const [first, last] = [words.clock(startsAt), words.clock(lastStartsAt ?? startsAt)];
    return first === last ? first : `${first}–${last}`;
  }

  /** `Sáng · Cấp trên`, or that it has a time of its own. */
  function where({ sessionKey, part }: OccurrenceRow): string {
    if (sessionKey === null) return t('timetable.ownHour');
    const name = sessionName(sessionKey, places.sessions, t);
    return part === null ? name : `${name} · ${t(`tier.${part}`)}`;
  }

  /** Why stations do not sound it, each reason with how many they are, the most frequent first. */
  function silence({ reasons, stopped }: OccurrenceRow): Mark[] {
    const marks = reasons.map((one) => ({ ...rulingMark(one.reason), count: one.stations }));
    if (stopped > 0)
      marks.push({ shape: 'stopped', tone: 'idle', word: 'occurrence.stopped', count: stopped });
    return marks.map(({ word, count, ...mark }) => ({
      ...mark,
      word: `${t(word)}: ${stations(count)}`,
    }));
  }

  return { clock, where, silence, stations, stationsOf };
}
