import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import { upload } from '../../api/upload.ts';
import type { UploadFields } from '../../api/upload.ts';
import { headersOf, useApi } from '../../api/use-api.ts';

export interface Upload {
  id: number;
  file: File;
  fields: UploadFields;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'cancelled';
  /** From 0 to 1. */
  share: number;
  problem: unknown;
  recordingId: string | null;
}

/** Files on their way to the server, one after another; they go on while other pages are looked at. */
export const useUploads = defineStore('uploads', () => {
  const api = useApi();
  const uploads = ref<Upload[]>([]);
  let count = 0;
  let isSending = false;
  let current = new AbortController();

  function add(files: readonly File[], fields: Omit<UploadFields, 'title'>): void {
    for (const file of files)
      uploads.value.push({
        id: ++count,
        file,
        fields: { ...fields, title: titleOf(file.name) },
        state: 'waiting',
        share: 0,
        problem: null,
        recordingId: null,
      });
    void sendAll();
  }

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    addEventListener('beforeunload', askBeforeLeaving);
    for (;;) {
      const next = uploads.value.find(({ state }) => state === 'waiting');
      if (!next) break;
      current = new AbortController();
      await send(reactive(next), headersOf(api.me), current.signal);
    }
    isSending = false;
    removeEventListener('beforeunload', askBeforeLeaving);
  }

  function cancel(one: Upload): void {
    if (one.state === 'sending') current.abort();
    else if (one.state === 'waiting') one.state = 'cancelled';
  }

  function again(one: Upload): void {
    Object.assign(one, { state: 'waiting', share: 0, problem: null });
    void sendAll();
  }

  function clear(): void {
    uploads.value = uploads.value.filter(({ state }) => state === 'waiting' || state === 'sending');
  }

  const sentCount = computed(() => uploads.value.filter(({ state }) => state === 'sent').length);
  return { uploads, sentCount, add, cancel, again, clear };
});

/** The browser asks in its own words. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function send(
  one: Upload,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  one.state = 'sending';
  try {
    const { id } = await upload({
      file: one.file,
      fields: one.fields,
      headers,
      onProgress: (share) => (one.share = share),
      signal,
    });
    one.recordingId = id;
    one.state = 'sent';
  } catch (error) {
    one.state = signal.aborted ? 'cancelled' : 'failed';
    one.problem = error;
  }
}

/** A first title from a file's name: without its ending, underscores as spaces. */
export function titleOf(fileName: string): string {
  const stem = fileName
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return (stem === '' ? fileName : stem).normalize().slice(0, 200);
}
