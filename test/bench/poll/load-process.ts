// Asks a server over raw sockets, in a process of its own so that asking does not slow answering.
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { LoadReport, LoadRequest } from './load.ts';

process.once('message', (raw) => {
  void measure(raw as LoadRequest).then((report) => {
    process.send?.(report, () => process.exit(0));
  });
});

interface Connection {
  socket: Socket;
  /** When each unanswered request was due. */
  due: number[];
}

async function measure(request: LoadRequest): Promise<LoadReport> {
  const requests = request.requests.map((text) => Buffer.from(text));
  const latencies: number[] = [];
  let answers = 0;
  let notModified = 0;
  let onAnswer: (connection: Connection) => void = () => {};
  const open = () =>
    new Promise<Connection>((resolve, reject) => {
      const socket = connect(request.port, '127.0.0.1');
      socket.setNoDelay(true);
      const connection: Connection = { socket, due: [] };
      const parser = createParser((isNotModified) => {
        answers += 1;
        if (isNotModified) notModified += 1;
        latencies.push(performance.now() - (connection.due.shift() ?? NaN));
        onAnswer(connection);
      });
      socket.on('data', parser);
      socket.once('error', reject);
      socket.once('connect', () => resolve(connection));
    });
  const connections = await Promise.all(Array.from({ length: request.connections }, open));
  let next = 0;
  const ask = (connection: Connection, count: number, due: number) => {
    const some: Buffer[] = [];
    for (let index = 0; index < count; index += 1) {
      const bytes = requests[next % requests.length];
      next += 1;
      if (bytes) some.push(bytes);
      connection.due.push(due);
    }
    connection.socket.write(some.length === 1 && some[0] ? some[0] : Buffer.concat(some));
  };
  const began = performance.now();
  const isOver = () => performance.now() - began >= request.seconds * 1000;
  if (request.perSecond === null) await flood();
  else await pace(request.perSecond);
  const seconds = (performance.now() - began) / 1000;
  for (const { socket } of connections) socket.destroy();
  return { answers, notModified, seconds, p99Ms: percentile(latencies, 0.99) };

  /** As many as it can: each connection keeps a few requests under way. */
  async function flood(): Promise<void> {
    const answered = new Map<Connection, number>();
    onAnswer = (connection) => {
      const count = (answered.get(connection) ?? 0) + 1;
      // A batch is asked for when the last one is through, which keeps the system calls few.
      if (count < request.pipeline) answered.set(connection, count);
      else {
        answered.set(connection, 0);
        if (!isOver()) ask(connection, request.pipeline, performance.now());
      }
    };
    for (const connection of connections) ask(connection, request.pipeline, performance.now());
    while (!isOver()) await sleep(20);
  }

  /** So many a second at even times; a late answer counts from when it was due. */
  async function pace(perSecond: number): Promise<void> {
    let asked = 0;
    while (!isOver()) {
      const wanted = Math.floor(((performance.now() - began) / 1000) * perSecond);
      for (; asked < wanted; asked += 1) {
        const connection = connections[asked % connections.length];
        if (connection) ask(connection, 1, began + ((asked + 1) / perSecond) * 1000);
      }
      await sleep(1);
    }
    const limit = performance.now() + 10_000;
    while (answers < asked && performance.now() < limit) await sleep(5);
  }
}

/** Finds the ends of answers: 304 has no body, others say how long theirs is. */
function createParser(onAnswer: (isNotModified: boolean) => void) {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk: Buffer) => {
    let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) break;
      const isNotModified = data[9] === 0x33;
      const length = isNotModified ? 0 : bodyLength(data.subarray(0, end).toString('latin1'));
      if (data.length < end + 4 + length) break;
      data = data.subarray(end + 4 + length);
      onAnswer(isNotModified);
    }
    rest = data;
  };
}

function bodyLength(headers: string): number {
  return Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0);
}

function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
