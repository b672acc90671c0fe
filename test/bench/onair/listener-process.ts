// Reads named pipes as cards would: each begins to play with the first byte that comes. Keeps what it reads and says
// by the machine's clock when it began, and how often nothing had come in time.
import { createWriteStream, openSync, constants } from 'node:fs';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Heard } from './listener.ts';

const bytesPerMs = 48;
const [slack, ...pipes] = process.argv.slice(2);
// How much sound the card of the last pipe takes in before it begins.
const slackMs = Number(slack);
const heard: Heard[] = pipes.map(() => ({ beganAt: null, bytes: 0, shifts: [] }));

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
    const lateMs = now - one.beganAt - one.bytes / bytesPerMs;
    const dryMs = lateMs - (index === pipes.length - 1 ? slackMs : 0);
    // A card that runs dry plays all that follows so much later.
    if (dryMs > 0) {
      one.shifts.push([one.bytes, dryMs]);
      one.beganAt += dryMs;
    }
    one.bytes += chunk.length;
    file.write(chunk);
  });
}
process.on('message', () => {
  process.send?.(heard, () => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
