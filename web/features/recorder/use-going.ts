import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { createRetry } from '../../api/retry.ts';
import { useApi } from '../../api/use-api.ts';
import { usePlaces } from '../places/use-places.ts';
import { useUploads } from '../uploads/use-uploads.ts';
import { isToBePlaced, settleTake, type ArrivedTake } from './settle-take.ts';
import type { Slot, Take, Wish } from './take-store.ts';
import { useTakes } from './use-takes.ts';

/** A take that went by itself to where it was wished. */
export type SentTake = Pick<Take, 'id' | 'personId' | 'title'> & { slot: Slot | null };

/**
 * Takes that go to the server and into their session by themselves, as soon as there is a network. One whose
 * session has passed meanwhile goes into the next with room and says so; one that no session takes stays
 * until somebody has chosen.
 */
export const useGoing = defineStore('going', () => {
  const api = useApi();
  const takes = useTakes();
  const uploads = useUploads();
  const places = usePlaces();
  const allSent = ref<SentTake[]>([]);
  /** Of this sitting, oldest first. */
  const sent = computed(() => allSent.value.filter(({ personId }) => personId === api.me?.id));
  const placing = new Set<string>();
  const retry = createRetry(() => void sendWaiting());

  const going = computed(() =>
    takes.items.filter(({ id, wish }) => wish !== undefined && id !== takes.currentId),
  );

  /** Sends what waits, as far as there is a way. */
  async function sendWaiting(): Promise<void> {
    retry.callOff();
    // Without it the server takes no write: it comes with the network.
    if (!api.me?.csrf || !navigator.onLine) return;
    // Paused when its person signed out.
    for (const one of uploads.uploads)
      if (going.value.some(({ id }) => id === one.takeId)) uploads.resume(one);
    for (const take of takes.items.filter(({ recordingId }) => recordingId !== undefined))
      await place(take);
    for (const take of takes.waiting) if (take.wish) await takes.send(take);
  }

  /** What is to become of a take, said for the first time or anew. */
  async function wish({ refusal: _, movedFrom: __, ...take }: Take, given: Wish): Promise<void> {
    await takes.put({ ...take, wish: given });
    await sendWaiting();
  }

  /** The server has it; what is left is its place. */
  async function arrive(takeId: string, recordingId: string | null): Promise<void> {
    const take = takes.items.find(({ id, wish }) => id === takeId && wish !== undefined);
    if (!take || take.recordingId !== undefined) return;
    if (recordingId === null) return takes.discard(takeId);
    const known = { ...take, recordingId };
    await takes.put(known);
    await place(known);
  }

  async function place({ id }: Take): Promise<void> {
    // As it is now, if it is still of this person.
    const take = takes.items.find((one) => one.id === id);
    if (!take || !isToBePlaced(take) || placing.has(take.id)) return;
    placing.add(take.id);
    const outcome = await settleTake({ api, places, put: takes.put }, take);
    placing.delete(take.id);
    if (outcome === 'later') return retry.later();
    retry.succeeded();
    if (outcome === 'placed') await finish(take);
  }

  async function finish({ id, personId, title, wish }: ArrivedTake): Promise<void> {
    allSent.value.push({ id, personId, title, slot: wish.slot });
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

  return { going, sent, sendWaiting, wish };
});
