import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterTest } from './after-test.ts';

export interface ForgetfulNat {
  origin: string;
  /** Connections that were opened through it. */
  opened(): number;
}

/** A NAT that forgets a connection which was silent for so long: what comes then goes nowhere, and nobody is told. */
export async function startForgetfulNat(target: number, forgetMs: number): Promise<ForgetfulNat> {
  let opened = 0;
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    opened += 1;
    const outer = connect(target, '127.0.0.1');
    let isForgotten = false;
    const timer = setTimeout(() => {
      isForgotten = true;
    }, forgetMs);
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('data', (bytes: Buffer) => {
        if (isForgotten) return;
        timer.refresh();
        to.write(bytes);
      });
      from.on('close', () => {
        clearTimeout(timer);
        if (!isForgotten) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    opened: () => opened,
  };
}
