import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import type { DatedGrant } from '../../../../core/access/dated-grant.ts';
import GrantFields from '../../../../web/features/people/GrantFields.vue';
import { mountPart } from '../console-part.ts';

const stations = new Map([['d1', { id: 'd1', areaId: 'a1', zone: 'Asia/Ho_Chi_Minh' }]]);

it('lets any role begin and end on a day, and says where it would end before it begins', async () => {
  const grants = ref<DatedGrant[]>([
    { role: 'operator', areaId: 'a1', startsAt: null, endsAt: null },
  ]);
  const part = defineComponent(
    () => () =>
      h(GrantFields, {
        modelValue: grants.value,
        'onUpdate:modelValue': (given: DatedGrant[]) => (grants.value = given),
      }),
  );
  const { wrapper } = mountPart(part, {
    props: {},
    me: { id: 'u1', roles: ['administrator'] },
    places: { stations },
  });
  expect(wrapper.find('input').exists()).toBe(false);
  const [setDates] = wrapper.findAll('button').filter((one) => one.text().includes('Đặt ngày'));
  await setDates?.trigger('click');
  await flushPromises();
  const [from, until] = wrapper.findAll('input');
  await from?.setValue('15/12/2999');
  await from?.trigger('change');
  await until?.setValue('31/12/2999');
  await until?.trigger('change');
  expect(grants.value).toMatchObject([
    {
      startsAt: Date.parse('2999-12-15T00:00+07:00'),
      endsAt: Date.parse('3000-01-01T00:00+07:00'),
    },
  ]);
  expect(wrapper.text()).not.toContain('kết thúc trước khi bắt đầu');
  await from?.setValue('02/01/3000');
  await from?.trigger('change');
  expect(wrapper.text()).toContain('kết thúc trước khi bắt đầu');
});
