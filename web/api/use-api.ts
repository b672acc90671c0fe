import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Client } from '../../contract/client.ts';
import { createClient } from '../../contract/client.ts';
import type { Me } from '../../contract/http/auth.ts';
import { authRoutes } from '../../contract/http/auth.ts';
import { forgetValues, keepValue, keptValue } from '../kept/kept-values.ts';
import { createEarlyFetch, signedInKey } from './early-answers.ts';
import { codeOf, isUnreachable } from './problem-text.ts';
import { learnServerTime } from './server-time.ts';

const meName = 'me';

/** The signed-in person and the calls that are made in their name. */
export const useApi = defineStore('api', () => {
  const me = ref<Me | null>(null);
  /** They were signed in until just now, and did not sign out. */
  const hasExpired = ref(false);
  /** Once, however many ask at the same time. */
  let recalling: Promise<void> | null = null;
  const early = createEarlyFetch(timedFetch);
  const client = createClient({
    origin: '',
    fetch: early.fetch,
    headers: () => headersOf(me.value),
  });

  function enter(person: Me): void {
    me.value = person;
    localStorage.setItem(signedInKey, '1');
    // Without what writes need: that is asked for when there is a network again.
    void keepValue(meName, { ...person, csrf: '' }, Date.now());
  }

  function leave(): void {
    // Of many calls at once, the first finds them signed in.
    if (me.value !== null) hasExpired.value = true;
    me.value = null;
    localStorage.removeItem(signedInKey);
    void forgetValues();
  }

  const call: Client['call'] = async (route, args) => {
    try {
      if (route.method !== 'GET' && me.value?.csrf === '') await ask();
      return await client.call(route, args);
    } catch (error) {
      if (codeOf(error) === 'not_signed_in') leave();
      throw error;
    }
  };

  async function ask(): Promise<void> {
    enter(await client.call(authRoutes.getMe, {}));
  }

  /**
   * Finds out who is signed in, unless this browser was never signed in; without a network, whoever was last
   * and may still be.
   */
  function recall(): Promise<void> {
    if (me.value !== null || localStorage.getItem(signedInKey) === null) return Promise.resolve();
    return (recalling ??= askWho().finally(() => (recalling = null)));
  }

  async function askWho(): Promise<void> {
    try {
      enter(await call(authRoutes.getMe, {}));
    } catch (error) {
      if (codeOf(error) !== null) return;
      const kept = isUnreachable(error) ? await keptValue<Me>(meName) : null;
      if (kept === null || kept.value.signedInUntil <= Date.now()) throw error;
      me.value = kept.value;
    }
  }

  addEventListener('online', () => {
    if (me.value?.csrf === '') void call(authRoutes.getMe, {}).then(enter, () => undefined);
  });

  async function signIn(login: string, password: string): Promise<void> {
    enter(await client.call(authRoutes.signIn, { body: { login, password } }));
  }

  async function signOut(): Promise<void> {
    await call(authRoutes.signOut, {});
    leave();
    hasExpired.value = false;
  }

  return { me, hasExpired, call, enter, recall, expect: early.expect, signIn, signOut };
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
