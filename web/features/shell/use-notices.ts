import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Takes back what was done. */
export type Undo = () => Promise<void>;

interface Notice {
  id: number;
  text: string;
  isRefusal: boolean;
  undo: Undo | null;
}

const shownMs = 6000;
/** Long enough to read, to think of it and to come there by the keyboard. */
const undoableMs = 20_000;

/** Short sentences that say what was just done, some with the way back. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  /** Goes up with each change that was taken back: whatever shows it reads anew. */
  const undone = ref(0);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let count = 0;

  function say(text: string, { undo = null, isRefusal = false }: Partial<Notice> = {}): void {
    const notice = { id: ++count, text, isRefusal, undo };
    notices.value.push(notice);
    release(notice);
  }

  /** It stays as long as somebody is at it. */
  function hold({ id }: Notice): void {
    clearTimeout(timers.get(id));
  }

  function release(notice: Notice): void {
    hold(notice);
    const ms = notice.undo ? undoableMs : shownMs;
    timers.set(
      notice.id,
      setTimeout(() => dismiss(notice.id), ms),
    );
  }

  function dismiss(id: number): void {
    timers.delete(id);
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  return { notices, undone, say, hold, release, dismiss };
});
