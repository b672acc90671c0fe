import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { codeOf } from '../../api/problem-text.ts';
import { useApi } from '../../api/use-api.ts';
import { delayAfter } from '../../api/delay-after.ts';
import type { FaultStore, KeptFault } from './fault-store.ts';
import { openFaultStore } from './fault-store.ts';
import { sendFault } from './send-fault.ts';

/** Reports of this device that the server does not have yet; they go by themselves. */
export const useKeptFaults = defineStore('kept-faults', () => {
  const api = useApi();
  const waiting = ref<KeptFault[]>([]);
  /** Codes of refusals, by the report's key. */
  const problems = ref<Record<string, string>>({});
  let opening: Promise<FaultStore | null> | null = null;
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function store(): Promise<FaultStore | null> {
    opening ??= openFaultStore().catch(() => null);
    return opening;
  }

  async function load(): Promise<void> {
    const kept = (await (await store())?.list(api.me?.id ?? '')) ?? [];
    const known = new Set(waiting.value.map(({ key }) => key));
    waiting.value = [...kept.filter(({ key }) => !known.has(key)), ...waiting.value];
    await sendAll();
  }

  /** Keeps a report, and sends it as soon as there is a way. */
  async function add(fault: KeptFault): Promise<void> {
    waiting.value = [...waiting.value, fault];
    await (await store())?.put(fault).catch(() => undefined);
    await sendAll();
  }

  async function discard(key: string): Promise<void> {
    waiting.value = waiting.value.filter((fault) => fault.key !== key);
    await (await store())?.remove(key).catch(() => undefined);
  }

  /** One after the other; what cannot be reached is tried again later. */
  function sendAll(): Promise<void> {
    clearTimeout(timer);
    sending ??= go().finally(() => (sending = null));
    return sending;
  }

  async function go(): Promise<void> {
    for (const fault of [...waiting.value]) {
      try {
        await sendFault(api, fault);
        failures = 0;
        await discard(fault.key);
      } catch (error) {
        const code = codeOf(error);
        if (code === null) {
          failures += 1;
          timer = setTimeout(() => void sendAll(), delayAfter(failures, Math.random()));
          return;
        }
        problems.value = { ...problems.value, [fault.key]: code };
      }
    }
  }

  addEventListener('online', () => void sendAll());
  watch(
    () => api.me?.csrf,
    (csrf) => {
      if (csrf) void sendAll();
    },
  );
  return { waiting, problems, load, add, discard };
});
