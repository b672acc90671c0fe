import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { useFilingOptions } from '../../../web/features/recordings/use-filing-options.ts';
import { mountPart } from './console-part.ts';

it('offers a programme that was put away only where it is chosen already, or looked for', () => {
  const programmes = new Map([
    ['p1', { id: 'p1', name: 'Giảm nghèo', tag: 'GN', archivedAt: null }],
    ['p2', { id: 'p2', name: 'Chuyên mục cũ', tag: 'CU', archivedAt: 1 }],
  ]);
  const offered: string[][] = [];
  const part = defineComponent(() => {
    const { programmes: all, everyProgramme, programmeOptions } = useFilingOptions();
    const lists = [all.value, programmeOptions('p2'), everyProgramme.value];
    offered.push(...lists.map((list) => list.map(({ value }) => value)));
    return () => h('p');
  });
  mountPart(part, { props: {}, places: { programmes } });
  expect(offered).toEqual([['p1'], ['p1', 'p2'], ['p1', 'p2']]);
});
