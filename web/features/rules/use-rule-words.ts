import { useI18n } from 'vue-i18n';
import type { GuardAnswer } from '../../../contract/http/guards.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';

/** Rules in plain words. */
export function useRuleWords() {
  const { t, locale } = useI18n();
  const places = usePlaces();
  const words = useWords();

  function weekdaysText(days: readonly Weekday[]): string {
    return days.length === 7 ? t('dates.daily') : days.map((day) => words.weekday(day)).join(', ');
  }

  function minutesText(ms: number): string {
    const minutes = ms / 60_000;
    const format = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 });
    return t('rule.minutes', { count: format.format(minutes) }, minutes);
  }

  function termText({
    validFrom,
    validTo,
  }: {
    validFrom: string | null;
    validTo: string | null;
  }): string {
    const from = validFrom === null ? '' : t('area.since', { date: words.day(validFrom) });
    const to = validTo === null ? '' : t('area.until', { date: words.day(validTo) });
    return `${from} ${to}`.trim();
  }

  function placeText({
    areaId,
    endpointName,
  }: {
    areaId: string;
    endpointName: string | null;
  }): string {
    const area = places.areas.get(areaId)?.name ?? '…';
    return endpointName === null ? area : `${endpointName} · ${area}`;
  }

  function guardText({ rule }: Pick<GuardAnswer, 'rule'>): string {
    switch (rule.kind) {
      case 'session_cap':
      case 'day_cap':
        return t(`guard.text.${rule.kind}`, { minutes: minutesText(rule.capMs) });
      case 'sessions_a_day':
        return t('guard.text.sessions_a_day', { count: rule.most }, rule.most);
      case 'air_days': {
        const days = weekdaysText(rule.weekdays);
        return t(rule.onHolidays ? 'guard.text.air_days' : 'guard.text.air_days_off', { days });
      }
      case 'silent_day':
        return t('guard.text.silent_day', { date: words.day(rule.date) });
      case 'volume_cap': {
        const { percent, from, to } = rule;
        if (from === null || to === null) return t('guard.text.volume_cap', { percent });
        const hours = { from: from.slice(0, 5), to: to.slice(0, 5) };
        return t('guard.text.volume_cap_hours', { percent, ...hours });
      }
      case 'week_approval':
        return t('guard.text.week_approval');
    }
  }

  return { weekdaysText, minutesText, termText, placeText, guardText };
}
