// Reads named pipes as cards would: each begins to play with the first byte that comes. Keeps what it reads and says
// by the machine's clock when it began, and how often nothing had come in time.
import { createWriteStream, openSync, constants } from 'node:fs';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Heard } from './listener.ts';

const bytesPerMs = 48;
const pipes = process.argv.slice(2);
const heard: Heard[] = pipes.map(() => ({ beganAt: null, bytes: 0, lateMs: 0 }));

for (const [index, path] of pipes.entries()) {
  const one = heard[index];
  if (!one) continue;
  const file = createWriteStream(`${path}.raw`);
  // Opened for writing too, it does not end before its writer comes.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('data', (chunk: Buffer) => {
    const now = performance.timeOrigin + performance.now();
    one.beganAt ??= now;
    one.lateMs = Math.max(one.lateMs, now - one.beganAt - one.bytes / bytesPerMs);
    one.bytes += chunk.length;
    file.write(chunk);
  });
}
process.on('message', () => {
  process.send?.(heard, () => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
