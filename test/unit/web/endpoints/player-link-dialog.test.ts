import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import type { PlayerLinkAnswer } from '../../../../contract/http/player-links.ts';
import PlayerLinkDialog from '../../../../web/features/endpoints/PlayerLinkDialog.vue';
import { mountPart } from '../console-part.ts';

const link: PlayerLinkAnswer = {
  ...{ id: 'l1', endpointId: 'e1', name: 'Máy VLC', userName: 'Nguyễn Thị Lan' },
  ...{ createdAt: Date.UTC(2028, 1, 20), usedAt: null },
};
const links = '/api/v1/endpoints/e1/player-links';

it('makes a player link, shows it once, and revokes one', async () => {
  const host = {
    components: { Part: PlayerLinkDialog },
    data: () => ({ isOpen: false, endpoint: { id: 'e1', name: 'Cụm loa Xóm 4' } }),
    template: '<button @click="isOpen = true" /><Part v-if="isOpen" :endpoint="endpoint" />',
  };
  const { wrapper, sent } = mountPart(host, {
    props: {},
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      [`GET ${links}`]: { items: [link] },
      [`POST ${links}`]: { ...link, path: '/station/v1/playlist.m3u8?token=secret' },
    },
  });
  await wrapper.get('button').trigger('click');
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  expect(dialog.textContent).toContain('Cụm loa Xóm 4');
  expect(dialog.textContent).toContain('chưa máy nào mở');
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
  expect(dialog.querySelector('code')?.textContent).toBe(
    `${location.origin}/station/v1/playlist.m3u8?token=secret`,
  );
  dialog.querySelector<HTMLElement>('[aria-label="Thu hồi đường dẫn Máy VLC"]')?.click();
  await flushPromises();
  expect(sent.some(({ method, path }) => method === 'DELETE' && path.endsWith('/l1'))).toBe(true);
});
