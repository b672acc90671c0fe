import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect, createServer as createTcp, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressGuard } from '../../../runtime/address-guard.ts';
import { startGuardedProxy } from '../../../runtime/guarded-proxy.ts';

async function proxy(allow: string[]) {
  const started = await startGuardedProxy(createAddressGuard(allow));
  onTestFinished(() => started.close());
  const { port, username, password } = new URL(started.url);
  const credential = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  /** Asks for an address as ffmpeg does. */
  const get = async (address: string, authorization: string | null = credential) => {
    const headers = authorization === null ? {} : { 'proxy-authorization': authorization };
    const outgoing = request({ host: '127.0.0.1', port, path: address, headers }).end();
    const [answer] = await once(outgoing, 'response');
    return { status: answer.statusCode, body: await text(answer) };
  };
  const tunnel = async (target: string, authorization = credential) => {
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(`CONNECT ${target} HTTP/1.1\r\nProxy-Authorization: ${authorization}\r\n\r\n`);
    const [first] = await once(socket, 'data');
    return { socket, status: Number(/^HTTP\/1\.1 (\d+)/.exec(String(first))?.[1]) };
  };
  /** All that is answered to a request that no client of Node's would send. */
  const raw = (address: string, header: string) => {
    const socket = connect(Number(port), '127.0.0.1');
    const known = `Host: x\r\nProxy-Authorization: ${credential}`;
    socket.write(`GET ${address} HTTP/1.1\r\n${known}\r\n${header}\r\n\r\n`);
    return text(socket);
  };
  return { ...started, get, tunnel, raw };
}

async function inner() {
  const seen: Record<string, unknown>[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.end('trong nhà');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, seen };
}

const loopback = ['127.0.0.0/8', '::1/128'];

describe('a guarded proxy', () => {
  it('forwards to what is allowed, and keeps its credential to itself', async () => {
    const { port, seen } = await inner();
    const { get, refusal } = await proxy(loopback);
    expect(await get(`http://127.0.0.1:${port}/x`)).toEqual({ status: 200, body: 'trong nhà' });
    expect(seen[0]).toMatchObject({ host: `127.0.0.1:${port}` });
    expect(seen[0]).not.toHaveProperty('proxy-authorization');
    expect(refusal()).toBeNull();
  });

  it('refuses inner addresses, by number, by name and however they are written', async () => {
    const { port, seen } = await inner();
    const { get, tunnel, refusal } = await proxy([]);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '127.1',
    ])
      expect([host, (await get(`http://${host}:${port}/`)).status]).toEqual([host, 403]);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '127.1'])
      expect([host, (await tunnel(`${host}:${port}`)).status]).toEqual([host, 403]);
    expect(refusal()).toContain('LOA_OUTBOUND_ALLOW');
    expect(seen).toEqual([]);
  });

  it('serves nobody without its credential', async () => {
    const { port, seen } = await inner();
    const { get, tunnel } = await proxy(loopback);
    const wrong = `Basic ${Buffer.from('loa:x').toString('base64')}`;
    expect((await get(`http://127.0.0.1:${port}/`, null)).status).toBe(407);
    expect((await get(`http://127.0.0.1:${port}/`, wrong)).status).toBe(407);
    expect((await tunnel(`127.0.0.1:${port}`, wrong)).status).toBe(407);
    expect(seen).toEqual([]);
  });

  it('takes no other schemes, and no nonsense', async () => {
    const { get, tunnel } = await proxy(loopback);
    for (const address of ['ftp://127.0.0.1/', '/x', 'file:///etc/passwd'])
      expect((await get(address)).status).toBe(400);
    for (const target of ['127.0.0.1', 'a@127.0.0.1:80', '127.0.0.1:99999'])
      expect((await tunnel(target)).status).toBe(400);
  });

  it.each([
    ['a status that there is not', 'HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\nxx'],
    ['a trailer without chunks', 'HTTP/1.1 200 OK\r\nTrailer: X\r\nContent-Length: 2\r\n\r\nxx'],
  ])('outlives an answer with %s', async (_, answer) => {
    const odd = createTcp((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(answer));
    });
    odd.listen(0, '127.0.0.1');
    await once(odd, 'listening');
    onTestFinished(() => void odd.close());
    const { port } = await inner();
    const { get } = await proxy(loopback);
    const oddPort = (odd.address() as AddressInfo).port;
    await expect(get(`http://127.0.0.1:${oddPort}/`)).rejects.toThrow('socket hang up');
    expect((await get(`http://127.0.0.1:${port}/x`)).status).toBe(200);
  });

  it('outlives a request that it cannot pass on', async () => {
    const { port } = await inner();
    const { get, raw } = await proxy(loopback);
    expect(await raw(`http://127.0.0.1:${port}/`, 'Trailer: X')).toBe('');
    expect((await get(`http://127.0.0.1:${port}/x`)).status).toBe(200);
  });

  it('opens a tunnel that ends on both sides together', async () => {
    const echo = createTcp((socket) => socket.pipe(socket));
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    onTestFinished(() => void echo.close());
    const { tunnel, close } = await proxy(loopback);
    const { socket, status } = await tunnel(`127.0.0.1:${(echo.address() as AddressInfo).port}`);
    expect(status).toBe(200);
    socket.write('xin chào');
    expect(String((await once(socket, 'data'))[0])).toBe('xin chào');
    await Promise.all([once(socket, 'close'), close()]);
  });
});
