import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Lifetime } from '../../../runtime/lifecycle.ts';
import type { Line } from './open-line.ts';

/** A server on this machine that says what it hears. */
export async function startEcho(life: Lifetime): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  server.listen(0);
  await once(server, 'listening');
  life.add(() => {
    server.close();
    // Nobody at the other end closes what was forgotten on the way.
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** Whether a bare connection over a line, idle for so long, is still known to the carrier afterwards. */
export async function outlivesIdle(
  { within, serverAddress }: Line,
  { echoPort, idleSeconds }: { echoPort: number; idleSeconds: number },
): Promise<boolean> {
  const [program = '', ...words] = within;
  const script = ['--import', 'tsx', join(import.meta.dirname, 'idle-process.ts')];
  const child = spawn(
    program,
    [...words, process.execPath, ...script, serverAddress, String(echoPort), String(idleSeconds)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (said !== 'answered' && said !== 'forgotten') throw new Error('the idle connection broke');
  return said === 'answered';
}
