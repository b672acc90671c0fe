import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import RecordingSearch from '../../../web/features/items/RecordingSearch.vue';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const first = Array.from({ length: 30 }, (_, nth) => aRecording({ id: `r${nth}` }));
const second = Array.from({ length: 12 }, (_, nth) => aRecording({ id: `r${30 + nth}` }));
const path = 'GET /api/v1/recordings?state=approved&limit';

async function open(total: number) {
  const { wrapper } = mountPart(RecordingSearch, {
    props: { taken: [] },
    answers: {
      [`${path}=30&countTo=1001`]: { items: first, next: 'c', total },
      [`${path}=60&countTo=1001`]: { items: [...first, ...second], next: null, total },
    },
  });
  await flushPromises();
  return wrapper;
}

it('tells how many recordings there are to choose from, and shows more when asked', async () => {
  const wrapper = await open(42);
  expect(wrapper.findAll('li')).toHaveLength(31);
  expect(wrapper.get('[role=status]').text()).toBe('Đang hiện 30 trong 42 tin bài');
  await wrapper.get('li:last-child button').trigger('click');
  await flushPromises();
  expect(wrapper.findAll('li')).toHaveLength(42);
  expect(wrapper.find('[role=status]').exists()).toBe(false);
});

it('does not count further than anybody looks', async () => {
  const wrapper = await open(1001);
  expect(wrapper.get('[role=status]').text()).toContain('30 trong hơn 1.000 tin bài');
});
