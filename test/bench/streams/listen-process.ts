// Opens event streams in a process of its own, and says how many are open and when the last one had its nudge.
import { connect } from 'node:net';
import { monotonicMs } from './monotonic.ts';
import type { StreamReport, StreamRequest } from './open-streams.ts';

/** So many are being opened at once. */
const lanes = 50;
const reportEveryMs = 50;

const report: StreamReport = { open: 0, round: 0, heard: 0, lastAtMs: 0 };

function listen({ port, requests, nudge }: StreamRequest): void {
  const openOne = (request: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let isOpen = false;
      let heardIn = 0;
      socket.once('connect', () => socket.write(request));
      socket.on('data', (bytes: Buffer) => {
        if (isOpen) {
          if (heardIn === report.round || !bytes.includes(nudge)) return;
          heardIn = report.round;
          report.heard += 1;
          report.lastAtMs = monotonicMs();
          return;
        }
        if (!bytes.toString('latin1').startsWith('HTTP/1.1 200')) {
          socket.destroy();
          return;
        }
        isOpen = true;
        report.open += 1;
        resolve();
      });
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        if (isOpen) report.open -= 1;
        else resolve(openOne(request));
      });
    });
  const rest = requests.values();
  const lane = async () => {
    for (const request of rest) await openOne(request);
  };
  for (let index = 0; index < lanes; index += 1) void lane();
  setInterval(() => process.send?.(report), reportEveryMs);
}

process.on('message', (message: StreamRequest | 'anew') => {
  if (message !== 'anew') listen(message);
  else Object.assign(report, { round: report.round + 1, heard: 0, lastAtMs: 0 });
});
process.once('disconnect', () => process.exit(0));
