import { createPinia } from 'pinia';
import { createApp } from 'vue';
import type { Router } from 'vue-router';
import type { EarlyAnswers } from './api/early-answers.ts';
import { useApi } from './api/use-api.ts';
import App from './App.vue';
import { speechKey } from './features/shell/use-speech.ts';
import { chosenLocale, createConsoleI18n, learn, speak } from './i18n/setup.ts';
import { createConsoleRouter } from './router.ts';
import './style.css';

/** So long what is not needed yet waits at most for a quiet moment, ms. */
const idleMs = 3000;

/** Puts the console on the page. */
export async function startConsole(early: EarlyAnswers): Promise<void> {
  const i18n = createConsoleI18n();
  const router = createConsoleRouter();
  const app = createApp(App).use(createPinia()).use(i18n);
  const learnAll = () => learn(i18n, chosenLocale());
  app.provide(speechKey, { speak: (locale) => speak(i18n, locale), knowAll: learnAll });
  // Side by side: a slow phone waits for the slowest of them, not for one after another.
  fetchPage(router);
  const api = useApi();
  api.expect(early);
  api.recall().catch(() => undefined);
  await speak(i18n, chosenLocale(), ['first']);
  router.beforeResolve(async ({ meta }) => {
    if (meta.isFirst !== true) await learnAll();
  });
  app.use(router).mount('#app');
  await router.isReady();
  whenIdle(() => {
    // Without a network once more when it is back; a page that needs them asks by itself.
    learnAll().catch(() =>
      addEventListener('online', () => void learnAll().catch(() => undefined), { once: true }),
    );
  });
}

/** Once the page has been painted and nobody waits for it. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: idleMs });
  else setTimeout(work, idleMs);
}

/** Fetches the page that is to be shown, before the router asks for it. */
function fetchPage(router: Router): void {
  for (const { components } of router.resolve(location.pathname).matched) {
    const page = components?.['default'] as (() => Promise<unknown>) | undefined;
    // Where it cannot be had, the router says so.
    page?.().catch(() => undefined);
  }
}
