import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer();

it('says that no worker is there, and since when work waits', async () => {
  const administrator = await server().administrator();
  const before = Date.now();
  const author = await server().as('author');
  const bytes = new TextEncoder().encode('Kính thưa bà con! '.repeat(50));
  const areaId = await server().rootId();
  await author.upload({ areaId, title: 'Tin' }, { bytes, name: 'tin.mp3' });
  const { items } = await administrator.call(api.work.figures, {});
  const [transcode, speak] = items;
  expect(transcode).toMatchObject({ kind: 'transcode', waiting: 1, running: 0, workers: 0 });
  expect(transcode?.oldestDueAt).toBeGreaterThanOrEqual(before);
  expect(speak).toMatchObject({ kind: 'speak', waiting: 0, oldestDueAt: null });
});

it('says that it does not know, once the queue cannot be asked', async () => {
  await server().redis.stop();
  const administrator = await server().administrator();
  await expect
    .poll(
      async () => {
        const { items } = await administrator.call(api.work.figures, {});
        return items.map(({ running, workers }) => [running, workers]);
      },
      { timeout: 20_000 },
    )
    .toEqual(Array.from({ length: 5 }, () => [null, null]));
});
