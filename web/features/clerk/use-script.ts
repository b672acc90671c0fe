import { ref, watch } from 'vue';
import { useApi } from '../../api/use-api.ts';

/** The text that a person is to read; it stays on this phone until it has been recorded and sent. */
export function useScript() {
  const name = `loa.script.${useApi().me?.id ?? ''}`;
  const text = ref(localStorage.getItem(name) ?? '');
  watch(text, (given) => {
    if (given === '') localStorage.removeItem(name);
    else localStorage.setItem(name, given);
  });
  return { text, clear: () => (text.value = '') };
}
