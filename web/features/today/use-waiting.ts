import { computed } from 'vue';
import { decisionRoutes } from '../../../contract/http/decisions.ts';
import { offerRoutes } from '../../../contract/http/offers.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { weekRoutes } from '../../../contract/http/weeks.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { mondayOf } from '../../../core/week/monday-of.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { usePlaces } from '../places/use-places.ts';
import { useRights } from '../places/use-rights.ts';
import { useNow } from '../shell/use-now.ts';

/** Asks of one kind, with the station whose deadline is the nearest. */
export interface WaitingAsks {
  count: number;
  first: { deadline: number; stationId: string } | null;
}

/** A week's programme that waits. */
export interface WaitingWeek {
  areaId: string;
  areaName: string;
  monday: string;
}

export interface Waiting {
  recordings: number;
  offers: WaitingAsks;
  decisions: WaitingAsks;
  weeks: WaitingWeek[];
}

const nothing: Omit<Waiting, 'weeks'> = {
  recordings: 0,
  offers: { count: 0, first: null },
  decisions: { count: 0, first: null },
};

/** What waits for this very person: approvals, answers, weeks; nothing of it until it is known. */
export function useWaiting() {
  const api = useApi();
  const rights = useRights();
  const places = usePlaces();
  const clock = useNow();

  const asks = useLoad(
    async (signal): Promise<Omit<Waiting, 'weeks'>> => {
      const [recordings, offers, decisions] = await Promise.all([
        toApprove(signal),
        toAnswer((query) => api.call(offerRoutes.list, { query, signal })),
        toAnswer((query) => api.call(decisionRoutes.list, { query, signal })),
      ]);
      return { recordings, offers, decisions };
    },
    { everyMs: 10_000 },
  );
  // All communes of an approver are gone through for it, and nobody waits for a week by the second.
  const weeks = useLoad(weeksToApprove, { everyMs: 300_000 });
  return computed(
    (): Waiting => ({ ...(asks.value.value ?? nothing), weeks: weeks.value.value ?? [] }),
  );

  async function toApprove(signal: AbortSignal): Promise<number> {
    if (!rights.canSomewhere('recording.approve')) return 0;
    const query = { decidable: 'true', limit: 100 } as const;
    const { items } = await api.call(recordingRoutes.list, { query, signal });
    return items.length;
  }

  async function toAnswer(
    read: (query: {
      limit: number;
    }) => Promise<{ items: { mayAnswer: boolean; deadline: number; stationId: string }[] }>,
  ): Promise<WaitingAsks> {
    if (!rights.canSomewhere('ask.answer')) return { count: 0, first: null };
    const { items } = await read({ limit: 100 });
    const [first = null, ...others] = items.filter(({ mayAnswer }) => mayAnswer);
    return { count: first === null ? 0 : others.length + 1, first };
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
    return lists.flatMap(({ items }) => items);
  }
}
