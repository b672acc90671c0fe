import { useI18n } from 'vue-i18n';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';
import type { Validity } from './validity.ts';
import { toValidDays } from './validity.ts';

/** A validity as one says it: `Từ 01/12/2025 đến hết 31/12/2025`. */
export function useValidityWords(): (validity: Validity) => string {
  const { t } = useI18n();
  const places = usePlaces();
  const words = useWords();
  return (validity) => {
    const { first, last } = toValidDays(validity, places.zone);
    if (first === '' && last === '') return t('recording.alwaysValid');
    if (first === '') return t('recording.validTo', { last: words.day(last) });
    if (last === '') return t('recording.validFrom', { first: words.day(first) });
    return t('recording.validBetween', { first: words.day(first), last: words.day(last) });
  };
}
