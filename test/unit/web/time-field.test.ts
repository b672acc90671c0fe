import { describe, expect, it } from 'vitest';
import TimeField from '../../../web/ui/TimeField.vue';
import { mountPart } from './console-part.ts';

describe('an hour that is typed', () => {
  it('is put into 24 hours', async () => {
    const { wrapper } = mountPart(TimeField, { props: { label: 'Từ giờ', modelValue: '' } });
    await wrapper.find('input').setValue('5h30');
    await wrapper.find('input').trigger('change');
    expect(wrapper.emitted('update:modelValue')).toEqual([['05:30']]);
    expect(wrapper.find('input').element.checkValidity()).toBe(true);
  });

  it('stays to be mended where it is none, and holds the form back', async () => {
    const { wrapper } = mountPart(TimeField, { props: { label: 'Đến giờ', modelValue: '05:00' } });
    const field = wrapper.find('input');
    await field.setValue('25:00');
    await field.trigger('change');
    await wrapper.setProps({ modelValue: '' });
    expect(field.element.value).toBe('25:00');
    expect(field.attributes('aria-invalid')).toBe('true');
    expect(field.element.checkValidity()).toBe(false);
    await field.setValue('2200');
    await field.trigger('change');
    expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual(['22:00']);
    expect(field.attributes('aria-invalid')).toBeUndefined();
  });
});
