import { defineStore } from 'pinia';
import { ref } from 'vue';

interface Notice {
  id: number;
  text: string;
}

const shownMs = 6000;

/** Short sentences that say what was just done. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let count = 0;

  function say(text: string): void {
    const id = ++count;
    notices.value.push({ id, text });
    setTimeout(() => dismiss(id), shownMs);
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  return { notices, say, dismiss };
});
