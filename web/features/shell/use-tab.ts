import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Which of a page's tabs is open, as its address says; the first where it says none of them. */
export function useTab(names: () => readonly string[]) {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const given = route.query['tab'];
      const [first = ''] = names();
      return typeof given === 'string' && names().includes(given) ? given : first;
    },
    set: (value: string) => void router.replace({ query: { tab: value } }),
  });
}
