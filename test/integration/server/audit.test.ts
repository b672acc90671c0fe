import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { urlOf } from '../../../contract/client.ts';
import { auditActions } from '../../../core/audit/actions.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { systemClock } from '../../../runtime/clock.ts';
import type { Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
let administrator: Person;
let communes: { id: string }[];

beforeAll(async () => {
  administrator = await server().administrator();
  const parentId = await server().rootId();
  const area = { kind: 'xã', parentId, validFrom: null, validTo: null };
  communes = await Promise.all(
    ['a', 'b'].map((code) =>
      administrator.call(api.areas.create, { body: { ...area, code, name: `Xã Hải ${code}` } }),
    ),
  );
  await administrator.call(api.programmes.create, { body: { name: 'Giảm nghèo', tag: 'gn' } });
});

async function seen(query: Record<string, unknown>, who = administrator) {
  const { items } = await who.call(api.audit.list, { query: query });
  return items;
}

it('tells who changed what, newest first, to the administrators above it', async () => {
  const items = await seen({ group: 'settings' });
  expect(items[0]).toMatchObject({
    action: 'programme.create',
    userName: 'Trần Thị Quản',
    subjectName: 'Giảm nghèo',
    detail: { name: 'Giảm nghèo', tag: 'GN' },
  });
  const ids = (await seen({})).map(({ id }) => id);
  expect(ids).toEqual([...ids].sort().reverse());

  const own = await server().as('administrator', communes[0]?.id);
  const subjects = (await seen({}, own)).map(({ subject }) => subject);
  expect(subjects).toContain(communes[0]?.id);
  expect(subjects).not.toContain(communes[1]?.id);
  expect((await seen({}, own)).some(({ action }) => action === 'programme.create')).toBe(false);
});

describe('a filter', () => {
  it('is by the room that a deed belongs to', async () => {
    const actions = new Set((await seen({ group: 'places' })).map(({ action }) => action));
    expect([...actions]).toEqual(['area.create']);
  });

  it('is by words of who did it, without their marks', async () => {
    const own = await server().as('administrator', communes[1]?.id);
    await own.call(api.areas.create, {
      body: {
        ...{ kind: 'xóm', code: 'x', name: 'Xóm 9', parentId: communes[1]?.id ?? '' },
        ...{ validFrom: null, validTo: null },
      },
    });
    const found = await seen({ person: own.me.name, group: 'places' });
    expect(found.map(({ subjectName }) => subjectName)).toEqual(['Xóm 9']);
    expect((await seen({ person: 'tran thi quan' })).length).toBeGreaterThan(2);
    expect(await seen({ person: 'không có ai tên thế' })).toEqual([]);
  });

  it('is by words of what was changed', async () => {
    const found = await seen({ q: 'giam ngheo' });
    expect(found.map(({ action }) => action)).toEqual(['programme.create']);
    const area = await seen({ q: 'Xã Hải b', group: 'places' });
    expect(area.map(({ subject }) => subject)).toEqual([communes[1]?.id]);
  });

  it('is by an area and what lies beneath it', async () => {
    const subjects = (await seen({ areaId: communes[1]?.id, group: 'places' })).map(
      ({ subjectName }) => subjectName,
    );
    expect(subjects).toEqual(['Xóm 9', 'Xã Hải b']);
  });

  it('is by days of the air', async () => {
    const today = localDateOf(systemClock().now(), server().config.zone);
    expect(await seen({ from: addDays(today, 1) })).toEqual([]);
    expect(await seen({ to: addDays(today, -1) })).toEqual([]);
    const all = await seen({});
    expect((await seen({ from: today, to: today })).length).toBe(all.length);
  });

  it('reaches no further than the right to read', async () => {
    const own = await server().as('inspector', communes[0]?.id);
    expect(await seen({ areaId: communes[1]?.id }, own)).toEqual([]);
    expect(await seen({ q: 'Giảm nghèo' }, own)).toEqual([]);
  });
});

it('goes on behind a page, whatever the filter, and misses or repeats nothing', async () => {
  for (const filter of [{}, { group: 'places' }, { person: 'Quản' }, { areaId: communes[1]?.id }]) {
    const whole = (await seen({ ...filter, limit: 500 })).map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, unknown> = { ...filter, limit: 2, ...(cursor && { cursor }) };
      const page = await administrator.call(api.audit.list, { query: query });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
  }
});

it('gives the lines as a table in plain words', async () => {
  const query = { group: 'settings', format: 'xlsx' } as const;
  const response = await administrator.fetch(urlOf(api.audit.file, { query }));
  expect(response.headers.get('content-disposition')).toContain('nhat-ky-thao-tac.xlsx');
  const rows = await readSheet(Buffer.from(await response.arrayBuffer()));
  expect(rows[1]).toEqual(['Lúc', 'Người thực hiện', 'Việc', 'Địa bàn']);
  expect(rows[2]?.slice(1, 3)).toEqual(['Trần Thị Quản', 'thêm chuyên mục “Giảm nghèo”']);

  const csv = urlOf(api.audit.file, { query: { ...query, format: 'csv' } });
  expect(await (await administrator.fetch(csv)).text()).toContain('thêm chuyên mục “Giảm nghèo”');
});

it('knows every action that the server writes down', async () => {
  const files = (await readdir('server', { recursive: true })).filter((it) => it.endsWith('.ts'));
  const known = new Set<string>(auditActions);
  const written =
    /\baction(?: =|:) (?:\w+ \? )?'([a-z_-]+\.[a-z_-]+)'(?: : '([a-z_-]+\.[a-z_-]+)')?/g;
  const found = new Set<string>();
  for (const file of files) {
    const text = await readFile(join('server', file), 'utf8');
    if (!text.includes('recordAudit') && !text.includes('AuditAction')) continue;
    for (const [, one = '', other = ''] of text.matchAll(written))
      for (const action of [one, other]) if (action !== '') found.add(action);
  }
  expect(found.size).toBeGreaterThan(80);
  expect([...found].filter((action) => !known.has(action))).toEqual([]);
});
