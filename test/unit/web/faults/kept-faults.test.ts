import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { openFaultStore } from '../../../../web/features/faults/fault-store.ts';
import FaultsKept from '../../../../web/features/faults/FaultsKept.vue';
import { useNotices } from '../../../../web/features/shell/use-notices.ts';
import { useApi } from '../../../../web/api/use-api.ts';
import { stubDatabase } from '../browser-database.ts';
import { mountPart } from '../console-part.ts';

const report = 'POST /api/v1/faults';
const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await flushPromises();
};

it('sends a report in nobody else’s name: it waits until its person signs in again', async () => {
  stubDatabase();
  const store = await openFaultStore();
  await store.put({
    ...{ key: 'k1', personId: 'u1', endpointId: 'e1', endpointName: 'Loa xóm 4', kind: 'silent' },
    ...{ words: '', photo: null, seenAt: 1 },
  });
  const { wrapper, sent } = mountPart(FaultsKept, {
    props: {},
    me: { id: 'u2', roles: ['operator'] },
  });
  const reports = () => sent.filter(({ method, path }) => `${method} ${path}` === report);
  await settled();
  expect(wrapper.text()).toBe('');
  expect(reports()).toEqual([]);
  expect(useNotices().notices.map(({ text }) => text)).toEqual([
    expect.stringContaining('1 báo hỏng chưa gửi của người khác'),
  ]);

  useApi().me = { ...useApi().me, id: 'u1', csrf: 'another' } as never;
  await settled();
  expect(wrapper.text()).toContain('Loa xóm 4');
  expect(reports()).toMatchObject([{ body: { key: 'k1' } }]);
  expect(await store.list()).toHaveLength(1);
});
