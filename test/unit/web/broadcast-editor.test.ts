import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import type { BroadcastAnswer, Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcast as shape } from '../../../contract/http/broadcasts.ts';
import type { Recurrence } from '../../../core/recurrence/recurrence.ts';
import NewBroadcast from '../../../web/features/broadcasts/NewBroadcast.vue';
import OpenBroadcast from '../../../web/features/broadcasts/OpenBroadcast.vue';
import { usePlaces } from '../../../web/features/places/use-places.ts';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const fortnightly: Recurrence = {
  ...{ first: '2026-11-24', last: null, count: null, exdates: [], rdates: [] },
  rule: { freq: 'weekly', interval: 2, weekdays: [2] },
};
const saved = shape.parse({
  ...{ id: 'b1', title: 'Tin sáng', programmeId: null, ownerAreaId: 'a1', class: 'normal' },
  placement: { kind: 'at', slots: [{ id: '1', time: '05:00' }], start: 'soft', maxDelayMs: 60_000 },
  dates: fortnightly,
  items: [{ type: 'recording', recordingId: 'r1' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], except: [] },
  ...{ whenBeaten: 'queue', state: 'active', version: 3, authorId: 'u1', updatedAt: 1 },
  ...{ predecessorId: null, urgentSince: null },
});
const nothing: Outlook = {
  ...{ endpoints: 1, stations: 1, occurrences: [], displaced: [], displacedCount: 0, choices: [] },
  readiness: { holding: 1, lacking: 0, bytesToFetch: 0 },
  losesDays: { exdates: [], edited: [] },
  lost: [],
};
const losing: Outlook = {
  ...nothing,
  losesDays: { exdates: ['2026-12-08'], edited: ['2026-12-22'] },
};
const tooLate: Outlook = {
  ...nothing,
  occurrences: [
    {
      ...{ stationId: 's1', stationName: 'Đài', date: '2026-11-24', airs: false },
      ...{ id: 'b1-2026-11-24', reason: 'too_late', startsAt: null, endsAt: null },
      ...{ beatenBy: null, sessionLeftMs: null, soundMs: 60_000 },
    },
  ],
};
const page = (...items: unknown[]) => ({ items, next: null });

function open(part: typeof OpenBroadcast | typeof NewBroadcast, outlook = nothing) {
  const isNew = part === NewBroadcast;
  const answer = { broadcast: saved, outlook };
  const { wrapper, sent } = mountPart(part, {
    props: isNew
      ? { address: '/timetable/new', date: '2026-11-24', stationId: null, sessionKey: null }
      : { id: 'b1' },
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'GET /api/v1/broadcasts/b1': answer,
      'PUT /api/v1/broadcasts/b1': answer,
      'POST /api/v1/broadcasts': answer,
      'GET /api/v1/recordings': page(aRecording({})),
      'GET /api/v1/recordings/r1': aRecording({}),
      'GET /api/v1/campaigns': page(),
      'GET /api/v1/partners': page(),
    },
  });
  const saves = () =>
    sent.filter(({ method, path }) => method !== 'GET' && !path.includes('dryRun'));
  return { wrapper, sent, saves };
}

async function choose(wrapper: VueWrapper, name: string): Promise<void> {
  const label = wrapper.findAll('label').find((one) => one.text().startsWith(name));
  if (!label) throw new Error(`there is no ${name}`);
  await label.find('input').setValue(true);
}

const bodyOf = (saves: { body: unknown }[]) => saves.at(-1)?.body as BroadcastAnswer;

it('keeps dates that no form gives, and says them in words with the days to come', async () => {
  const { wrapper, saves } = open(OpenBroadcast);
  await flushPromises();
  expect(wrapper.text()).toContain('2 tuần một lần, vào thứ 3, từ 24/11/2026.');
  expect(wrapper.text()).toContain('Sắp tới: Thứ 3, ');
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(bodyOf(saves()).dates).toEqual(fortnightly);
  expect(wrapper.emitted('saved')).toEqual([['2026-11-24']]);
});

it('replaces them only by a choice of the form', async () => {
  const { wrapper, saves } = open(OpenBroadcast);
  await flushPromises();
  await choose(wrapper, 'Hàng ngày');
  await choose(wrapper, 'Như đã lưu');
  await choose(wrapper, 'Hàng tháng');
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  const rule = { freq: 'monthly', interval: 1, on: { by: 'day', days: [24] } };
  expect(bodyOf(saves()).dates).toEqual({ ...fortnightly, rule });
});

it('does not turn a series into something that airs at once', async () => {
  const { wrapper } = open(OpenBroadcast);
  await flushPromises();
  const names = wrapper.findAll('label').map((one) => one.text());
  expect(names).toContain('Theo giờ riêng');
  expect(names).not.toContain('Phát ngay');
});

it('offers no way around a list that stands fast where nothing comes too late', async () => {
  const { wrapper } = open(OpenBroadcast);
  await vi.waitFor(() => expect(wrapper.text()).toContain('0 lần phát'), { timeout: 5000 });
  expect(wrapper.text()).not.toContain('Danh sách phát sát giờ đã chốt.');
});

it('airs a new one at once, without asking for days', async () => {
  const { wrapper, saves } = open(NewBroadcast);
  usePlaces().stations = new Map([['s1', { id: 's1', areaId: 'a1', zone: 'UTC' }]]) as never;
  await flushPromises();
  expect(wrapper.text()).toContain('Lặp lại');
  await choose(wrapper, 'Phát ngay');
  expect(wrapper.text()).not.toContain('Lặp lại');
  const title = aRecording({}).title;
  const pick = wrapper.findAll('button').find((one) => one.text().startsWith(title));
  await pick?.trigger('click');
  await wrapper.find('input[type=checkbox]').setValue(true);
  await choose(wrapper, 'Ngắt để phát luôn');
  expect(wrapper.text()).toContain(`“${title}” phát ngay lập tức, ngắt mục đang phát, tại`);
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  const { placement, dates } = bodyOf(saves());
  // The clock of whoever sends it may be wrong.
  expect(placement).toEqual({ kind: 'now', atMs: 0, interrupts: true });
  expect(dates).toMatchObject({ rule: null });
});

it('puts into a list that stands fast what somebody wants there on purpose', async () => {
  const { wrapper, sent, saves } = open(OpenBroadcast, tooLate);
  await flushPromises();
  await vi.waitFor(() => expect(wrapper.text()).toContain('Danh sách phát sát giờ đã chốt.'), {
    timeout: 5000,
  });
  await choose(wrapper, 'Vẫn đưa vào');
  await vi.waitFor(() => expect(sent.at(-1)?.path).toContain('urgent=true&dryRun=true'), {
    timeout: 5000,
  });
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(saves().at(-1)?.path).toBe('/api/v1/broadcasts/b1?urgent=true');
});

it('loses days left out or edited by themselves only with a yes', async () => {
  const { wrapper, saves } = open(OpenBroadcast, losing);
  const lost = 'Những ngày nghỉ hoặc sửa riêng này không còn thuộc lịch: 08/12/2026, 22/12/2026.';
  await vi.waitFor(() => expect(wrapper.text()).toContain(lost), { timeout: 5000 });
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(saves().at(-1)?.path).toBe('/api/v1/broadcasts/b1');
  await choose(wrapper, 'Đồng ý bỏ các ngày đó');
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(saves().at(-1)?.path).toBe('/api/v1/broadcasts/b1?dropDays=true');
});
