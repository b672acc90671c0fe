import type { Ref } from 'vue';
import { onMounted, onScopeDispose, ref, watch } from 'vue';
import { useTheme } from '../shell/use-theme.ts';
import type { WaveColours } from './draw-waveform.ts';

/** The theme's colours for a waveform, read from the page and again whenever the theme changes. */
export function useWaveColours(element: Ref<HTMLElement | null>) {
  const theme = useTheme();
  const colours = ref<WaveColours>({ wave: 'gray', played: 'blue' });
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function read(): void {
    if (!element.value) return;
    const { style } = element.value;
    const resolve = (name: string) => {
      style.color = `var(--${name})`;
      const { color } = getComputedStyle(element.value ?? document.body);
      style.color = '';
      return color;
    };
    colours.value = { wave: resolve('edge'), played: resolve('accent') };
  }

  onMounted(read);
  watch(() => theme.theme, read, { flush: 'post' });
  dark.addEventListener('change', read);
  onScopeDispose(() => dark.removeEventListener('change', read));
  return colours;
}
