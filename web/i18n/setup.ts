import { createI18n } from 'vue-i18n';

export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];

/** The texts that a first visit waits for, and all others. */
const parts = ['first', 'rest'] as const;
export type Part = (typeof parts)[number];

const storageKey = 'loa.locale';
const loaders: Record<Locale, Record<Part, () => Promise<Record<string, unknown>>>> = {
  vi: {
    first: async () => (await import('./vi-first.ts')).viFirst,
    rest: async () => (await import('./vi-rest.ts')).viRest,
  },
  en: {
    first: async () => (await import('./en-first.ts')).enFirst,
    rest: async () => (await import('./en-rest.ts')).enRest,
  },
};

export type I18n = ReturnType<typeof createConsoleI18n>;
const known = new WeakMap<I18n, Set<string>>();

export function createConsoleI18n() {
  return createI18n({ legacy: false, locale: 'vi' as string, messages: {} });
}

/** The language that was chosen in this browser; Vietnamese until somebody chooses. */
export function chosenLocale(): Locale {
  const stored = localStorage.getItem(storageKey);
  return locales.find((locale) => locale === stored) ?? 'vi';
}

/** Loads what is needed of a language, and does not speak it yet. */
export async function learn(
  i18n: I18n,
  locale: Locale,
  wanted: readonly Part[] = parts,
): Promise<void> {
  const learnt = known.get(i18n) ?? new Set();
  known.set(i18n, learnt);
  await Promise.all(
    wanted.map(async (part) => {
      if (learnt.has(`${locale} ${part}`)) return;
      const texts = await loaders[locale][part]();
      i18n.global.mergeLocaleMessage(locale, texts as never);
      learnt.add(`${locale} ${part}`);
    }),
  );
}

/** Loads what is needed of a language, all if nothing is said, and speaks it from now on. */
export async function speak(
  i18n: I18n,
  locale: Locale,
  wanted: readonly Part[] = parts,
): Promise<void> {
  await learn(i18n, locale, wanted);
  const { global } = i18n;
  global.locale.value = locale;
  document.documentElement.lang = locale;
  localStorage.setItem(storageKey, locale);
}
