import { expect, it } from 'vitest';
import TextField from '../../../web/ui/TextField.vue';
import { mountPart } from './console-part.ts';

it.each(['number', 'text'] as const)(
  'gives what was typed as text in a field of %s',
  async (type) => {
    const { wrapper } = mountPart(TextField, { props: { label: 'Số phút', type, modelValue: '' } });
    await wrapper.find('input').setValue('12.50');
    expect(wrapper.emitted('update:modelValue')).toEqual([['12.50']]);
  },
);
