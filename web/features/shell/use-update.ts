import { ref } from 'vue';

/** What is needed to begin with goes first, ms. */
const waitMs = 5000;
/** So often a console that is left open asks for a newer one. */
const askEveryMs = 3600_000;

/**
 * Keeps the console on this device, so that it opens without a network, and tells when a newer one has come.
 * Where the way here is not safe (plain HTTP), browsers keep nothing.
 */
export function useUpdate() {
  const waiting = ref<ServiceWorker | null>(null);

  async function register(): Promise<void> {
    const { serviceWorker } = navigator as Partial<Navigator>;
    if (!serviceWorker) return;
    const registration = await serviceWorker.register('/sw.js');
    const look = () => {
      // The first one of all replaces nothing.
      if (serviceWorker.controller) waiting.value = registration.waiting;
    };
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', look),
    );
    look();
    setInterval(() => void registration.update().catch(() => undefined), askEveryMs);
  }

  /** Changes to the newer console, when somebody says so: nothing is taken out of their hands. */
  function change(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.value?.postMessage({ type: 'SKIP_WAITING' });
  }

  // Unlike the pages, what makes them has no need of it.
  if (import.meta.env.PROD) setTimeout(() => void register().catch(() => undefined), waitMs);
  return { waiting, change };
}
