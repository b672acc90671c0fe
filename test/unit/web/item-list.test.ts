import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import type { ItemDraft } from '../../../web/features/items/item-draft.ts';
import ItemList from '../../../web/features/items/ItemList.vue';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const page = (...items: unknown[]) => ({ items, next: null });

async function open(given: ItemDraft[]) {
  let items = given;
  const { wrapper } = mountPart(ItemList, {
    props: {
      modelValue: given,
      'onUpdate:modelValue': (now: ItemDraft[]) => {
        items = now;
        void wrapper.setProps({ modelValue: now });
      },
    },
    answers: {
      'GET /api/v1/recordings': page(aRecording({})),
      'GET /api/v1/recordings/r1': aRecording({}),
      'GET /api/v1/campaigns': page(),
      'GET /api/v1/partners': page(),
    },
  });
  await flushPromises();
  const press = async (name: string) => {
    const buttons = wrapper.findAll('button');
    const button = buttons.find((one) => one.text() === name || one.attributes('title') === name);
    if (!button) throw new Error(`there is no ${name}`);
    await button.trigger('click');
    await flushPromises();
  };
  const type = async (name: string, text: string) => {
    const label = wrapper.findAll('label').find((one) => one.text() === name);
    const field = wrapper.find(`[id="${label?.attributes('for') ?? ''}"]`);
    await field.setValue(text);
    await field.trigger('change');
  };
  const openOthers = async () => {
    const details = wrapper.find('details');
    (details.element as HTMLDetailsElement).open = true;
    await details.trigger('toggle');
  };
  return { wrapper, press, type, openOthers, items: () => items };
}

it('keeps other things than recordings out of sight until they are wanted', async () => {
  const { wrapper, openOthers } = await open([]);
  expect(wrapper.text()).not.toContain('Im lặng');
  await openOthers();
  expect(wrapper.text()).toContain('Tin rút từ kho');
  expect(wrapper.text()).toContain('Im lặng');
});

it('adds a relay that opens to be filled in', async () => {
  const { wrapper, press, type, openOthers, items } = await open([]);
  await openOthers();
  await press('Tiếp sóng');
  await type('Địa chỉ luồng phát', 'https://vov.example/live.m3u8');
  await type('Thời lượng (phút:giây)', '15');
  await type('Luồng chậm hơn giờ thật (giây)', '30.5');
  expect(items()).toEqual([
    {
      ...{ type: 'relay', url: 'https://vov.example/live.m3u8', durationMs: 900_000 },
      ...{ delayMs: 30_500, fallbackRecordingId: null, carry: 'live', recordAt: null },
    },
  ]);
  expect(wrapper.text()).toContain('Tiếp sóng vov.example');
});

it('takes no length that an item may not have', async () => {
  const { wrapper, press, type, openOthers, items } = await open([]);
  await openOthers();
  await press('Im lặng');
  await press('Sửa Im lặng');
  await type('Thời lượng (phút:giây)', '30');
  expect(wrapper.text()).toContain('Gõ số phút, hoặc phút:giây, từ 0:01 đến 10:00.');
  expect(items()).toEqual([{ type: 'silence', durationMs: 5000 }]);
  await type('Thời lượng (phút:giây)', '0:10');
  expect(items()).toEqual([{ type: 'silence', durationMs: 10_000 }]);
});

it('sums the lengths, moves lines and drops them', async () => {
  const { wrapper, press, items } = await open([
    { type: 'recording', recordingId: 'r1' },
    { type: 'silence', durationMs: 5000 },
  ]);
  expect(wrapper.text()).toContain('Tổng cộng');
  await press('Phát sau');
  expect(items().map(({ type }) => type)).toEqual(['silence', 'recording']);
  await press('Bỏ khỏi mục phát');
  expect(items()).toEqual([{ type: 'recording', recordingId: 'r1' }]);
});

it('tells its lines apart also when the list was filled from elsewhere', async () => {
  const warned = vi.spyOn(console, 'warn');
  const { wrapper, press, openOthers, items } = await open([]);
  await wrapper.setProps({ modelValue: [{ type: 'silence', durationMs: 5000 }] });
  await openOthers();
  await press('Tiếp sóng');
  const isOpen = () =>
    wrapper.findAll('li').map((line) => line.text().includes('Địa chỉ luồng phát'));
  expect(isOpen().slice(0, 2)).toEqual([false, true]);
  await press('Phát sau');
  expect(items().map(({ type }) => type)).toEqual(['relay', 'silence']);
  expect(isOpen().slice(0, 2)).toEqual([true, false]);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});
