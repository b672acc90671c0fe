import { expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();

it('tells who changed what, newest first, to the administrators above it', async () => {
  const administrator = await server().administrator();
  const parentId = await server().rootId();
  const area = { kind: 'xã', parentId, validFrom: null, validTo: null };
  const made = await Promise.all(
    ['a', 'b'].map((code) =>
      administrator.call(api.areas.create, { body: { ...area, code, name: `Xã ${code}` } }),
    ),
  );
  await administrator.call(api.programmes.create, { body: { name: 'Giảm nghèo', tag: 'gn' } });
  const { items } = await administrator.call(api.audit.list, { query: {} });
  expect(items[0]).toMatchObject({
    action: 'programme.create',
    userName: 'Trần Thị Quản',
    detail: { name: 'Giảm nghèo', tag: 'GN' },
  });
  const ids = items.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort().reverse());

  const own = await server().as('administrator', made[0]?.id);
  const seen = await own.call(api.audit.list, { query: {} });
  const subjects = seen.items.map(({ subject }) => subject);
  expect(subjects).toContain(made[0]?.id);
  expect(subjects).not.toContain(made[1]?.id);
  expect(seen.items.some(({ action }) => action === 'programme.create')).toBe(false);
});
