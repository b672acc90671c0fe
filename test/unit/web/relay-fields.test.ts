import { expect, it } from 'vitest';
import type { ItemOf } from '../../../web/features/items/item-draft.ts';
import RelayFields from '../../../web/features/items/RelayFields.vue';
import { mountPart } from './console-part.ts';

const stream: ItemOf<'relay'> = {
  ...{ type: 'relay', url: 'https://vov.example/vov1', durationMs: 1_800_000, delayMs: 0 },
  ...{ fallbackRecordingId: null, carry: 'live', recordAt: null },
};

function open(modelValue: ItemOf<'relay'>) {
  const { wrapper } = mountPart(RelayFields, { props: { modelValue } });
  const told = () => wrapper.emitted('update:modelValue')?.at(-1)?.[0] as ItemOf<'relay'>;
  const choose = (value: string) => wrapper.find(`input[value="${value}"]`).setValue(true);
  return { wrapper, told, choose };
}

it('asks for the hour of the programme where the server records it', async () => {
  const { wrapper, told, choose } = open(stream);
  expect(wrapper.text()).not.toContain('Thu lúc');
  await choose('recorded');
  expect(told()).toEqual({ ...stream, carry: 'recorded', recordAt: null });

  const recorded = open({ ...stream, carry: 'recorded' });
  expect(recorded.wrapper.text()).toContain('Thu lúc');
  const hour = recorded.wrapper.find('input[inputmode="numeric"][placeholder="05:00"]');
  await hour.setValue('5h30');
  expect(recorded.told()).toMatchObject({ carry: 'recorded', recordAt: '05:30' });
});

it('forgets the hour of a relay that is live again', async () => {
  const { told, choose } = open({ ...stream, carry: 'recorded', recordAt: '05:30' });
  await choose('live');
  expect(told()).toEqual(stream);
});
