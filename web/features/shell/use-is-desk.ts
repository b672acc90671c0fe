import { onScopeDispose, ref } from 'vue';

/** Whether there is room for the desk's layout; the same width as the `lg:` styles. */
export function useIsDesk() {
  const query = matchMedia('(width >= 64rem)');
  const isDesk = ref(query.matches);
  const update = () => (isDesk.value = query.matches);
  query.addEventListener('change', update);
  onScopeDispose(() => query.removeEventListener('change', update));
  return isDesk;
}
