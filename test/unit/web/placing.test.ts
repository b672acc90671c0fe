import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { Role } from '../../../core/access/roles.ts';
import { usePlaces } from '../../../web/features/places/use-places.ts';
import { usePlacing } from '../../../web/features/places/use-placing.ts';
import { mountPart } from './console-part.ts';

const Part = defineComponent(() => {
  const placing = usePlacing();
  return () =>
    h('p', [
      placing.mayPlaceSomewhere() ? 'somewhere ' : 'nowhere ',
      placing.mayPlace('a1') ? 'here ' : 'not here ',
      placing.placingAreas().join(),
    ]);
});

async function textFor(roles: Role[], windows: { areaId: string }[] = []): Promise<string> {
  const { wrapper } = mountPart(Part, { props: {}, me: { id: 'u1', roles } });
  usePlaces().ownWindows = windows as never;
  await flushPromises();
  return wrapper.text().trim();
}

it('lets operators place in their areas, and others inside windows that they hold', async () => {
  expect(await textFor(['operator'])).toBe('somewhere here a1');
  expect(await textFor(['author'])).toBe('nowhere not here');
  expect(await textFor(['author'], [{ areaId: 'a1' }])).toBe('somewhere here a1');
  expect(await textFor(['author'], [{ areaId: 'a9' }])).toBe('somewhere not here a9');
});
