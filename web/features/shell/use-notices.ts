import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

/** Where to go on from a notice. */
export interface NoticeLink {
  to: RouteLocationRaw;
  text: string;
}

/** What was taken back. */
export interface Undone {
  /** Of the broadcast, or of what else it was. */
  id: string;
  /** All broadcasts that it changed; of something else none. */
  broadcastIds?: readonly string[];
  /** That something is not as it was before, in words; `null` where nothing is to be said. */
  warning: string | null;
  link: NoticeLink | null;
}

/** Takes back what was done. */
export type Undo = () => Promise<Undone>;

interface Notice {
  id: number;
  text: string;
  tone: 'good' | 'warn' | 'bad';
  link: NoticeLink | null;
  undo: Undo | null;
}

/** Who is at a notice: it stays as long as one of them is. */
type Holder = 'pointer' | 'focus';

const shownMs = 6000;
/** Long enough to read, to think of it and to come there by the keyboard. */
const withWayMs = 20_000;

/** Short sentences that say what was just done, some with the way back or on. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  /** The last change that was taken back, another object each time: whatever shows it reads anew. */
  const undone = ref<Undone | null>(null);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const holders = new Map<number, Set<Holder>>();
  let count = 0;

  function say(
    text: string,
    { undo = null, tone = 'good', link = null }: Partial<Notice> = {},
  ): void {
    const notice = { id: ++count, text, tone, link, undo };
    notices.value.push(notice);
    holders.set(notice.id, new Set());
    wait(notice);
  }

  function wait({ id, undo, tone }: Notice): void {
    const ms = undo || tone === 'warn' ? withWayMs : shownMs;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => dismiss(id), ms),
    );
  }

  function hold({ id }: Notice, by: Holder): void {
    holders.get(id)?.add(by);
    clearTimeout(timers.get(id));
  }

  function release(notice: Notice, by: Holder): void {
    const left = holders.get(notice.id);
    left?.delete(by);
    if (left?.size === 0) wait(notice);
  }

  function dismiss(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    holders.delete(id);
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  return { notices, undone, say, hold, release, dismiss };
});
