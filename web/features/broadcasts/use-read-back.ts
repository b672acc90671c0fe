import { useI18n } from 'vue-i18n';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';
import { sessionName } from '../timetable/session-name.ts';
import type { BroadcastDraft } from './draft.ts';

/** A broadcast as one sentence, to be read back before it is saved. */
export function useReadBack() {
  const { t } = useI18n();
  const places = usePlaces();
  const words = useWords();

  function whenOf(draft: BroadcastDraft): string {
    if (draft.placement === 'at') return t(`readBack.${draft.start}`, { time: draft.time });
    const name = sessionName(draft.sessionKey, places.sessions, t);
    return t('readBack.session', { name, part: t(`tier.${draft.part}`).toLowerCase() });
  }

  function daysOf(draft: BroadcastDraft): string {
    if (draft.first === '') return '';
    if (draft.dates === 'once') return t('readBack.once', { date: words.longDay(draft.first) });
    const days =
      draft.dates === 'daily'
        ? t('readBack.daily')
        : draft.weekdays.map((day) => words.weekday(day)).join(', ');
    const first = words.day(draft.first);
    const range =
      draft.last === ''
        ? t('readBack.open', { days, first })
        : t('readBack.range', { days, first, last: words.day(draft.last) });
    const except = draft.except.map(words.shortDay).join(', ');
    return except === '' ? range : t('readBack.except', { range, except });
  }

  function whereOf({ targets }: BroadcastDraft): string {
    const ids = [...targets.areas, ...targets.stations, ...targets.endpoints];
    const nameOf = (id: string) =>
      places.areas.get(id)?.name ?? places.stations.get(id)?.name ?? t('readBack.endpoint');
    const except = targets.except.map(nameOf).join(', ');
    const where = [...new Set(ids.map(nameOf))].join(', ');
    return except === '' ? where : t('readBack.except', { range: where, except });
  }

  return (draft: BroadcastDraft) =>
    t('readBack.whole', {
      title: draft.title,
      when: whenOf(draft),
      days: daysOf(draft),
      where: whereOf(draft),
    });
}
