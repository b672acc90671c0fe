import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { codeOf } from '../../api/problem-text.ts';
import { useApi } from '../../api/use-api.ts';
import { createRetry } from '../../api/retry.ts';
import type { FaultStore, KeptFault } from './fault-store.ts';
import { openFaultStore } from './fault-store.ts';
import { sendFault } from './send-fault.ts';

/**
 * Reports of this device that the server does not have yet; they go by themselves, each in the name of who
 * wrote it: others' wait until their own person signs in again.
 */
export const useKeptFaults = defineStore('kept-faults', () => {
  const api = useApi();
  const all = shallowRef<readonly KeptFault[]>([]);
  const waiting = computed(() => all.value.filter(isMine));
  /** How many of other people are kept here. */
  const others = computed(() => all.value.length - waiting.value.length);
  /** Codes of refusals, by the report's key. */
  const problems = ref<Record<string, string>>({});
  let opening: Promise<FaultStore | null> | null = null;
  let sending: Promise<void> | null = null;
  const retry = createRetry(() => void sendAll());

  function store(): Promise<FaultStore | null> {
    opening ??= openFaultStore().catch(() => null);
    return opening;
  }

  async function load(): Promise<void> {
    const kept = (await (await store())?.list()) ?? [];
    const known = new Set(all.value.map(({ key }) => key));
    all.value = [...kept.filter(({ key }) => !known.has(key)), ...all.value];
    await sendAll();
  }

  function isMine({ personId }: KeptFault): boolean {
    return personId === api.me?.id;
  }

  /** Keeps a report, and sends it as soon as there is a way. */
  async function add(fault: KeptFault): Promise<void> {
    all.value = [...all.value, fault];
    await (await store())?.put(fault).catch(() => undefined);
    await sendAll();
  }

  async function discard(key: string): Promise<void> {
    all.value = all.value.filter((fault) => fault.key !== key);
    await (await store())?.remove(key).catch(() => undefined);
  }

  /** One after the other, also what comes meanwhile, while its person is there; what cannot be reached is tried again later. */
  function sendAll(): Promise<void> {
    retry.callOff();
    sending ??= go().finally(() => (sending = null));
    return sending;
  }

  async function go(): Promise<void> {
    const tried = new Set<string>();
    const untried = () => waiting.value.find(({ key }) => !tried.has(key));
    for (let fault = untried(); fault; tried.add(fault.key), fault = untried()) {
      try {
        await sendFault(api, fault);
        retry.succeeded();
        await discard(fault.key);
      } catch (error) {
        const code = codeOf(error);
        if (code === null) return retry.later();
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
  return { waiting, others, problems, load, add, discard };
});
