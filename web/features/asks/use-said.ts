import { computed, shallowRef } from 'vue';
import type { DecisionAnswered } from '../../../contract/http/decisions.ts';
import { decisionRoutes } from '../../../contract/http/decisions.ts';
import type { OfferAnswered } from '../../../contract/http/offers.ts';
import { offerRoutes } from '../../../contract/http/offers.ts';
import { firstOf } from '../../api/first-of.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** Something that a station was asked. */
export type AnyAsk =
  { kind: 'offer'; ask: OfferAnswered } | { kind: 'decision'; ask: DecisionAnswered };

const step = 50;

/** What was answered, or left to the default, the newest first, as far as it has been asked for. */
export function useSaid() {
  const api = useApi();
  const limit = shallowRef(step);
  const load = useLoad(
    async (signal) => {
      const [offers, decisions] = await Promise.all([
        both(limit.value, (query) => api.call(offerRoutes.list, { query, signal })),
        both(limit.value, (query) => api.call(decisionRoutes.list, { query, signal })),
      ]);
      const all: AnyAsk[] = [
        ...offers.items.map((ask) => ({ kind: 'offer' as const, ask })),
        ...decisions.items.map((ask) => ({ kind: 'decision' as const, ask })),
      ];
      return {
        items: all.sort((a, b) => b.ask.deadline - a.ask.deadline).slice(0, limit.value),
        hasMore: offers.hasMore || decisions.hasMore || all.length > limit.value,
      };
    },
    { on: [limit] },
  );
  return {
    load,
    hasMore: computed(() => load.value.value?.hasMore ?? false),
    more: () => (limit.value += step),
  };
}

type Read<Item> = (query: {
  limit: number;
  state: 'answered' | 'defaulted';
  cursor?: string;
}) => Promise<{ items: Item[]; next: string | null }>;

async function both<Item>(
  wanted: number,
  read: Read<Item>,
): Promise<{ items: Item[]; hasMore: boolean }> {
  const states = ['answered', 'defaulted'] as const;
  const lists = await Promise.all(
    states.map((state) => firstOf(wanted, (query) => read({ ...query, state }))),
  );
  return {
    items: lists.flatMap(({ items }) => items),
    hasMore: lists.some(({ hasMore }) => hasMore),
  };
}
