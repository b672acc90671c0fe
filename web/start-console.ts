import { createPinia } from 'pinia';
import { createApp } from 'vue';
import type { Router } from 'vue-router';
import type { EarlyAnswers } from './api/early-answers.ts';
import { useApi } from './api/use-api.ts';
import App from './App.vue';
import { speechKey } from './features/shell/use-speech.ts';
import { chosenLocale, createConsoleI18n, speak } from './i18n/setup.ts';
import { createConsoleRouter } from './router.ts';
import './style.css';

/** Puts the console on the page. */
export async function startConsole(early: EarlyAnswers): Promise<void> {
  const i18n = createConsoleI18n();
  const router = createConsoleRouter();
  const app = createApp(App).use(createPinia()).use(i18n);
  app.provide(speechKey, { speak: (locale) => speak(i18n, locale) });
  // Side by side: a slow phone waits for the slowest of them, not for one after another.
  fetchPage(router);
  const api = useApi();
  api.expect(early);
  api.recall().catch(() => undefined);
  await speak(i18n, chosenLocale());
  app.use(router).mount('#app');
}

/** Fetches the page that is to be shown, before the router asks for it. */
function fetchPage(router: Router): void {
  for (const { components } of router.resolve(location.pathname).matched) {
    const page = components?.['default'] as (() => Promise<unknown>) | undefined;
    // Where it cannot be had, the router says so.
    page?.().catch(() => undefined);
  }
}
