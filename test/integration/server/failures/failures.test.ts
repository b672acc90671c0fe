import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { JobKind } from '../../../../contract/jobs.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: true });
let administrator: Person;
let communes: { id: string }[];

beforeAll(async () => {
  administrator = await server().administrator();
  const parentId = await server().rootId();
  const area = { kind: 'xã', parentId, validFrom: null, validTo: null };
  communes = await Promise.all(
    ['1', '2'].map((code) =>
      administrator.call(api.areas.create, { body: { ...area, code, name: `Xã ${code}` } }),
    ),
  );
});

/** Something that no worker takes for sound, once it has failed. */
async function failing(title: string, areaId: string) {
  const author = await server().as('author', areaId);
  const bytes = new TextEncoder().encode(`${title}. `.repeat(50));
  const { id } = await author.upload({ areaId, title }, { bytes, name: 'chữ.mp3' });
  await expect
    .poll(async () => (await failures()).map(({ subjectId }) => subjectId), { timeout: 30_000 })
    .toContain(id);
  return { id, author };
}

async function failures(who = administrator, kind?: JobKind) {
  const { items } = await who.call(api.work.failures, { query: kind ? { kind } : {} });
  return items;
}

async function figureOf(kind: JobKind, who = administrator) {
  const { items } = await who.call(api.work.figures, {});
  return items.find((one) => one.kind === kind);
}

describe('work that failed for good', () => {
  it('is told with its subject and reason, and done again only when asked', async () => {
    const { id } = await failing('Bản tin sáng', communes[0]?.id ?? '');
    const [failure] = await failures();
    expect(failure).toMatchObject({
      ...{ kind: 'transcode', subjectId: id, title: 'Bản tin sáng', areaName: 'Xã 1' },
      ...{ reason: 'not_audio', tries: 1, retryUntil: null },
    });
    expect(await figureOf('transcode')).toMatchObject({ waiting: 0, later: 0, failed: 1 });

    const params = { id: failure?.workId ?? '' };
    await administrator.call(api.work.retry, { params });
    await expect
      .poll(async () => (await failures()).map(({ tries }) => tries), { timeout: 30_000 })
      .toEqual([2]);
    const { items } = await administrator.call(api.audit.list, { query: { group: 'work' } });
    expect(items[0]).toMatchObject({ action: 'work.retry', subject: id, areaName: 'Xã 1' });
    expect(items[0]?.subjectName).toBe('Bản tin sáng');
  });

  it('is seen by administrators of its area alone', async () => {
    await failing('Tin của xã 2', communes[1]?.id ?? '');
    const own = await server().as('administrator', communes[0]?.id);
    expect((await failures(own)).map(({ title }) => title)).toEqual(['Bản tin sáng']);
    expect(await figureOf('transcode', own)).toMatchObject({ failed: 1 });
    const others = (await failures()).find(({ title }) => title === 'Tin của xã 2');
    const retry = own.call(api.work.retry, { params: { id: others?.workId ?? '' } });
    expect((await refusal(retry)).code).toBe('work_not_failed');
    const leader = await server().as('leader');
    const look = leader.call(api.work.failures, { query: {} });
    expect((await refusal(look)).code).toBe('not_allowed');
  });

  it('is done again all of a kind, and paged', async () => {
    const first = await administrator.call(api.work.failures, { query: { limit: 1 } });
    expect(first.next).not.toBeNull();
    const query = { limit: 1, cursor: first.next ?? '' };
    const second = await administrator.call(api.work.failures, { query });
    expect(second.next).toBeNull();
    const titles = [...first.items, ...second.items].map(({ title }) => title);
    expect(titles).toEqual(['Tin của xã 2', 'Bản tin sáng']);

    const { retried } = await administrator.call(api.work.retryAll, {
      body: { kind: 'transcode' },
    });
    expect(retried).toBe(2);
    await expect
      .poll(async () => (await failures()).map(({ tries }) => tries).sort(), { timeout: 30_000 })
      .toEqual([2, 3]);
    expect(await administrator.call(api.work.retryAll, { body: { kind: 'push' } })).toEqual({
      retried: 0,
    });
  });

  it('is nobody’s any more once the recording is put away', async () => {
    const known = (await failures()).find(({ title }) => title === 'Tin của xã 2');
    const author = await server().as('operator', communes[1]?.id);
    await author.call(api.recordings.archive, { params: { id: known?.subjectId ?? '' } });
    expect((await failures()).map(({ title }) => title)).toEqual(['Bản tin sáng']);
    const retry = administrator.call(api.work.retry, { params: { id: known?.workId ?? '' } });
    expect((await refusal(retry)).code).toBe('work_not_failed');
  });
});

it('says that a worker is there, for each kind', async () => {
  await expect.poll(async () => (await figureOf('capture'))?.workers).toBe(1);
  const { items } = await administrator.call(api.work.figures, {});
  expect(items.map(({ kind, workers }) => [kind, workers])).toEqual([
    ['transcode', 1],
    ['speak', 1],
    ['capture', 1],
    ['compare', 1],
    ['push', 1],
  ]);
});
