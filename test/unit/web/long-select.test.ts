import { expect, it } from 'vitest';
import LongSelect from '../../../web/features/shell/LongSelect.vue';
import { areaOption } from '../../../web/features/places/area-option.ts';
import { mountPart } from './console-part.ts';

const nobody = { code: '', kind: 'xã', validFrom: null, validTo: null, tags: [] };
const areas = new Map(
  [
    { id: 'p', name: 'Tỉnh', parentId: null },
    ...Array.from({ length: 40 }, (_, n) => ({ id: `c${n}`, name: `Xã ${n}`, parentId: 'p' })),
    ...Array.from({ length: 40 }, (_, n) => ({
      ...{ id: `v${n}`, name: 'Thôn Đông', parentId: `c${n}` },
    })),
  ].map((area) => [area.id, { ...nobody, ...area }]),
);
const all = [...areas.values()].map((area) => areaOption(areas, area));

const mountSelect = (options: typeof all, modelValue: string) =>
  mountPart(LongSelect, { props: { label: 'Địa bàn', options, modelValue } }).wrapper;

it('is a plain choice where there are few', () => {
  const wrapper = mountSelect(all.slice(0, 60), 'c3');
  expect(wrapper.find('input').exists()).toBe(false);
  expect(wrapper.findAll('option')).toHaveLength(60);
});

it('offers the first of many with what is chosen, and finds the others without diacritics', async () => {
  const wrapper = mountSelect([{ value: '', label: 'Mọi nơi' }, ...all], 'v39');
  const names = () => wrapper.findAll('option').map((one) => one.text().trim());
  expect(names()).toHaveLength(62);
  expect([names()[0], names().at(-1)]).toEqual(['Mọi nơi', 'Thôn Đông, Xã 39']);
  expect((wrapper.get('select').element as HTMLSelectElement).value).toBe('v39');
  expect(wrapper.get('[role=status]').text()).toBe('Đang hiện 60 trong 81, gõ để tìm');
  await wrapper.get('input[type=search]').setValue('thon dong xa 17');
  expect(names()).toEqual(['Mọi nơi', 'Thôn Đông, Xã 17', 'Thôn Đông, Xã 39']);
  expect(wrapper.get('[role=status]').text()).toBe('Tìm thấy 1');
  await wrapper.get('select').setValue('v17');
  expect(wrapper.emitted('update:modelValue')).toEqual([['v17']]);
});
