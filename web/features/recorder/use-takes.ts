import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useApi } from '../../api/use-api.ts';
import { useBatch } from '../uploads/use-batch.ts';
import { useUploads } from '../uploads/use-uploads.ts';
import { takeFileName } from './sound-format.ts';
import { createTakeBox } from './take-box.ts';
import type { Take } from './take-store.ts';

/** Takes of the microphone that have not been sent yet, in this browser. */
export const useTakes = defineStore('takes', () => {
  const api = useApi();
  const uploads = useUploads();
  const batch = useBatch();
  const items = ref<Take[]>([]);
  /** The one that is being recorded. */
  const currentId = ref<string | null>(null);
  const isStored = ref(true);
  const box = createTakeBox(() => (isStored.value = false));

  async function load(): Promise<void> {
    const kept = await box.list(api.me?.id ?? '');
    const known = new Set(items.value.map(({ id }) => id));
    items.value = [...kept.filter(({ id }) => !known.has(id)), ...items.value];
  }

  /** Notes a take, or what has become of it. */
  function put(take: Take): Promise<void> {
    items.value = [...items.value.filter(({ id }) => id !== take.id), take];
    return box.put(take);
  }

  function discard(takeId: string): Promise<void> {
    items.value = items.value.filter(({ id }) => id !== takeId);
    return box.remove(takeId);
  }

  /** Sends it like a file; it is kept until the server has all of it. */
  async function send(take: Take): Promise<void> {
    const { id, title, mimeType, startedAt, wish } = take;
    const file = new File([await box.read(take)], takeFileName(title, mimeType), {
      type: mimeType,
      lastModified: startedAt,
    });
    const fields = wish ? { areaId: wish.areaId } : batch.fields;
    uploads.add([{ file, title, takeId: id }], fields);
  }

  const waiting = computed(() => {
    const going = uploads.uploads.filter(({ state }) => state !== 'cancelled');
    const busy = new Set([currentId.value, ...going.map(({ takeId }) => takeId)]);
    return items.value.filter(({ id }) => !busy.has(id));
  });
  /** Those that the server has, with what they became. */
  const arrived = computed(() =>
    uploads.uploads.flatMap(({ takeId, state, recordingId }) => {
      const isThere = ['checking', 'ready', 'unusable', 'duplicate'].includes(state);
      const isKnown = state === 'duplicate' || state === 'checking' ? recordingId !== null : true;
      return takeId !== null && isThere && isKnown ? [{ takeId, recordingId }] : [];
    }),
  );
  // What goes by itself has a way beyond that.
  watch(arrived, (ones) => {
    for (const { takeId } of ones)
      if (items.value.some(({ id, wish }) => id === takeId && !wish)) void discard(takeId);
  });

  const addPiece = (take: Take, sound: Blob) => box.addPiece(take.id, sound);
  return {
    ...{ items, waiting, arrived, currentId, isStored },
    ...{ load, put, addPiece, read: box.read, discard, send },
  };
});
