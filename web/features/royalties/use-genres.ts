import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { royaltyRoutes } from '../../../contract/http/royalties.ts';
import { useApi } from '../../api/use-api.ts';

/** Genres for which an area, or one above it, has a rate; that which is set alone while they are not known. */
export function useGenres(areaId: () => string, set: () => string) {
  const { t } = useI18n();
  const api = useApi();
  const names = ref<string[]>([]);
  async function load(): Promise<void> {
    try {
      const { items } = await api.call(royaltyRoutes.rates, { query: { areaId: areaId() } });
      names.value = [...new Set(items.map(({ genre }) => genre))];
    } catch {
      // What the recording has can be kept all the same.
    }
  }
  const options = computed(() => [
    { value: '', label: t('filing.noGenre') },
    ...[...new Set([...names.value, ...(set() === '' ? [] : [set()])])].map((value) => ({
      ...{ value, label: value },
    })),
  ]);
  return { options, load };
}
