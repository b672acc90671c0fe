import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOutbound } from '../../../runtime/outbound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const limits = { timeoutMs: 2_000, limitBytes: 1_000 };

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function outbound(allow: string[]) {
  const door = createOutbound({ allow });
  onTestFinished(() => door.close());
  return door;
}

describe('outbound', () => {
  it('sends a body and headers and gives back the answer', async () => {
    const port = await serve((req, res) => {
      req.on('data', (body: Buffer) => {
        const { method, url, headers } = req;
        res.writeHead(202, { 'x-kind': 'echo' });
        res.end(JSON.stringify([method, url, headers['loa-signature'], body.toString()]));
      });
    });
    const answer = await outbound(['127.0.0.0/8']).request(`http://127.0.0.1:${port}/push?a=b`, {
      ...limits,
      method: 'POST',
      headers: { 'Loa-Signature': 'signed' },
      body: 'held',
    });
    expect(answer.status).toBe(202);
    expect(answer.headers['x-kind']).toBe('echo');
    expect(JSON.parse(answer.body.toString())).toEqual(['POST', '/push?a=b', 'signed', 'held']);
  });

  it('reaches no inner address by number, name or wrapping, and the server hears nothing', async () => {
    let calls = 0;
    const port = await serve((_, res) => {
      calls += 1;
      res.end();
    });
    const door = outbound(['10.0.0.0/8']);
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0',
      '0x7f.1',
    ];
    for (const host of hosts) {
      const call = door.request(`http://${host}:${port}/`, { ...limits, method: 'GET' });
      await expect(call, host).rejects.toMatchObject({ code: 'outbound_refused' });
    }
    expect(calls).toBe(0);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://1.1.1.1/',
    'unix:/run/x',
    'no url',
    'http://me:pw@1.1.1.1/',
  ])('refuses %s', async (url) => {
    const call = outbound([]).request(url, { ...limits, method: 'GET' });
    await expect(call).rejects.toMatchObject({ code: 'outbound_refused' });
  });

  it('hands back a redirect instead of following it', async () => {
    const port = await serve((_, res) =>
      res.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
    );
    const door = outbound(['127.0.0.0/8']);
    const answer = await door.request(`http://127.0.0.1:${port}/`, { ...limits, method: 'GET' });
    expect(answer.status).toBe(302);
  });

  it('writes a long answer into a file, up to the limit', async () => {
    const port = await serve((_, res) => res.end('x'.repeat(100_000)));
    const saveTo = `${await tempFolder()}/answer`;
    const ask = (limitBytes: number) =>
      outbound(['127.0.0.0/8']).request(`http://127.0.0.1:${port}/`, {
        ...{ ...limits, limitBytes, saveTo, method: 'GET' },
      });
    expect((await ask(100_000)).body).toHaveLength(0);
    expect(await readFile(saveTo, 'utf8')).toBe('x'.repeat(100_000));
    await expect(ask(99_999)).rejects.toMatchObject({ code: 'outbound_failed' });
  });

  it('fails on an answer that is too long, too slow, broken off, or never comes', async () => {
    const door = outbound(['127.0.0.0/8']);
    const long = await serve((_, res) => res.end('x'.repeat(1_001)));
    const slow = await serve((_, res) => void res.write('x'));
    const gone = await serve((req) => req.socket.destroy());
    const broken = await serve((_, res) => {
      res.writeHead(200, { 'content-length': 100 }).write('x', () => res.destroy());
    });
    for (const port of [long, slow, gone, broken]) {
      const call = door.request(`http://127.0.0.1:${port}/`, {
        ...limits,
        timeoutMs: 200,
        method: 'GET',
      });
      await expect(call).rejects.toMatchObject({ code: 'outbound_failed' });
    }
  });

  it('fails on an answer that changes the protocol', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
        ),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const call = outbound(['127.0.0.0/8']).request(`http://127.0.0.1:${port}/`, {
      ...limits,
      method: 'GET',
    });
    await expect(call).rejects.toMatchObject({ code: 'outbound_failed' });
  });

  it('ends with the reason of its abort', async () => {
    const port = await serve(() => {});
    const abort = new AbortController();
    const door = outbound(['127.0.0.0/8']);
    const options = { ...limits, method: 'GET', signal: abort.signal } as const;
    const call = door.request(`http://127.0.0.1:${port}/`, options);
    abort.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
