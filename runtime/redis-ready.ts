import { connect } from 'node:net';

const answerLimitMs = 1_000;

/** Whether a Redis server answers PING on this socket; while it loads its data it is not ready. */
export function isRedisReady(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const finish = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(answerLimitMs, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => finish(answer.toString('latin1').startsWith('+PONG')));
  });
}
