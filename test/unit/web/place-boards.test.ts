import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import SessionBoard from '../../../web/features/places/SessionBoard.vue';
import StationBoard from '../../../web/features/places/StationBoard.vue';
import { mountPart } from './console-part.ts';

const many = Array.from({ length: 129 }, (_, nth) => ({
  ...{ id: `d${nth}`, areaId: 'a1', name: `Đài số ${nth}`, areaName: `Xã ${nth}` },
  ...{ zone: 'Asia/Ho_Chi_Minh', endpoints: 1, validTo: null, successorId: null },
}));
const places = { stations: new Map(many.map((one) => [one.id, one])), sessions: [] };

it.each([
  ['stations', StationBoard, 'ul.box > li', 50],
  ['sessions', SessionBoard, 'section', 20],
])(
  'shows the first of many %s, more when asked, and those that fit',
  async (_, board, line, first) => {
    const { wrapper } = mountPart(board, {
      ...{ props: {}, places, me: { id: 'u1', roles: ['author' as const] } },
    });
    await flushPromises();
    expect(wrapper.findAll(line)).toHaveLength(first);
    const more = wrapper.findAll('button').find((one) => one.text() === 'Hiện thêm');
    await more?.trigger('click');
    expect(wrapper.findAll(line)).toHaveLength(2 * first);
    const search = wrapper.find('input[type=search]');
    await search.setValue('xa 128');
    expect(wrapper.findAll(line).map((one) => one.text())).toEqual([
      expect.stringContaining('Đài số 128'),
    ]);
    await search.setValue('không có');
    expect(wrapper.text()).toContain('Không có đài nào khớp.');
  },
);
