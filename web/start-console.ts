import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { speechKey } from './features/shell/use-speech.ts';
import { chosenLocale, createConsoleI18n, speak } from './i18n/setup.ts';
import { createConsoleRouter } from './router.ts';
import './style.css';

/** Puts the console on the page. */
export async function startConsole(): Promise<void> {
  const i18n = createConsoleI18n();
  await speak(i18n, chosenLocale());
  const app = createApp(App).use(createPinia()).use(i18n);
  app.provide(speechKey, { speak: (locale) => speak(i18n, locale) });
  app.use(createConsoleRouter()).mount('#app');
}
