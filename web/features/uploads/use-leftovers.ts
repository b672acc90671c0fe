import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { UploadAnswer } from '../../../contract/http/uploads.ts';
import { uploadRoutes } from '../../../contract/http/uploads.ts';
import { useApi } from '../../api/use-api.ts';
import type { Quota } from './quota.ts';
import { refusalBefore } from './quota.ts';

/** Uploads that the server holds in parts, and the room that is left. */
export const useLeftovers = defineStore('leftovers', () => {
  const api = useApi();
  const items = shallowRef<readonly UploadAnswer[]>([]);
  const quota = ref<Quota | null>(null);
  let loading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const answer = await api.call(uploadRoutes.list, {});
    items.value = answer.items;
    quota.value = answer.quota;
  }

  /** Reads them again; where that fails, the last answer stands. */
  function reload(): Promise<void> {
    loading = read().catch(() => {
      loading = null;
    });
    return loading;
  }

  function load(): Promise<void> {
    return loading ?? reload();
  }

  async function discard(id: string): Promise<void> {
    await api.call(uploadRoutes.discard, { params: { id } });
    items.value = items.value.filter((one) => one.id !== id);
  }

  const unfinished = computed(() => items.value.filter(({ state }) => state === 'receiving'));
  return {
    items,
    unfinished,
    quota,
    load,
    reload,
    discard,
    refusalOf: (file: Pick<File, 'size'>) => refusalBefore(file.size, quota.value),
  };
});
