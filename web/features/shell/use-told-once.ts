import { defineStore } from 'pinia';
import { useApi } from '../../api/use-api.ts';
import { useNotices } from './use-notices.ts';

/** Says a sentence once to each person while the console is open. */
export const useToldOnce = defineStore('told-once', () => {
  const api = useApi();
  const notices = useNotices();
  const told = new Set<string>();

  function tell(text: string): void {
    const key = `${api.me?.id} ${text}`;
    if (told.has(key)) return;
    told.add(key);
    notices.say(text, { tone: 'warn' });
  }

  return { tell };
});
