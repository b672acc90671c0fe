import type { Ref } from 'vue';
import { computed, ref, watch } from 'vue';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { mostAtOnce } from '../../../contract/http/endpoint-page.ts';
import type { EndpointState, StandingCounts } from '../../../core/today/standing.ts';
import { firstOf } from '../../api/first-of.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import type { Place } from './place-tree.ts';

/** Which loudspeakers are looked at. */
export interface EndpointFilter {
  q: string;
  state: EndpointState;
  place: Place | null;
}

export interface EndpointList {
  items: EndpointAnswer[];
  hasMore: boolean;
  /** So many fit, shown or not. */
  total: number;
  /** What they were asked by. */
  of: EndpointFilter;
}

const firstShown = 50;
const oftenMs = 5000;
/** Who looks at many of them waits a little longer for the news. */
const seldomMs = 15_000;

/** The first of the loudspeakers that fit a filter, as many as were asked for, read anew every few seconds. */
export function useEndpointList(filter: Ref<EndpointFilter>) {
  const api = useApi();
  const wanted = ref(firstShown);
  watch(filter, () => (wanted.value = firstShown));

  async function read(most: number, signal?: AbortSignal): Promise<EndpointList> {
    let total = 0;
    const of = filter.value;
    const list = await firstOf(most, async (page) => {
      const query = { ...page, ...queryOf(of) };
      const answer = await api.call(endpointRoutes.list, { query, ...(signal && { signal }) });
      total = answer.total;
      return answer;
    });
    return { ...list, total, of };
  }

  const load = useLoad((signal) => read(wanted.value, signal), {
    everyMs: () => (wanted.value > firstShown ? seldomMs : oftenMs),
    on: [filter, wanted],
  });

  return {
    load,
    isLoadingMore: computed(() => load.isLoading.value && isShort(load.value.value, wanted.value)),
    /** Twice as many: nobody asks a hundred times to see all. */
    showMore: () => void (wanted.value *= 2),
    /** As many as can be acted on at once. */
    readMost: async () => (await read(mostAtOnce)).items,
  };
}

function isShort(list: EndpointList | null, wanted: number): boolean {
  return list !== null && list.hasMore && list.items.length < wanted;
}

function queryOf({ q, state, place }: EndpointFilter) {
  return {
    state,
    ...(q === '' ? {} : { q }),
    ...(place?.kind === 'area' ? { areaId: place.id } : {}),
    ...(place?.kind === 'station' ? { stationId: place.id } : {}),
  };
}

/** How the loudspeakers of each station are, counted by the server. */
export function useEndpointSummary() {
  const api = useApi();
  return useLoad(
    async (signal): Promise<ReadonlyMap<string, StandingCounts>> => {
      const { items } = await api.call(endpointRoutes.summary, { query: {}, signal });
      return new Map(items.map(({ stationId, ...counts }) => [stationId, counts]));
    },
    { everyMs: oftenMs },
  );
}
