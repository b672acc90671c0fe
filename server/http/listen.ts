import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';

export interface Listener {
  port: number;
  /** Takes no more, gives what runs a moment, then cuts it. */
  stop(): Promise<void>;
}

/** A large file may come over a slow line; only silence ends an exchange early. */
const longestRequestMs = 3 * 3600_000;
const silenceMs = 120_000;
const graceMs = 2_000;
/** A fleet that comes back at once; the system cuts it to its own limit. */
const backlog = 16_384;

/** Serves HTTP on a port; 0 picks a free one. */
export async function listen(app: RequestListener, port: number, clock: Clock): Promise<Listener> {
  const server = createServer({ requestTimeout: longestRequestMs, keepAliveTimeout: 65_000 }, app);
  server.timeout = silenceMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, backlog }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const waiting = new AbortController();
      const late = clock.sleep(graceMs, waiting.signal).catch(() => undefined);
      server.closeIdleConnections();
      await Promise.race([closed, late]);
      waiting.abort();
      server.closeAllConnections();
      await closed;
    },
  };
}
