import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { authRoutes } from '../../../contract/http/auth.ts';
import type { LiveEvent } from '../../../contract/http/live.ts';
import { useApi } from '../../api/use-api.ts';
import { useLiveLine } from '../../api/use-live.ts';
import type { Queue } from './queue.ts';
import * as acts from './queue-acts.ts';
import { begin, prepareInTurn } from './queue-begin.ts';
import { lookAt } from './queue-outcome.ts';
import type { Addition, BatchFields, Upload } from './upload.ts';
import { heard, isSettled, isUnsent, newUpload, nextToSend } from './upload.ts';
import { useLeftovers } from './use-leftovers.ts';

/** A net below the live events, should one have been missed. */
const lookAgainMs = 60_000;

/**
 * Files on their way into the library; they go on while other pages are looked at. Those of somebody who has
 * signed out wait, unseen, for their return.
 */
export const useUploads = defineStore('uploads', () => {
  const api = useApi();
  const leftovers = useLeftovers();
  const queue: Queue = { api, leftovers, sendings: new Map(), prepared: Promise.resolve() };
  const all = ref<Upload[]>([]);
  const uploads = computed(() => all.value.filter(({ personId }) => personId === api.me?.id));
  const unsent = computed(() => uploads.value.filter(isUnsent));
  const next = computed(() => nextToSend(uploads.value));
  let count = 0;

  function add(additions: readonly Addition[], fields: BatchFields): void {
    const personId = api.me?.id ?? '';
    for (const addition of additions) {
      all.value.push(newUpload({ id: ++count, personId }, addition, fields));
      const one = all.value.at(-1);
      if (one) prepareInTurn(queue, one);
    }
  }

  /** Takes those off the list with which nothing more happens; whole duplicates leave the server too. */
  function clear(): void {
    for (const one of uploads.value) if (one.state === 'duplicate') void acts.cancel(queue, one);
    all.value = all.value.filter((one) => !uploads.value.includes(one) || !isSettled(one));
  }

  function lookAtAll(): void {
    for (const one of uploads.value) void lookAt(queue, one);
  }

  function onEvent(event: LiveEvent): void {
    for (const one of uploads.value) {
      const change = heard(one, event);
      // The reason stands in the recording.
      if (change?.state === 'unusable') void lookAt(queue, one);
      else if (change) Object.assign(one, change);
    }
  }

  watch(next, (ones) => ones.forEach((one) => void begin(queue, one)));
  watch(() => unsent.value.length > 0, warnOnLeaving);
  watch(
    () => api.me?.id,
    (id) => {
      for (const one of all.value) if (one.personId !== id) acts.pause(queue, one);
    },
  );
  // The uploads' own requests do not show the way to sign in; the console's do.
  watch(
    () => uploads.value.some(({ problem }) => problem === 'not_signed_in'),
    (isOver) => {
      if (isOver && api.me) api.call(authRoutes.getMe, {}).catch(() => undefined);
    },
  );
  addEventListener('online', () => queue.sendings.forEach((sending) => sending.hurry()));
  useLiveLine().listen({ onEvent, onGap: lookAtAll });
  setInterval(lookAtAll, lookAgainMs);

  return {
    uploads,
    unsent,
    add,
    clear,
    pause: (one: Upload) => acts.pause(queue, one),
    resume: (one: Upload) => acts.resume(queue, one),
    cancel: (one: Upload) => acts.cancel(queue, one),
    retry: (one: Upload) => acts.retry(queue, one),
    keepAnyway: (one: Upload) => acts.keepAnyway(queue, one),
  };
});

/** While something is unsent, the browser asks before it closes the page. */
function warnOnLeaving(hasUnsent: boolean): void {
  if (hasUnsent) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
