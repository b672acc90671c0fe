import { createServer } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';

/** Another program has the port; the message is for the person who starts Loa. */
export class PortInUse extends Error {
  constructor(port: number) {
    super(`Port ${port} is used by another program: set LOA_PORT to a free one.`);
  }
}

// Children of a supervisor that was killed take up to so long to end.
const limitMs = 12_000;

/**
 * Resolves when the port can be opened, or when `signal` is aborted. 0, any free port, always can.
 * @throws PortInUse when it stays taken
 */
export async function untilPortFree(port: number, clock: Clock, signal: AbortSignal) {
  const limit = clock.monotonic() + limitMs;
  while (!signal.aborted && !(await canListen(port))) {
    if (clock.monotonic() > limit) throw new PortInUse(port);
    await clock.sleep(250, signal).catch(() => {});
  }
}

/** Other faults than a taken port are the server's to explain. */
function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => {
      resolve(!('code' in error && error.code === 'EADDRINUSE'));
    });
    probe.listen(port, () => {
      probe.close(() => resolve(true));
    });
  });
}
