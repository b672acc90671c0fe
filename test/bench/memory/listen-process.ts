// Opens an event stream for each endpoint, in a process of its own, and says how many are open.
import { connect } from 'node:net';

/** So many are being opened at once. */
const lanes = 50;

process.once('message', (raw) => {
  const { port, authorizations } = raw as { port: number; authorizations: string[] };
  let open = 0;
  const openOne = (authorization: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let isOpen = false;
      const attempt = [
        'GET /station/v1/events HTTP/1.1',
        'Host: loa',
        `Authorization: ${authorization}`,
      ];
      socket.once('connect', () => socket.write(`${attempt.join('\r\n')}\r\n\r\n`));
      socket.on('data', (bytes: Buffer) => {
        if (isOpen) return;
        if (!bytes.toString('latin1').startsWith('HTTP/1.1 200')) {
          socket.destroy();
          return;
        }
        isOpen = true;
        open += 1;
        resolve();
      });
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        if (isOpen) open -= 1;
        else resolve(openOne(authorization));
      });
    });
  const rest = authorizations.values();
  const lane = async () => {
    for (const authorization of rest) await openOne(authorization);
  };
  for (let index = 0; index < lanes; index += 1) void lane();
  setInterval(() => process.send?.(open), 200);
});
process.once('disconnect', () => process.exit(0));
