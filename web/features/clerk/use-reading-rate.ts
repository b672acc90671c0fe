import { ref, watch, type Ref } from 'vue';
import { useApi } from '../../api/use-api.ts';

/** As a reader of news speaks. */
const usual = 130;

/** How fast the person reads aloud, in words a minute as `expectedMs` takes them; this device remembers it. */
export function useReadingRate(): Ref<number> {
  const name = `loa.reading-rate.${useApi().me?.id ?? ''}`;
  const rate = ref(Number(localStorage.getItem(name)) || usual);
  watch(rate, (now) => localStorage.setItem(name, String(now)));
  return rate;
}
