// Fetches files over raw sockets, in a process of its own, and counts the bytes of their bodies.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { FetchReport, FetchRequest } from './fetch.ts';

process.once('message', (raw) => {
  void measure(raw as FetchRequest).then((report) => {
    process.send?.(report, () => process.exit(0));
  });
});

/** What is known of the answer that comes in. */
interface Reading {
  /** Of the head, while that is not through. */
  head: string;
  leftBytes: number;
  isRefused: boolean;
}

async function measure(request: FetchRequest): Promise<FetchReport> {
  const report = { bodies: 0, bytes: 0, refused: 0, seconds: 0 };
  let next = 0;
  const began = performance.now();
  const endsAt = began + request.seconds * 1000;
  const ask = () => {
    next += 1;
    return request.requests[next % request.requests.length] ?? '';
  };
  await Promise.all(Array.from({ length: request.clients }, () => client(request.port)));
  report.seconds = (performance.now() - began) / 1000;
  return report;

  /** One after another on one connection, until the time is over. */
  function client(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const reading: Reading = { head: '', leftBytes: 0, isRefused: false };
      const socket = connect({
        port,
        host: '127.0.0.1',
        // One buffer for all that comes: nothing is kept.
        onread: {
          buffer: Buffer.allocUnsafe(1024 * 1024),
          callback: (length, bytes) => {
            read(Buffer.from(bytes.buffer, bytes.byteOffset, length), reading, () => {
              if (performance.now() < endsAt) socket.write(ask());
              else socket.destroy();
            });
            return true;
          },
        },
      });
      socket.setNoDelay(true);
      socket.once('error', reject);
      socket.once('close', () => resolve());
      socket.once('connect', () => socket.write(ask()));
    });
  }

  function read(bytes: Buffer, reading: Reading, onEnd: () => void): void {
    let from = 0;
    if (reading.leftBytes === 0) {
      const before = reading.head.length;
      reading.head += bytes.subarray(0, 4096).toString('latin1');
      const end = reading.head.indexOf('\r\n\r\n');
      if (end < 0) return;
      from = end + 4 - before;
      reading.leftBytes = Number(/\r\ncontent-length: (\d+)/i.exec(reading.head)?.[1] ?? 0);
      reading.isRefused = !/^HTTP\/1\.1 20[06] /.test(reading.head);
      reading.head = '';
    }
    const body = Math.min(bytes.length - from, reading.leftBytes);
    reading.leftBytes -= body;
    if (!reading.isRefused) report.bytes += body;
    if (reading.leftBytes > 0) return;
    if (reading.isRefused) report.refused += 1;
    else report.bodies += 1;
    onEnd();
  }
}
