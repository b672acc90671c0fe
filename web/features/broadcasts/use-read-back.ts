import { useI18n } from 'vue-i18n';
import { recurrenceOf } from '../dates/dates-draft.ts';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';
import { sessionInText, sessionName } from '../timetable/session-name.ts';
import type { BroadcastDraft } from './draft.ts';

/** A broadcast as one sentence, to be read back before it is saved. */
export function useReadBack() {
  const { t } = useI18n();
  const places = usePlaces();
  const words = useWords();

  function whenOf({ placement }: BroadcastDraft): string {
    const { kind, sessionKey, part, start, ownSlots, times, gapMinutes } = placement;
    if (kind === 'now')
      return t(placement.interrupts ? 'readBack.nowInstead' : 'readBack.nowAfter');
    if (kind === 'session') {
      const name = sessionName(sessionKey, places.sessions, t);
      const session = sessionInText(name, t);
      return t('readBack.session', { session, part: t(`tier.${part}`).toLowerCase() });
    }
    const all = ownSlots ?? [{ time: placement.time }];
    const time = all.map((slot) => slot.time.slice(0, 5)).join(', ');
    const when = t(`readBack.${start}`, { time });
    if (ownSlots || Number(times) <= 1) return when;
    return t('readBack.repeated', { when, times, gap: gapMinutes });
  }

  function daysOf({ dates }: BroadcastDraft): string {
    if (dates.kind === 'once') return t('readBack.once', { date: words.longDay(dates.first) });
    const sentence = words.days(recurrenceOf(dates));
    return sentence.charAt(0).toLowerCase() + sentence.slice(1);
  }

  function whereOf({ targets }: BroadcastDraft): string {
    const nameOf = (id: string) =>
      places.areas.get(id)?.name ?? places.stations.get(id)?.name ?? t('readBack.endpoint');
    const except = targets.except.map(nameOf).join(', ');
    const named = [...targets.areas, ...targets.stations, ...targets.endpoints].map(nameOf);
    const groups = targets.groups.map((id) => places.groups.get(id)?.name ?? t('readBack.group'));
    const where = [...new Set([...named, ...groups])].join(', ');
    return except === '' ? where : t('readBack.except', { range: where, except });
  }

  /** Of a draft without faults. */
  return (draft: BroadcastDraft) => {
    const said = { title: draft.title, when: whenOf(draft), where: whereOf(draft) };
    if (draft.placement.kind === 'now') return t('readBack.now', said);
    return t('readBack.whole', { ...said, days: daysOf(draft) });
  };
}
