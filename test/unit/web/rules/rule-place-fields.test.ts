import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import RulePlaceFields from '../../../../web/features/rules/RulePlaceFields.vue';
import { anEndpoint } from '../an-endpoint.ts';
import { mountPart } from '../console-part.ts';

const list = 'GET /api/v1/endpoints?limit=50';
const answers = {
  [`${list}&areaId=a1&state=in_use`]: {
    items: [
      anEndpoint({ id: 'e1', name: 'Cụm xóm 1' }),
      anEndpoint({ id: 'e2', name: 'Cụm đang tắt tiếng', revokedAt: 5, silencingUntil: 9 }),
    ],
    next: 'e2',
    total: 9000,
  },
  [`${list}&q=ch%E1%BB%A3&areaId=a1&state=in_use`]: {
    items: [anEndpoint({ id: 'e9', name: 'Cụm chợ' })],
    next: null,
    total: 1,
  },
};

it('offers some of thousands of loudspeakers, and the others to who types a part of the name', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { wrapper, sent } = mountPart(RulePlaceFields, {
    props: { modelValue: { areaId: 'a1', endpointId: '' } },
    me: { id: 'u1', roles: ['administrator'] },
    answers,
    places: { stations: new Map([['d1', { id: 'd1', areaName: 'Xã Hải Hậu' }]]) },
  });
  await flushPromises();
  const offered = () =>
    wrapper
      .findAll('select')[1]
      ?.findAll('option')
      .map((one) => one.text());
  expect(offered()).toEqual(['Cả địa bàn', 'Cụm xóm 1 · Xã Hải Hậu']);
  await wrapper.setProps({ modelValue: { areaId: 'a1', endpointId: 'e1' } });
  const search = wrapper.find('input[type=search]');
  await search.setValue('ch');
  await search.setValue('chợ');
  vi.advanceTimersByTime(300);
  await flushPromises();
  expect(sent).toHaveLength(2);
  // What was chosen stays so while something else is looked for.
  expect(offered()).toEqual(['Cả địa bàn', 'Cụm chợ · Xã Hải Hậu', 'Cụm xóm 1 · Xã Hải Hậu']);
  expect(wrapper.findAll('select')[1]?.element.value).toBe('e1');
  expect(wrapper.find('[role=status]').text()).toBe('Tìm thấy 1');
  // It does not go from under who clears it, though this search found all.
  await search.setValue('');
  expect(wrapper.find('input[type=search]').element).toBe(search.element);
  // Whoever ends a search by Enter does not save the dialog around it.
  const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true });
  search.element.dispatchEvent(enter);
  expect(enter.defaultPrevented).toBe(true);
});
