import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const night = { from: '22:00', to: '05:00', weekdays, validFrom: null, validTo: null };

async function communes() {
  const administrator = await server().administrator();
  const suffix = Math.random().toString(36).slice(2, 8);
  const areas = ['c', 'd'].map((name) => ({
    code: `${name}${suffix}`,
    name,
    kind: 'xã',
    parentCode: null,
  }));
  const body = { underId: await server().rootId(), validFrom: null, validTo: null, areas };
  const imported = await administrator.call(api.areas.importMany, { body });
  return { administrator, ids: imported.areas.map(({ id }) => id) };
}

describe('quiet hours', () => {
  it('hold in an area and beneath it, and show where they hold', async () => {
    const { administrator, ids } = await communes();
    const [c = '', d = ''] = ids;
    const areaId = await server().rootId();
    const create = async (body: typeof night & { areaId: string }) => {
      const { saved } = await administrator.call(api.quietHours.create, { body });
      return saved ?? expect.fail('nothing was saved');
    };
    const all = await create({ ...night, areaId });
    const own = await create({ ...night, from: '12:00', to: '13:30', areaId: c });
    const author = await server().as('author', c);
    const seen = async (query: { areaId?: string }) => {
      const { items } = await author.call(api.quietHours.list, { query });
      return items.map(({ id }) => id);
    };
    // The newest first.
    expect(await seen({})).toEqual([own.id, all.id]);
    expect(await seen({ areaId: c })).toEqual([own.id, all.id]);
    expect(await seen({ areaId: d })).toEqual([all.id]);

    const administratorOfD = await server().as('administrator', d);
    const remove = (id: string) => administratorOfD.call(api.quietHours.remove, { params: { id } });
    expect((await refusal(remove(own.id))).code).toBe('not_allowed');
    expect((await refusal(remove('nothing'))).code).toBe('quiet_hours_not_found');
    await administrator.call(api.quietHours.remove, { params: { id: own.id } });
    expect(await seen({})).toEqual([all.id]);
  });

  it('are set by administrators, for dates in their order', async () => {
    const administrator = await server().administrator();
    const areaId = await server().rootId();
    const reversed = { ...night, areaId, validFrom: '2026-02-01', validTo: '2026-01-01' };
    const call = administrator.call(api.quietHours.create, { body: reversed });
    expect((await refusal(call)).code).toBe('time_invalid');
    const operator = await server().as('operator');
    const body = { ...night, areaId };
    expect((await refusal(operator.call(api.quietHours.create, { body }))).code).toBe(
      'not_allowed',
    );
  });
});
