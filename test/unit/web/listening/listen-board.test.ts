import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListenDay } from '../../../../contract/http/listening.ts';
import ListenBoard from '../../../../web/features/listening/ListenBoard.vue';
import TakeButton from '../../../../web/features/listening/TakeButton.vue';
import { mountPart } from '../console-part.ts';

const now = Date.UTC(2028, 1, 20, 10);
/** The phone is ten minutes slow; the server's word counts. */
const phoneNow = now - 600_000;
const at = (key: string, minutes: number, recordings = 0): ListenDay['entries'][number] => ({
  ...{ date: '2028-02-20', key, occurrence: 'b-2028-02-20', title: `Tin ${key}` },
  ...{ startsAt: now + minutes * 60_000, durationMs: 300_000 },
  ...{ word: null, saidAt: null, recordings },
});
const dayWith = (recordings: number, recordingsLeft = 10): ListenDay => ({
  ...{ endpointName: 'Cụm loa Xóm 4', stationName: 'Đài xã Hải Hậu', name: 'Bà Tư' },
  ...{ zone: 'Asia/Ho_Chi_Minh', date: '2028-02-20', now, recordingsLeft, recordingsKeptDays: 90 },
  entries: [at('sớm', -30), at('nay', -1, recordings), at('sau', 30)],
});
const day = 'POST /api/v1/listening/day';
const takes = 'POST /api/v1/listening/recordings';

async function open(answers: Record<string, unknown>) {
  vi.useFakeTimers({ now: phoneNow, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { wrapper, sent } = mountPart(ListenBoard, { props: { token: 'ear_x' }, answers });
  await flushPromises();
  const button = (text: string) => wrapper.findAll('button').find((one) => one.text() === text);
  return { wrapper, sent, button };
}

it('goes by the clock of the server, not by that of the phone', async () => {
  const { wrapper, sent } = await open({ [day]: dayWith(0), 'POST /api/v1/listening': dayWith(0) });
  const [sounding, past] = wrapper.findAll('section');
  expect(sounding?.text()).toContain('Tin nay');
  expect(past?.text()).toContain('Tin sớm');
  await sounding
    ?.findAll('button')
    .find((one) => one.text() === 'Không nghe thấy')
    ?.trigger('click');
  expect(sent.at(-1)).toMatchObject({
    path: '/api/v1/listening',
    body: { token: 'ear_x', key: 'nay', startsAt: now - 60_000, word: 'nothing' },
  });
});

it('keeps a recording that could not be sent until it is sent or dropped', async () => {
  const answers: Record<string, unknown> = { [day]: dayWith(0) };
  const { wrapper, sent, button } = await open(answers);
  const record = wrapper.findComponent(TakeButton);
  record.vm.$emit('taken', new Blob(['sound']), performance.now());
  await flushPromises();
  expect(sent.filter(({ path }) => path.endsWith('/recordings'))).toHaveLength(1);
  expect(button('Ghi 10 giây')?.attributes('disabled')).toBeDefined();
  answers[takes] = dayWith(1, 9);
  await button('Gửi lại bản ghi')?.trigger('click');
  await flushPromises();
  expect(sent.filter(({ path }) => path.endsWith('/recordings'))).toHaveLength(2);
  expect(wrapper.text()).toContain('Đã gửi 1 bản ghi');
  expect(button('Gửi lại bản ghi')).toBeUndefined();
  expect(button('Ghi 10 giây')?.attributes('disabled')).toBeUndefined();
});

it('says when there were enough recordings for a day', async () => {
  const { wrapper, button } = await open({ [day]: dayWith(3, 0) });
  expect(button('Ghi 10 giây')?.attributes('disabled')).toBeDefined();
  expect(wrapper.text()).toContain('Hôm nay đã gửi đủ bản ghi.');
});
