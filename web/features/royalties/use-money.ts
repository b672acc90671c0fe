import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

/** `1.234.000 đ`. */
export function useMoney() {
  const { locale } = useI18n();
  const numbers = computed(() => new Intl.NumberFormat(locale.value));
  return (dong: number): string => `${numbers.value.format(dong)} đ`;
}
