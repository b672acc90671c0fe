import { useI18n } from 'vue-i18n';
import type { AirLine } from '../../../contract/http/air-report.ts';
import { isPeriod, type AirGroup } from '../../../core/report/air-group.ts';
import { periodText } from '../../../core/report/period-text.ts';
import { languages } from '../../../core/recording/languages.ts';
import { usePlaces } from '../places/use-places.ts';

/** What lines are called. */
export function useLineNames() {
  const { t, locale } = useI18n();
  const places = usePlaces();
  return (by: AirGroup, { key, name }: Pick<AirLine, 'key' | 'name'>): string => {
    if (key === null) return t(`report.none.${by}`);
    if (isPeriod(by)) return periodText(by, key, locale.value === 'en' ? 'en' : 'vi');
    if (by === 'class') return t(`report.class.${key}`);
    if (by === 'origin') return t(`report.origin.${key}`);
    if (by === 'language') return languages[key as keyof typeof languages] ?? key;
    if (by === 'station') return name ?? places.nameOf(key);
    return name ?? key;
  };
}
