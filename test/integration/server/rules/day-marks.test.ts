import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { makeCommune, type Commune } from '../../../support/district.ts';
import { refusal } from '../../../support/person.ts';
import { monday, mondayClock, sunday, tuesday } from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: false, clock: mondayClock() });
const wednesday = addDays(tuesday, 1);
const friday = addDays(tuesday, 3);
let here: Commune;
let there: Commune;
let rootId: string;

beforeAll(async () => {
  rootId = await server().rootId();
  here = await makeCommune(server(), 'Hải Anh');
  there = await makeCommune(server(), 'Hải Bắc');
  const administrator = await server().administrator();
  const switchOn = (modeKey: string, areaId: string, first: string, last: string) =>
    administrator.call(api.dayModes.switchOn, { body: { modeKey, areaId, first, last } });
  await switchOn('quoc_tang', rootId, tuesday, friday);
  await switchOn('mua_bao', here.areaId, wednesday, wednesday);
});

async function marks(areaId?: string) {
  const reader = await server().as('leader');
  const query = { from: monday, to: sunday, ...(areaId === undefined ? {} : { areaId }) };
  const { items } = await reader.call(api.dayMarks.list, { query });
  return items.map(({ date, holiday, modes }) => [
    date,
    holiday,
    modes.map(({ name, areaName }) => `${name} (${areaName})`),
  ]);
}

describe('what a calendar says of days', () => {
  it('names days off and every mode with its place, and leaves out ordinary days', async () => {
    const root = (await marks())[0]?.[2];
    expect(root).toHaveLength(1);
    const [everywhere = ''] = root as string[];
    expect(everywhere).toMatch(/^Quốc tang \(.+\)$/);
    expect(await marks()).toEqual([
      [tuesday, 'Ngày Văn hóa Việt Nam', [everywhere]],
      [wednesday, null, expect.toSatisfy((all: string[]) => all.length === 2)],
      [addDays(tuesday, 2), null, [everywhere]],
      [friday, null, [everywhere]],
    ]);
  });

  it('names at a place the one mode that holds there', async () => {
    const own = await marks(here.areaId);
    expect(own.find(([date]) => date === wednesday)?.[2]).toEqual(['Mưa bão (Xã Hải Anh)']);
    expect(own.find(([date]) => date === friday)?.[2]).toHaveLength(1);
    const other = await marks(there.areaId);
    expect(other.find(([date]) => date === wednesday)?.[2]).toEqual([
      expect.stringMatching(/^Quốc tang/),
    ]);
  });

  it('shows a commune its own modes and those from above, and no others', async () => {
    const below = await server().as('leader', there.areaId);
    const query = { from: monday, to: sunday };
    const { items } = await below.call(api.dayMarks.list, { query });
    const names = items.flatMap(({ modes }) => modes.map(({ name }) => name));
    expect(new Set(names)).toEqual(new Set(['Quốc tang']));
    const elsewhere = below.call(api.dayMarks.list, { query: { ...query, areaId: here.areaId } });
    expect((await refusal(elsewhere)).code).toBe('not_allowed');
  });

  it('comes to an end on the last days that have four figures a year', async () => {
    const reader = await server().as('leader');
    const query = { from: '9999-10-01', to: '9999-12-31' };
    expect((await reader.call(api.dayMarks.list, { query })).items).toEqual([]);
  });

  it('refuses too many days, days out of order and areas that are not there', async () => {
    const reader = await server().as('leader');
    const ask = async (query: { from: string; to: string; areaId?: string }) =>
      (await refusal(reader.call(api.dayMarks.list, { query }))).code;
    expect(await ask({ from: monday, to: addDays(monday, 92) })).toBe('query_invalid');
    expect(await ask({ from: sunday, to: monday })).toBe('query_invalid');
    expect(await ask({ from: monday, to: sunday, areaId: 'none' })).toBe('area_not_found');
  });
});
