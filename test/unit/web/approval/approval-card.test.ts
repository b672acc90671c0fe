import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import ApprovalCard from '../../../../web/features/approval/ApprovalCard.vue';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

const text = 'Kính thưa bà con. Xóm ta có vốn vay mới. Mời bà con đến nhà văn hóa.';
const recording = aRecording({}, { isDecidable: true, transcript: text });

beforeEach(() => localStorage.clear());

function mountCard(id = 'u2', given = recording) {
  const { wrapper } = mountPart(ApprovalCard, {
    props: { recording: given, isWide: true },
    me: { id, roles: ['approver'] },
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
