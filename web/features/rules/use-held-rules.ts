import { ref, watch } from 'vue';
import type { Page } from '../../api/every-page.ts';
import { firstOf } from '../../api/first-of.ts';
import { useLoad } from '../../api/use-load.ts';

const step = 50;

/** Rules of areas and single loudspeakers, of which there may be thousands: the first, of everywhere or of one area. */
export function useHeldRules<Rule>(
  read: (
    query: { limit: number; cursor?: string; areaId?: string },
    signal: AbortSignal,
  ) => Promise<Page<Rule>>,
) {
  const areaId = ref('');
  const wanted = ref(step);
  const hasMore = ref(false);
  watch(areaId, () => (wanted.value = step));
  const load = useLoad(
    async (signal) => {
      const within = areaId.value === '' ? {} : { areaId: areaId.value };
      const list = await firstOf(wanted.value, (page) => read({ ...page, ...within }, signal));
      hasMore.value = list.hasMore;
      return list.items;
    },
    { on: [areaId, wanted] },
  );
  const part = {
    areaId,
    hasMore,
    showMore: () => void (wanted.value += step),
    setArea: (id: string) => void (areaId.value = id),
  };
  return { load, part };
}

/** How much of a long list is looked at. */
export type ListPart = ReturnType<typeof useHeldRules>['part'];
