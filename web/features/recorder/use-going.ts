import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { codeOf } from '../../api/problem-text.ts';
import { useApi } from '../../api/use-api.ts';
import { placeTake } from './place-take.ts';
import type { Slot, Take } from './take-store.ts';
import { useTakes } from './use-takes.ts';

/** What became of a take that went by itself. `problem`: a code, where it found no place. */
export interface SentTake {
  id: string;
  title: string;
  slot: Slot | null;
  problem: string | null;
}

/** Takes that go to the server and into their session by themselves, as soon as there is a network. */
export const useGoing = defineStore('going', () => {
  const api = useApi();
  const takes = useTakes();
  /** Of this sitting, oldest first. */
  const sent = ref<SentTake[]>([]);
  const placing = new Set<string>();

  const going = computed(() =>
    takes.items.filter(({ id, wish }) => wish !== undefined && id !== takes.currentId),
  );

  /** Sends what waits, as far as there is a way. */
  async function sendWaiting(): Promise<void> {
    // Without it the server takes no write: it comes with the network.
    if (!api.me?.csrf || !navigator.onLine) return;
    for (const take of takes.items.filter(({ recordingId }) => recordingId !== undefined))
      await place(take);
    for (const take of takes.waiting)
      if (take.wish && take.recordingId === undefined) await takes.send(take);
  }

  /** The server has it; what is left is its place. */
  async function arrive(takeId: string, recordingId: string | null): Promise<void> {
    const take = takes.items.find(({ id, wish }) => id === takeId && wish !== undefined);
    if (!take || placing.has(takeId)) return;
    if (recordingId === null) return takes.discard(takeId);
    const known = { ...take, recordingId };
    await takes.put(known);
    await place(known);
  }

  async function place(take: Take): Promise<void> {
    const { id, title, wish, recordingId } = take;
    if (!wish || recordingId === undefined || placing.has(id)) return;
    placing.add(id);
    const { slot, areaId } = wish;
    let problem: string | null = null;
    try {
      if (slot) await placeTake(api, take, { recordingId, areaId, slot });
    } catch (error) {
      problem = codeOf(error);
      // Unreachable: another time.
      if (problem === null) return;
    } finally {
      placing.delete(id);
    }
    sent.value.push({ id, title, slot, problem });
    await takes.discard(id);
  }

  watch(
    () => takes.arrived,
    (ones) => {
      for (const { takeId, recordingId } of ones) void arrive(takeId, recordingId);
    },
  );
  watch(
    () => api.me?.csrf,
    () => void sendWaiting(),
  );
  addEventListener('online', () => void sendWaiting());

  return { going, sent, sendWaiting };
});
