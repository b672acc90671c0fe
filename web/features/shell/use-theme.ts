import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'loa.theme';

/** Light, dark, or as the device has it. */
export const useTheme = defineStore('theme', () => {
  const stored = localStorage.getItem(storageKey);
  const theme = ref<Theme>(themes.find((name) => name === stored) ?? 'auto');

  watchEffect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'auto') delete dataset['theme'];
    else dataset['theme'] = theme.value;
    localStorage.setItem(storageKey, theme.value);
  });
  return { theme };
});
