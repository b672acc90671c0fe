import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { onTestFinished, vi } from 'vitest';
import type { Component } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Role } from '../../../core/access/roles.ts';
import { vi as vietnamese } from '../../../web/i18n/vi.ts';
import { useApi } from '../../../web/api/use-api.ts';
import { usePlaces } from '../../../web/features/places/use-places.ts';
import { speechKey, type Speech } from '../../../web/features/shell/use-speech.ts';

/** All that it says is known from the beginning. */
const speech: Speech = { speak: () => Promise.resolve(), knowAll: () => Promise.resolve() };

/** A request as it left the browser. */
export interface Sent {
  method: string;
  path: string;
  body: unknown;
}

interface Options {
  props: Record<string, unknown>;
  /** Who looks at it; roles are held in the area `a1`. */
  me?: { id: string; roles: Role[] };
  /**
   * What the server answers, by method and path, with its query or without, a refusal as a whole response;
   * anything else is not found.
   */
  answers?: Record<string, unknown>;
  /** What is known of places beside the area `a1`, by the names of the store. */
  places?: Record<string, unknown>;
}

/** Puts a part of the console on a page, before a network that answers as told. */
export function mountPart(part: Component, { props, me, answers = {}, places = {} }: Options) {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (path: string, init: { method: string; body?: string | FormData }) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    sent.push({ method: init.method, path, body });
    const asked = `${init.method} ${path}`;
    const answer = answers[asked] ?? answers[asked.split('?')[0] ?? ''];
    if (answer instanceof Response) return Promise.resolve(answer.clone());
    return Promise.resolve(
      answer === undefined ? new Response('', { status: 404 }) : Response.json(answer),
    );
  });
  const pinia = createPinia();
  setActivePinia(pinia);
  const areas = new Map([
    [
      'a1',
      {
        id: 'a1',
        parentId: null,
        code: '1',
        name: 'Xã Hải Hậu',
        kind: 'xã',
        validFrom: null,
        validTo: null,
        tags: [],
      },
    ],
  ]);
  Object.assign(usePlaces(), { areas }, places);
  const { id = 'u2', roles = ['approver'] } = me ?? {};
  useApi().me = { id, csrf: 'c', grants: roles.map((role) => ({ role, areaId: 'a1' })) } as never;
  const i18n = createI18n({ legacy: false, locale: 'vi', messages: { vi: vietnamese } });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  });
  const wrapper = mount(part, {
    props,
    attachTo: document.body,
    global: { plugins: [pinia, i18n, router], provide: { [speechKey as symbol]: speech } },
  });
  onTestFinished(() => {
    wrapper.unmount();
    localStorage.clear();
    vi.unstubAllGlobals();
  });
  return { wrapper, sent };
}
