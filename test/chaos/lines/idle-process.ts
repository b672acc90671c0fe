// A connection on which nothing moves for a while, and what then comes of it: says `answered`, or `forgotten`.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [host = '', port = '', idleSeconds = ''] = process.argv.slice(2);
const answerLimitMs = 10_000;

const socket = connect(Number(port), host);
await once(socket, 'connect');
const isAnswered = async () => {
  socket.write('?');
  const answer = once(socket, 'data').then(() => true);
  return Promise.race([answer, sleep(answerLimitMs, false)]);
};
if (!(await isAnswered())) throw new Error('nobody answers at all');
await sleep(Number(idleSeconds) * 1000);
process.stdout.write((await isAnswered()) ? 'answered' : 'forgotten');
process.exit(0);
