import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { createHotPieces } from '../../../../server/station-api/hot-pieces.ts';
import { createFilePump } from '../../../../server/station-api/pump-file.ts';

const bytes = randomBytes(1_700_000);
const clock = systemClock();
// Fewer pieces than are asked for at once.
const pump = createFilePump(clock, createHotPieces(2));
let cut: (url: unknown) => void = () => undefined;
const server = createServer((request, response) => {
  if (request.url === '/never') return;
  const [, start = '', end = ''] = /(\d+)-(\d+)/.exec(request.url ?? '') ?? [];
  const range = { start: Number(start), end: Number(end) };
  response.writeHead(200, { 'content-length': range.end - range.start + 1 });
  pump(path, range, response).catch(() => {
    response.destroy();
    cut(request.url);
  });
});
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-'));
  path = join(folder, 'sound');
  await writeFile(path, bytes);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** @param pauseMs how long it lets the first bytes wait */
async function fetchRange(start: number, end: number, pauseMs = 0): Promise<Buffer> {
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(get({ port, path: `/${start}-${end}` }), 'response')) as [
    IncomingMessage,
  ];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (chunks.length === 0) await clock.sleep(pauseMs);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

it('sends to many at once, quick and slow, just the bytes that each asked for', async () => {
  const asked = Array.from({ length: 40 }, (_, index) => {
    const start = (index * 104_729) % 1_200_000;
    const end = index % 4 === 0 ? bytes.length - 1 : start + index * 12_000;
    return { start, end, pauseMs: index % 5 === 0 ? 250 : 0 };
  });
  const got = await Promise.all(
    asked.map(({ start, end, pauseMs }) => fetchRange(start, end, pauseMs)),
  );
  for (const [index, { start, end }] of asked.entries())
    expect(got[index]?.equals(bytes.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
});

it('ends for an answer that waits behind another one when the line is cut', async () => {
  const { port } = server.address() as AddressInfo;
  const waits = new Promise((resolve) => (cut = resolve));
  const line = connect(port, '127.0.0.1');
  const ask = (url: string) => `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`;
  line.write(ask('/never') + ask('/0-999999'));
  await clock.sleep(200);
  line.destroy();
  await expect(waits).resolves.toBe('/0-999999');
});

it('breaks off where the file is shorter than it should be', async () => {
  path = join(folder, 'short');
  await writeFile(path, bytes.subarray(0, 1_600_000));
  await expect(fetchRange(1_590_000, 1_699_999)).rejects.toThrow();
});
