import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import EndpointLinksDialog from '../../../../web/features/links/EndpointLinksDialog.vue';
import { mountPart } from '../console-part.ts';

/** Who made a link is not told of those to declare by. */
const linkOf = (kind: string) => ({
  ...{ id: 'l1', endpointId: 'e1', name: 'Máy VLC' },
  ...(kind === 'declare' ? {} : { userName: 'Nguyễn Thị Lan' }),
  ...{ createdAt: Date.UTC(2028, 1, 20), usedAt: null },
});

it.each([
  {
    kind: 'player',
    at: 'player-links',
    ended: 'player-links',
    path: '/station/v1/playlist.m3u8?token=secret',
    unused: 'chưa máy nào mở',
  },
  {
    kind: 'declare',
    at: 'declare-links',
    ended: 'declare-links',
    path: '/declare#token=secret',
    unused: 'chưa dùng',
  },
  {
    kind: 'listen',
    at: 'listener-links',
    ended: 'listener-links',
    path: '/listen#token=secret',
    unused: 'chưa mở',
  },
])(
  'makes a $kind link, shows it once, and revokes one',
  async ({ kind, at, ended, path, unused }) => {
    const links = `/api/v1/endpoints/e1/${at}`;
    const host = {
      components: { Part: EndpointLinksDialog },
      data: () => ({ isOpen: false, kind, endpoint: { id: 'e1', name: 'Cụm loa Xóm 4' } }),
      template:
        '<button @click="isOpen = true" /><Part v-if="isOpen" :kind="kind" :endpoint="endpoint" />',
    };
    const { wrapper, sent } = mountPart(host, {
      props: {},
      me: { id: 'u1', roles: ['operator'] },
      answers: {
        [`GET ${links}`]: { items: [linkOf(kind)] },
        [`POST ${links}`]: { ...linkOf(kind), path },
      },
    });
    await wrapper.get('button').trigger('click');
    await flushPromises();
    const dialog = document.querySelector('[role=dialog]');
    if (!dialog) throw new Error('the dialog is not open');
    expect(dialog.textContent).toContain('Cụm loa Xóm 4');
    expect(dialog.textContent).toContain(unused);
    expect(dialog.querySelector('code')).toBeNull();
    const field = dialog.querySelector('input');
    if (!field) throw new Error('there is no field');
    field.value = 'Liquidsoap';
    field.dispatchEvent(new Event('input'));
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await flushPromises();
    expect(sent.find(({ method }) => method === 'POST')).toMatchObject({
      path: links,
      body: { name: 'Liquidsoap' },
    });
    expect(dialog.querySelector('code')?.textContent).toBe(location.origin + path);
    dialog.querySelector<HTMLElement>('[aria-label="Thu hồi đường dẫn Máy VLC"]')?.click();
    await flushPromises();
    expect(sent).toContainEqual({ method: 'DELETE', path: `/api/v1/${ended}/l1`, body: null });
  },
);
