import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Client } from '../../contract/client.ts';
import { createClient } from '../../contract/client.ts';
import type { Me } from '../../contract/http/auth.ts';
import { authRoutes } from '../../contract/http/auth.ts';
import { codeOf } from './problem-text.ts';
import { learnServerTime } from './server-time.ts';

const hintKey = 'loa.signedIn';

/** The signed-in person and the calls that are made in their name. */
export const useApi = defineStore('api', () => {
  const me = ref<Me | null>(null);
  const client = createClient({
    origin: '',
    fetch: timedFetch,
    headers: () => headersOf(me.value),
  });

  function enter(person: Me): void {
    me.value = person;
    localStorage.setItem(hintKey, '1');
  }

  function leave(): void {
    me.value = null;
    localStorage.removeItem(hintKey);
  }

  const call: Client['call'] = async (route, args) => {
    try {
      return await client.call(route, args);
    } catch (error) {
      if (codeOf(error) === 'not_signed_in') leave();
      throw error;
    }
  };

  /** Finds out who is signed in, unless this browser was never signed in. */
  async function recall(): Promise<void> {
    if (me.value !== null || localStorage.getItem(hintKey) === null) return;
    try {
      enter(await call(authRoutes.getMe, {}));
    } catch (error) {
      if (codeOf(error) === null) throw error;
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    enter(await client.call(authRoutes.signIn, { body: { login, password } }));
  }

  async function signOut(): Promise<void> {
    await call(authRoutes.signOut, {});
    leave();
  }

  return { me, call, enter, recall, signIn, signOut };
});

const timedFetch: typeof fetch = async (input, init) => {
  const askedAt = Date.now();
  const response = await fetch(input, init);
  learnServerTime(response.headers.get('date'), { askedAt, answeredAt: Date.now() });
  return response;
};

/** Headers of every call; a write without the person's CSRF value is refused. */
export function headersOf(me: Me | null): Record<string, string> {
  return me === null ? {} : { 'Loa-Csrf': me.csrf };
}
