import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { useRights } from '../places/use-rights.ts';
import { itemOf, navItems } from './nav-items.ts';

/** The rooms that this person may enter, and where they are. */
export function useNav() {
  const rights = useRights();
  const route = useRoute();
  const items = computed(() =>
    navItems.filter(({ needs }) => needs.length === 0 || needs.some(rights.canSomewhere)),
  );
  const current = computed(() => itemOf(route.path)?.path ?? null);
  return { items, current };
}
