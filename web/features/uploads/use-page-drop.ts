import { onScopeDispose, ref } from 'vue';

/** Takes files that are dropped anywhere on the page. @returns whether some hang over it */
export function usePageDrop(onFiles: (files: readonly File[]) => void) {
  const isOver = ref(false);
  const stop = new AbortController();
  const { signal } = stop;

  addEventListener('dragenter', (event) => (isOver.value ||= hasFiles(event)), { signal });
  addEventListener(
    'dragover',
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = true;
    },
    { signal },
  );
  // Nothing is entered when the files leave the window.
  addEventListener(
    'dragleave',
    ({ relatedTarget }) => {
      if (relatedTarget === null) isOver.value = false;
    },
    { signal },
  );
  addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = false;
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
    { signal },
  );
  onScopeDispose(() => stop.abort());
  return isOver;
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
