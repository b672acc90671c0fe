import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import ApprovalCard from '../../../../web/features/approval/ApprovalCard.vue';
import { aRecording, aVersion } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

const text = 'Kính thưa bà con. Xóm ta có vốn vay mới. Mời bà con đến nhà văn hóa.';
const recording = aRecording({}, { isDecidable: true, transcript: text });

beforeEach(() => localStorage.clear());

function mountCard(id = 'u2', given = recording, answers = {}) {
  const { wrapper } = mountPart(ApprovalCard, {
    props: { recording: given, isWide: true },
    me: { id, roles: ['approver'] },
    answers,
  });
  const button = (name: string) =>
    wrapper
      .findAll('button')
      .find((one) => one.text().includes(name) || one.attributes('aria-label') === name);
  return { wrapper, button };
}

it('pins a note at the sentence that was pressed, and finds it again in another tab', async () => {
  const { wrapper, button } = mountCard();
  await flushPromises();
  const sentences = wrapper.findAll('[role=button]');
  expect(sentences.map((one) => one.text())).toEqual([
    'Kính thưa bà con.',
    'Xóm ta có vốn vay mới.',
    'Mời bà con đến nhà văn hóa.',
  ]);
  await sentences[1]?.trigger('click');
  expect(sentences[1]?.attributes('aria-current')).toBe('true');
  await button('Ghim tại 0:1')?.trigger('click');
  await flushPromises();
  const field = wrapper.get('textarea');
  expect(document.activeElement).toBe(field.element);
  expect(field.attributes('aria-label')).toMatch(/^Ghi chú tại 0:1\d$/);
  await field.setValue('Đọc lại câu này.');

  wrapper.unmount();
  const again = mountCard();
  expect(again.wrapper.get('textarea').element.value).toBe('Đọc lại câu này.');
  // Another person, and another version, have notes of their own.
  again.wrapper.unmount();
  expect(mountCard('u3').wrapper.find('textarea').exists()).toBe(false);
  const newer = { ...recording, latest: { ...recording.latest, id: 'v2', number: 2 } };
  expect(mountCard('u2', newer).wrapper.find('textarea').exists()).toBe(false);
});

it('has one note a second, in order of place, each to be taken away', async () => {
  const { wrapper, button } = mountCard();
  await flushPromises();
  const sentences = wrapper.findAll('[role=button]');
  for (const at of [2, 0, 2]) {
    await sentences[at]?.trigger('click');
    await button('Ghim tại')?.trigger('click');
    await flushPromises();
  }
  const places = () => wrapper.findAll('textarea').map((one) => one.attributes('aria-label'));
  expect(places()).toHaveLength(2);
  expect(places()[0]).toBe('Ghi chú tại 0:00');
  await button('Bỏ ghi chú tại 0:00')?.trigger('click');
  expect(places()).toHaveLength(1);
});

it('goes along the text by keys, with one stop for the Tab key', async () => {
  const { wrapper } = mountCard();
  await flushPromises();
  const sentences = wrapper.findAll<HTMLElement>('[role=button]');
  sentences[0]?.element.focus();
  await sentences[0]?.trigger('keydown', { key: 'ArrowDown' });
  expect(document.activeElement).toBe(sentences[1]?.element);
  expect(sentences.map((one) => one.attributes('tabindex'))).toEqual(['-1', '0', '-1']);
  await sentences[1]?.trigger('keydown', { key: 'End' });
  await sentences[2]?.trigger('keydown', { key: 'Enter' });
  expect(sentences[2]?.attributes('aria-current')).toBe('true');
});

it('says what was noted on a version that has been replaced, with its places', async () => {
  const at = Date.UTC(2026, 10, 20, 3);
  const note = { atMs: 42_000, note: 'Ghi lại câu này.' };
  const returned = { decision: 'returned' as const, by: 'Trần Văn Nam', at, note: null };
  const items = [
    aVersion({ id: 'v3', number: 3 }),
    aVersion({ id: 'v2', number: 2 }),
    aVersion({ id: 'v1', decisions: [{ ...returned, notes: [note] }] }),
  ];
  const newest = aRecording({ id: 'v3', number: 3 }, { isDecidable: true });
  const answers = { 'GET /api/v1/recordings/r1/versions': { items } };
  const { wrapper } = mountCard('u2', newest, answers);
  await flushPromises();
  const said = wrapper.get('section[aria-label="Đã ghi chú ở bản số 1"]');
  expect(said.text()).toContain('Trần Văn Nam trả lại lúc');
  expect(said.text()).toContain('Tại 0:42: Ghi lại câu này.');
});

it('forgets notes after a month', async () => {
  const { wrapper, button } = mountCard();
  await flushPromises();
  await button('Ghim tại')?.trigger('click');
  await flushPromises();
  await wrapper.get('textarea').setValue('Đọc lại.');
  expect(wrapper.text()).not.toContain('không giữ được ghi chú');
  wrapper.unmount();
  vi.useFakeTimers({ now: Date.now() + 31 * 24 * 3600 * 1000, toFake: ['Date'] });
  const later = mountCard();
  vi.useRealTimers();
  expect(later.wrapper.find('textarea').exists()).toBe(false);
  later.wrapper.unmount();
});

it('says so where the browser keeps no notes', async () => {
  const { wrapper, button } = mountCard();
  await flushPromises();
  onTestFinished(() => void vi.unstubAllGlobals());
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { setItem, removeItem: () => undefined, length: 0 });
  await button('Ghim tại')?.trigger('click');
  await flushPromises();
  await wrapper.get('textarea').setValue('Đọc lại.');
  expect(wrapper.text()).toContain('không giữ được ghi chú');
});
