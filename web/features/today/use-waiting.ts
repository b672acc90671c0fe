import { computed } from 'vue';
import { approvalRoutes } from '../../../contract/http/approvals.ts';
import { decisionRoutes } from '../../../contract/http/decisions.ts';
import { offerRoutes } from '../../../contract/http/offers.ts';
import { weekRoutes } from '../../../contract/http/weeks.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { mondayOf } from '../../../core/week/monday-of.ts';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoad } from '../../api/use-load.ts';
import { usePlaces } from '../places/use-places.ts';
import { useRights } from '../places/use-rights.ts';
import { useNow } from '../shell/use-now.ts';

/** Things of one kind, with the nearest deadline among them. */
export interface WaitingThings {
  count: number;
  /** `null`: none of them has a deadline. */
  first: {
    deadline: number;
    /** In whose zone it is told; the console's where nobody's. */
    stationId?: string;
  } | null;
}

/** A week's programme that waits. */
export interface WaitingWeek {
  areaId: string;
  areaName: string;
  monday: string;
  decideBy: number | null;
}

export interface Waiting {
  recordings: WaitingThings;
  offers: WaitingThings;
  decisions: WaitingThings;
  /** The most urgent first. */
  weeks: WaitingWeek[];
}

const none: WaitingThings = { count: 0, first: null };

/** What waits for this very person: approvals, answers, weeks; nothing of it until it is known. */
export function useWaiting() {
  const api = useApi();
  const rights = useRights();
  const places = usePlaces();
  const clock = useNow();

  const recordings = useLoad(toApprove, { everyMs: 60_000 });
  const asks = useLoad(
    async (signal) => {
      const [offers, decisions] = await Promise.all([
        toAnswer((query) => api.call(offerRoutes.list, { query, signal })),
        toAnswer((query) => api.call(decisionRoutes.list, { query, signal })),
      ]);
      return { offers, decisions };
    },
    { everyMs: 10_000 },
  );
  // All communes of an approver are gone through for it, and nobody waits for a week by the second.
  const weeks = useLoad(weeksToApprove, { everyMs: 300_000 });
  useLive(
    (event) => event.type === 'recording.changed' && recordings.soon(),
    () => void recordings.reload(),
  );
  return computed((): Waiting => ({
    recordings: recordings.value.value ?? none,
    ...(asks.value.value ?? { offers: none, decisions: none }),
    weeks: weeks.value.value ?? [],
  }));

  async function toApprove(signal: AbortSignal): Promise<WaitingThings> {
    if (!rights.canSomewhere('recording.approve')) return none;
    const { items, total } = await api.call(approvalRoutes.list, { query: { limit: 1 }, signal });
    const deadline = items[0]?.decideBy ?? null;
    return { count: total, first: deadline === null ? null : { deadline } };
  }

  async function toAnswer(
    read: (query: { limit: number; answerable: 'true' }) => Promise<{
      items: { deadline: number; stationId: string }[];
      total: number | null;
    }>,
  ): Promise<WaitingThings> {
    if (!rights.canSomewhere('ask.answer')) return none;
    const { items, total } = await read({ limit: 1, answerable: 'true' });
    return { count: total ?? 0, first: items[0] ?? null };
  }

  /** Of this week and the next. */
  async function weeksToApprove(signal: AbortSignal): Promise<WaitingWeek[]> {
    if (!rights.canSomewhere('week.approve')) return [];
    const thisMonday = mondayOf(localDateOf(clock.now, places.zone));
    const lists = await Promise.all(
      [thisMonday, addDays(thisMonday, 7)].map((monday) =>
        api.call(weekRoutes.list, { query: { monday }, signal }),
      ),
    );
    const all = lists.flatMap(({ items }) => items);
    return all.sort((a, b) => (a.decideBy ?? Infinity) - (b.decideBy ?? Infinity) || 0);
  }
}
