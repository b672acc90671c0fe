import { nextTick, ref, watch, type Ref } from 'vue';

/** Tells what somebody changed in a form; what the form fills in by itself is nobody's work. */
export function useFormChanges<Draft extends object | null>(
  draft: Ref<Draft>,
  onChanged: () => void,
) {
  /** Something in it is not as it was when it opened. */
  const isDirty = ref(false);
  let isSettled = false;
  /** As texts: how it opened, and the last that was looked at. */
  let opened = '';
  let last = '';
  const text = () => JSON.stringify(draft.value);

  /** It opens as it is now. */
  function begin(): void {
    opened = text();
    settle(false);
  }

  /** What is in it now was not typed just now: `isWork` where it was typed once. */
  function settle(isWork: boolean): void {
    isDirty.value = isWork;
    isSettled = false;
    void nextTick(() => {
      last = text();
      if (!isDirty.value) opened = last;
      isSettled = true;
    });
  }

  /** As it opened. */
  function reset(): void {
    draft.value = JSON.parse(opened) as Draft;
    settle(false);
  }

  watch(
    draft,
    () => {
      if (!isSettled || text() === last) return;
      last = text();
      isDirty.value = last !== opened;
      onChanged();
    },
    { deep: true },
  );
  return { isDirty, begin, settle, reset };
}
