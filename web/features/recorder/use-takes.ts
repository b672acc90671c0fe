import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../api/use-api.ts';
import { useBatch } from '../uploads/use-batch.ts';
import type { Upload } from '../uploads/upload.ts';
import { useUploads } from '../uploads/use-uploads.ts';
import { takeFileName } from './sound-format.ts';
import { createTakeBox } from './take-box.ts';
import type { Take } from './take-store.ts';

/**
 * Takes of the microphone that have not been sent yet, in this browser: those of the person who is signed in.
 * Others' stay as they are until their own person comes back.
 */
export const useTakes = defineStore('takes', () => {
  const api = useApi();
  const uploads = useUploads();
  const batch = useBatch();
  // The browser's database takes no proxies.
  const all = shallowRef<readonly Take[]>([]);
  const items = computed(() => all.value.filter(isMine));
  /** How many of other people are kept here. */
  const others = computed(() => all.value.length - items.value.length);
  /** The one that is being recorded. */
  const currentId = ref<string | null>(null);
  const isStored = ref(true);
  const box = createTakeBox(() => (isStored.value = false));

  async function load(): Promise<void> {
    const kept = await box.list();
    const known = new Set(all.value.map(({ id }) => id));
    all.value = [...kept.filter(({ id }) => !known.has(id)), ...all.value];
  }

  function isMine({ personId }: Pick<Take, 'personId'>): boolean {
    return personId === api.me?.id;
  }

  /** Notes a take, or what has become of it. */
  function put(take: Take): Promise<void> {
    all.value = [...all.value.filter(({ id }) => id !== take.id), take];
    return box.put(take);
  }

  function discard(takeId: string): Promise<void> {
    all.value = all.value.filter(({ id }) => id !== takeId);
    return box.remove(takeId);
  }

  /** Throws it away. @returns brings it back with its sound */
  async function drop(take: Take): Promise<() => Promise<void>> {
    const sound = await box.read(take);
    await discard(take.id);
    return async () => {
      await box.addPiece(take.id, sound);
      await put(take);
    };
  }

  /** Sends it like a file; it is kept until the server has all of it. */
  async function send(take: Take): Promise<void> {
    const { id, title, mimeType, startedAt, wish } = take;
    const file = new File([await box.read(take)], takeFileName(title, mimeType), {
      type: mimeType,
      lastModified: startedAt,
    });
    const fields = wish ? { areaId: wish.areaId } : batch.fields;
    // Whoever signed in meanwhile is not its author, and it may have been sent from elsewhere.
    if (isMine(take) && !onTheirWay(uploads.uploads).includes(id))
      uploads.add([{ file, title, takeId: id }], fields);
  }

  /** Those of which the server has nothing, and which are not on their way. */
  const waiting = computed(() => {
    const busy = new Set([currentId.value, ...onTheirWay(uploads.uploads)]);
    return items.value.filter(({ id, recordingId }) => recordingId === undefined && !busy.has(id));
  });
  /** Those that the server has, with what they became. */
  const arrived = computed(() => arrivedOf(uploads.uploads));
  // What goes by itself has a way beyond that.
  watch(arrived, (ones) => {
    for (const { takeId } of ones)
      if (items.value.some(({ id, wish }) => id === takeId && !wish)) void discard(takeId);
  });

  const addPiece = (take: Take, sound: Blob) => box.addPiece(take.id, sound);
  return {
    ...{ items, others, waiting, arrived, currentId, isStored },
    ...{ load, put, addPiece, read: box.read, discard, drop, send },
  };
});

function onTheirWay(uploads: readonly Upload[]): (string | null)[] {
  return uploads.flatMap(({ state, takeId }) => (state === 'cancelled' ? [] : takeId));
}

function arrivedOf(uploads: readonly Upload[]): { takeId: string; recordingId: string | null }[] {
  return uploads.flatMap(({ takeId, state, recordingId }) => {
    const isThere = ['checking', 'ready', 'unusable', 'duplicate'].includes(state);
    const isKnown = state === 'duplicate' || state === 'checking' ? recordingId !== null : true;
    return takeId !== null && isThere && isKnown ? [{ takeId, recordingId }] : [];
  });
}
