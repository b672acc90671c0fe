import { createI18n } from 'vue-i18n';

export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];

const storageKey = 'loa.locale';
const loaders: Record<Locale, () => Promise<Record<string, unknown>>> = {
  vi: async () => (await import('./vi.ts')).vi,
  en: async () => (await import('./en.ts')).en,
};

export type I18n = ReturnType<typeof createConsoleI18n>;

export function createConsoleI18n() {
  return createI18n({ legacy: false, locale: 'vi' as string, messages: {} });
}

/** The language that was chosen in this browser; Vietnamese until somebody chooses. */
export function chosenLocale(): Locale {
  const stored = localStorage.getItem(storageKey);
  return locales.find((locale) => locale === stored) ?? 'vi';
}

/** Loads a language if need be and speaks it from now on. */
export async function speak(i18n: I18n, locale: Locale): Promise<void> {
  const { global } = i18n;
  if (!global.availableLocales.includes(locale))
    global.setLocaleMessage(locale, (await loaders[locale]()) as never);
  global.locale.value = locale;
  document.documentElement.lang = locale;
  localStorage.setItem(storageKey, locale);
}
