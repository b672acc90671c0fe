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
  return { ...started, get, tunnel };
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
