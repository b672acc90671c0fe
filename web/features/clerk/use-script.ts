import { ref, watch } from 'vue';

const name = 'loa.script';

/** The text that is to be read; it stays on this phone until it has been recorded and sent. */
export function useScript() {
  const text = ref(localStorage.getItem(name) ?? '');
  watch(text, (given) => {
    if (given === '') localStorage.removeItem(name);
    else localStorage.setItem(name, given);
  });
  return { text, clear: () => (text.value = '') };
}
