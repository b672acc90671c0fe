// The peer: a socket server that answers each connection once, and writes the same bytes to all in a bare loop when told.
import { createServer, type AddressInfo, type Socket } from 'node:net';

const sockets = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('close', () => sockets.delete(socket));
  socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    sockets.add(socket);
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('message', (text: string) => {
  const bytes = Buffer.from(text);
  for (const socket of sockets) socket.write(bytes);
});
process.once('disconnect', () => process.exit(0));
