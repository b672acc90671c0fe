import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JobResult } from '../../../contract/jobs.ts';
import { testStream, toneIn } from '../../support/test-stream.ts';
import { testWorker } from '../../support/test-worker.ts';

async function recorder(options: Parameters<typeof testWorker>[0] = {}) {
  const world = await testWorker(options);
  let count = 0;
  const ask = async (
    url: string,
    more: { inMs?: number; beginsAt?: number; durationMs?: number } = {},
  ) => {
    const { inMs = 300, beginsAt = Date.now() + inMs, durationMs = 2000 } = more;
    const workId = `w${(count += 1)}`;
    const payload = { url, startsAt: beginsAt - 100, delayMs: 100, durationMs };
    await world.producer.add({ kind: 'capture', workId, generation: 1, payload });
    return workId;
  };
  const capture = async (...given: Parameters<typeof ask>) =>
    (await world.outcomeOf(await ask(...given))).result;
  const heard = async (result: Awaited<ReturnType<typeof capture>>) => {
    if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
    const value = result.value as JobResult<'capture'>;
    return { ...value, ...(await toneIn(world.store.path(value.source))) };
  };
  const leftovers = () => readdir(join(world.dataFolder, 'media/tmp'));
  return { ...world, ask, capture, heard, leftovers };
}

/** Counts who comes, at an address where nobody has to be. */
async function canary() {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.2');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { at: `127.0.0.2:${(server.address() as AddressInfo).port}`, visits: () => visits };
}

const playlist = (...lines: string[]) =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-MEDIA-SEQUENCE:0',
    ...lines,
    '',
  ].join('\n');

