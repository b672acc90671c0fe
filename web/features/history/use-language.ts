import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Language } from '../../../core/recurrence/in-words.ts';

/** The language in which the server is asked for words. */
export function useLanguage() {
  const { locale } = useI18n();
  return computed((): Language => (locale.value === 'en' ? 'en' : 'vi'));
}
