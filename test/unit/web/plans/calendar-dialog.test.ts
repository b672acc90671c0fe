import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import type { CalendarLinkAnswer } from '../../../../contract/http/calendars.ts';
import { usePlaces } from '../../../../web/features/places/use-places.ts';
import CalendarDialog from '../../../../web/features/plans/CalendarDialog.vue';
import ExportDialog from '../../../../web/features/plans/ExportDialog.vue';
import { mountPart } from '../console-part.ts';

const link: CalendarLinkAnswer = {
  ...{ id: 'l1', stationId: 's1', name: 'Điện thoại chị Lan', userName: 'Nguyễn Thị Lan' },
  ...{ createdAt: Date.UTC(2028, 1, 20), usedAt: null },
};
const station = {
  ...{ id: 's1', areaId: 'a1', areaName: 'Xã Hải Hậu', name: 'Đài xã Hải Hậu' },
  ...{ zone: 'Asia/Ho_Chi_Minh', validTo: null, successorId: null, endpoints: 1 },
};
const links = '/api/v1/stations/s1/calendar-links';

/** The dialog, opened once the places are known. */
async function open(part: typeof CalendarDialog | typeof ExportDialog, props: object) {
  const host = {
    components: { Part: part },
    data: () => ({ isOpen: false, given: props }),
    template: '<button @click="isOpen = true" /><Part v-if="isOpen" v-bind="given" />',
  };
  const { wrapper, sent } = mountPart(host, {
    props: {},
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      [`GET ${links}`]: { items: [link] },
      [`POST ${links}`]: { ...link, path: '/feed.ics?token=secret' },
    },
  });
  usePlaces().stations = new Map([['s1', station]]);
  await wrapper.get('button').trigger('click');
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  return { dialog, sent };
}

it('makes a calendar link, shows it once, and revokes one', async () => {
  const { dialog, sent } = await open(CalendarDialog, { stationId: '' });
  expect(dialog.textContent).toContain('Điện thoại chị Lan');
  expect(dialog.textContent).toContain('chưa ai đọc');
  expect(dialog.querySelector('code')).toBeNull();
  const field = dialog.querySelector('input');
  if (!field) throw new Error('there is no field');
  field.value = 'Máy văn phòng';
  field.dispatchEvent(new Event('input'));
  dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(sent.find(({ method }) => method === 'POST')).toMatchObject({
    path: links,
    body: { name: 'Máy văn phòng' },
  });
  expect(dialog.querySelector('code')?.textContent).toBe(
    `${location.origin}/feed.ics?token=secret`,
  );
  const revoke = dialog.querySelector<HTMLElement>(
    '[aria-label="Thu hồi đường dẫn Điện thoại chị Lan"]',
  );
  revoke?.click();
  await flushPromises();
  expect(sent.some(({ method, path }) => method === 'DELETE' && path.endsWith('/l1'))).toBe(true);
});

it('exports the week in view of the station in view, as files, and on paper', async () => {
  const { dialog } = await open(ExportDialog, { date: '2028-02-23', stationId: 's1' });
  const addresses = [...dialog.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  const query = 'stationId=s1&from=2028-02-21&to=2028-02-27&language=vi';
  const paper = '/api/v1/timetables/week-paper?stationId=s1&date=2028-02-21';
  expect(addresses).toEqual([
    `${paper}&format=pdf`,
    `${paper}&format=docx`,
    `/api/v1/timetables/export.xlsx?${query}`,
    `/api/v1/timetables/export.csv?${query}`,
    `/api/v1/timetables/export.ics?${query}`,
  ]);
});