describe('a capture', () => {
  it('is what the stream sounds from its instant on, as long as was wanted', async () => {
    const { capture, heard, leftovers } = await recorder();
    const radio = await testStream({ hertz: 500 });
    const began = Date.now();
    const result = await capture(`${radio.origin}/live.mp3`, { inMs: 1200 });
    expect(Date.now() - began).toBeGreaterThan(1200 + 1500);
    const { hertz, rms, ms, durationMs, missingMs } = await heard(result);
    expect(hertz).toBeGreaterThan(495);
    expect(hertz).toBeLessThan(505);
    expect(rms).toBeGreaterThan(0.2);
    expect(Math.abs(ms - 2000)).toBeLessThan(60);
    expect(Math.abs(durationMs - ms)).toBeLessThan(5);
    expect(missingMs).toBeLessThan(60);
    expect(await leftovers()).toEqual([]);
  });

  it('takes HLS', async () => {
    const { capture, heard } = await recorder();
    const radio = await testStream({ hertz: 700 });
    const { hertz, ms } = await heard(await capture(`${radio.origin}/live.m3u8`));
    expect(Math.abs(hertz - 700)).toBeLessThan(10);
    expect(Math.abs(ms - 2000)).toBeLessThan(60);
  });

  it('takes both over TLS', async () => {
    const { capture, heard } = await recorder();
    const radio = await testStream({ hertz: 800, isSecure: true });
    const results = await Promise.all(
      ['/live.mp3', '/live.m3u8'].map((path) => capture(radio.origin + path)),
    );
    for (const result of results) {
      const { hertz, ms } = await heard(result);
      expect(Math.abs(hertz - 800)).toBeLessThan(15);
      expect(Math.abs(ms - 2000)).toBeLessThan(60);
    }
  });

  it('goes on after a break of the stream', async () => {
    const { capture, heard } = await recorder();
    const radio = await testStream();
    const { hertz, ms } = await heard(await capture(`${radio.origin}/breaks.mp3`));
    expect(radio.asked.length).toBeGreaterThan(2);
    expect(Math.abs(hertz - 440)).toBeLessThan(20);
    expect(ms).toBeGreaterThanOrEqual(1900);
  });

  it('does not touch another of the same programme', async () => {
    const { capture, heard, leftovers } = await recorder();
    const radio = await testStream({ hertz: 500 });
    const beginsAt = Date.now() + 1000;
    const twice = [1, 2].map(() => capture(`${radio.origin}/live.mp3`, { beginsAt }));
    for (const result of await Promise.all(twice)) {
      const { hertz, ms } = await heard(result);
      expect(Math.abs(hertz - 500)).toBeLessThan(10);
      expect(Math.abs(ms - 2000)).toBeLessThan(60);
    }
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    ['ends', '/ends.mp3', /^1 of 9 s|^0 of 9 s/],
    ['is not there', '/missing.mp3', /404/],
  ])('of a stream that %s says how much came of it', async (_, path, detail) => {
    const { capture, leftovers } = await recorder();
    const radio = await testStream();
    const result = await capture(radio.origin + path, { durationMs: 9000 });
    expect(result).toMatchObject({ ok: false, code: 'capture_incomplete' });
    expect(result.ok ? '' : result.detail).toMatch(detail);
    expect(await leftovers()).toEqual([]);
  });

  it('that comes when the programme is over is missed', async () => {
    const { capture } = await recorder();
    const radio = await testStream();
    const result = await capture(`${radio.origin}/live.mp3`, { inMs: -60_000 });
    expect(result).toMatchObject({ ok: false, code: 'capture_missed' });
    expect(radio.asked).toEqual([]);
  });

  it('is gone on with by another worker where one ended in the middle', async () => {
    const { ask, outcomeOf, heard, start } = await recorder({ withoutWorker: true });
    const radio = await testStream();
    const first = await start();
    const workId = await ask(`${radio.origin}/live.mp3`, { durationMs: 3000 });
    await expect.poll(() => radio.asked.length, { timeout: 10_000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await first.stop();
    await start();
    const { ms } = await heard((await outcomeOf(workId)).result);
    expect(radio.asked.length).toBe(2);
    // Without what the first one had, there would be no more than 2.5 s.
    expect(ms).toBeGreaterThanOrEqual(2850);
  });
});

describe('a stream that leads inside', () => {
  it('reaches no address but public ones', async () => {
    const { capture } = await recorder({ outboundAllow: [] });
    const radio = await testStream();
    const result = await capture(`${radio.origin}/live.mp3`);
    expect(result).toMatchObject({ ok: false, code: 'outbound_refused' });
    expect(radio.asked).toEqual([]);
  });

  it('cannot name others in a playlist, a key or a redirect', async () => {
    // The radio alone may be reached; the canaries stand on another address of this machine.
    const { capture } = await recorder({ outboundAllow: ['127.0.0.1/32'] });
    const radio = await testStream();
    const bird = await canary();
    const inner = bird.at;
    const lead = [
      playlist('#EXTINF:2,', `http://${inner}/a.ts`),
      playlist('#EXTINF:2,', `https://${inner}/a.ts`),
      playlist('#EXTINF:2,', `tcp://${inner}/a.ts`),
      playlist('#EXTINF:2,', `http://169.254.169.254/latest/meta-data/a.ts`),
      playlist('#EXTINF:2,', 'file:///etc/passwd'),
      playlist('#EXTINF:2,', `concat:http://${inner}/a.ts`),
      playlist(`#EXT-X-KEY:METHOD=AES-128,URI="http://${inner}/k.key"`, '#EXTINF:2,', '/live0.ts'),
      playlist(`#EXT-X-KEY:METHOD=AES-128,URI="file:///etc/passwd"`, '#EXTINF:2,', '/live0.ts'),
      ['#EXTM3U', '#EXT-X-STREAM-INF:BANDWIDTH=1', `http://${inner}/b.m3u8`, ''].join('\n'),
    ];
    lead.forEach((text, index) =>
      radio.answers.set(`/lead${index}.m3u8`, (_, response) => void response.end(text)),
    );
    radio.answers.set('/away.mp3', (_, response) => {
      response.writeHead(302, { location: `http://${inner}/live.mp3` }).end();
    });
    const paths = [...lead.map((_, index) => `/lead${index}.m3u8`), '/away.mp3'];
    const results = [];
    // No more than a worker takes at once.
    for (const half of [paths.slice(0, 5), paths.slice(5)])
      results.push(
        ...(await Promise.all(
          half.map((path) => capture(radio.origin + path, { durationMs: 1000 })),
        )),
      );
    for (const result of results) expect(result).toMatchObject({ ok: false });
    expect(radio.asked).toEqual(expect.arrayContaining(paths));
    expect(bird.visits()).toBe(0);
    expect(results[0]).toMatchObject({ code: 'outbound_refused' });
  }, 60_000);

  it('may where the installation allows it', async () => {
    const { capture, heard } = await recorder({ outboundAllow: ['127.0.0.0/8'] });
    const radio = await testStream({ hertz: 600 });
    const bird = await canary();
    radio.answers.set('/lead.m3u8', (_, response) => {
      response.end(playlist('#EXTINF:2,', `http://${bird.at}/a.ts`));
    });
    await capture(`${radio.origin}/lead.m3u8`, { durationMs: 1000 });
    expect(bird.visits()).toBeGreaterThan(0);
    const direct = await heard(await capture(`${radio.origin}/live.mp3`, { durationMs: 1000 }));
    expect(Math.abs(direct.hertz - 600)).toBeLessThan(15);
  });
});
