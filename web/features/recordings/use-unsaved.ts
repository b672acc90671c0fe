import type { Ref } from 'vue';
import { computed, onScopeDispose, ref, watch } from 'vue';

/**
 * Keeps a dialog with unsaved edits from closing by accident: closing asks once, leaving the page too.
 * `read` tells what has been edited, as something to compare.
 */
export function useUnsaved(isOpen: Ref<boolean>, read: () => unknown) {
  const saved = ref('');
  const isAsking = ref(false);
  const isDirty = computed(() => isOpen.value && JSON.stringify(read()) !== saved.value);
  const shown = computed({
    get: () => isOpen.value,
    set: (open) => {
      if (!open && isDirty.value) isAsking.value = true;
      else isOpen.value = open;
    },
  });

  /** From now on this is what is saved. */
  function settle(): void {
    saved.value = JSON.stringify(read());
    isAsking.value = false;
  }

  function giveUp(): void {
    isAsking.value = false;
    isOpen.value = false;
  }

  watch(isDirty, (dirty) => {
    if (dirty) addEventListener('beforeunload', askBeforeLeaving);
    else removeEventListener('beforeunload', askBeforeLeaving);
  });
  onScopeDispose(() => removeEventListener('beforeunload', askBeforeLeaving));
  return { shown, isDirty, isAsking, settle, giveUp };
}

/** The browser asks in its own words. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
