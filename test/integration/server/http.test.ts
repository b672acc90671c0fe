import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import { problem } from '../../../contract/problem.ts';
import { offsetClock, systemClock } from '../../../runtime/clock.ts';
import { serveConsole } from '../../../server/http/console.ts';
import { listen } from '../../../server/http/listen.ts';
import { JsonBytes } from '../../../server/http/json-bytes.ts';
import { sendJson } from '../../../server/http/send-json.ts';
import { testServer, useTestServer } from '../../support/server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const server = useTestServer();
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server().origin + path, { headers });

describe('the API', () => {
  it('says the time of the clock by which things air', async () => {
    const dayMs = 24 * 3600_000;
    const clock = offsetClock(systemClock(), -3 * dayMs);
    const { origin } = await testServer({ clock });
    const { headers } = await fetch(`${origin}/api/v1/me`);
    const behindMs = clock.now() - Date.parse(headers.get('date') ?? '');
    expect(Math.abs(behindMs)).toBeLessThan(dayMs);
  });

  it('describes itself, and says when the description has not changed', async () => {
    const first = await get('/api/v1/openapi.json');
    const document = (await first.json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths).toHaveProperty('/api/v1/recordings/{id}/approve');
    const page = await (await get('/api/docs')).text();
    for (const text of ['/api/v1/recordings/{id}/approve', 'id="sign_in_throttled"']) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('refuses what it does not know with a problem that names the request', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1', '/station/v1/nothing', '/api/v1/%ff']) {
      const response = await get(path);
      const body = problem.parse(await response.json());
      expect(response.status).toBe(body.status);
      expect(body.status).toBeGreaterThanOrEqual(400);
      expect(body.status).toBeLessThan(500);
      expect(body.requestId).toBe(response.headers.get('loa-request-id'));
    }
  });

  it('takes JSON up to a megabyte, and no more', async () => {
    const person = await server().as('operator');
    const send = (length: number) =>
      person.fetch('/api/v1/programmes', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'x'.repeat(length), tag: 'gn' }),
      });
    expect(problem.parse(await (await send(1_000_000)).json()).code).toBe('body_invalid');
    expect(problem.parse(await (await send(1_100_000)).json())).toMatchObject({
      code: 'body_too_large',
      status: 413,
    });
  });

  it('names every faulty field', async () => {
    const person = await server().as('operator');
    const response = await person.fetch('/api/v1/programmes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '', tag: 'abc' }),
    });
    const { fields } = problem.parse(await response.json());
    expect(fields?.map(({ path }) => path)).toEqual(['name', 'tag']);
  });

  it('is not kept by caches, framed or run as script', async () => {
    const person = await server().as('author');
    const { headers } = await person.fetch(api.auth.getMe.path);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('watching the server', () => {
  it('tells that it lives, that it is ready, and its figures', async () => {
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(await ready.json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', redis: 'ok', media: 'ok' },
    });
    const figures = await (await get('/metrics')).text();
    expect(figures).toMatch(/^loa_http_answers_total\{status="200"\} \d+$/m);
    expect(figures).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it('tells that it is not ready while Redis is away, and answers people all the same', async () => {
    const alone = await testServer();
    const person = await alone.as('author');
    await alone.redis.stop();
    const status = async () => (await fetch(`${alone.origin}/readyz`)).status;
    await expect.poll(status, { timeout: 10_000 }).toBe(503);
    expect((await fetch(`${alone.origin}/healthz`)).status).toBe(200);
    const areaId = await alone.rootId();
    const file = { bytes: new Uint8Array([1, 2, 3]), name: 'tin.mp3' };
    expect((await person.upload({ areaId }, file)).latest.state).toBe('stored');
  });
});

describe('a long answer', () => {
  const long = { items: Array.from({ length: 500 }, (_, index) => `Xã Hải ${index}`) };

  async function answered(answer: object, headers: Record<string, string>) {
    const app = express().get('/', (request, response, next) => {
      sendJson(request, response, new JsonBytes(Buffer.from(JSON.stringify(answer)))).catch(next);
    });
    const listener = await listen(app, 0, systemClock());
    onTestFinished(() => listener.stop());
    const response = await fetch(`http://127.0.0.1:${listener.port}/`, { headers });
    const { headers: said } = response;
    const [coding, length] = [said.get('content-encoding'), said.get('content-length')];
    return {
      answer: await response.json(),
      coding,
      length: Number(length),
      vary: said.get('vary'),
    };
  }

  it('comes packed to whoever can unpack it', async () => {
    const packed = await answered(long, { 'accept-encoding': 'gzip, br' });
    expect(packed).toMatchObject({ answer: long, coding: 'gzip', vary: 'accept-encoding' });
    expect(packed.length).toBeLessThan(JSON.stringify(long).length / 3);
  });

  it('comes as it is to others, and so does a short one', async () => {
    const plain = await answered(long, { 'accept-encoding': 'identity' });
    expect(plain).toMatchObject({ answer: long, coding: null, vary: 'accept-encoding' });
    const short = { csrf: 'x'.repeat(40) };
    const sent = await answered(short, { 'accept-encoding': 'gzip' });
    expect(sent).toMatchObject({ answer: short, coding: null });
  });
});

describe('the console', () => {
  async function consoleServer() {
    const folder = await tempFolder();
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Loa</title>');
    await writeFile(join(folder, 'icon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets/main-abc123.js'), '//');
    await writeFile(join(folder, 'assets/main-abc123.js.gz'), gzipSync('//'));
    const listener = await listen(express().use(serveConsole(folder)), 0, systemClock());
    onTestFinished(() => listener.stop());
    return (path: string, accept = '*/*') =>
      fetch(`http://127.0.0.1:${listener.port}${path}`, { headers: { accept } });
  }

  it('is a page wherever a browser asks for one', async () => {
    const open = await consoleServer();
    for (const path of ['/', '/set-up', '/recordings/01m8', '/index.html']) {
      const response = await open(path, 'text/html,*/*;q=0.8');
      expect(await response.text()).toContain('<title>Loa</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('keeps what bears a hash for ever, and looks for the rest again', async () => {
    const open = await consoleServer();
    const script = await open('/assets/main-abc123.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await open('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('sends the copy that the build has compressed to whoever takes it', async () => {
    const open = await consoleServer();
    const script = await open('/assets/main-abc123.js');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('vary')).toContain('Accept-Encoding');
    expect(await script.text()).toBe('//');
  });

  it('takes no file for a page, nor what belongs to the API', async () => {
    const open = await consoleServer();
    expect((await open('/assets/gone.js', 'application/javascript')).status).toBe(404);
    expect((await open('/api/v1/gone', 'text/html')).status).toBe(404);
    expect((await open('/station/v1/gone', 'text/html')).status).toBe(404);
    expect((await open('/..%2f..%2fetc/passwd')).status).toBeGreaterThanOrEqual(400);
  });
});
