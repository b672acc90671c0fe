import { ref } from 'vue';
import { royaltyRoutes } from '../../../contract/http/royalties.ts';
import { useApi } from '../../api/use-api.ts';

/** Genres for which an area, or one above it, has a rate; none while they are not known. */
export function useGenres(areaId: () => string) {
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
  return { names, load };
}
