import { execFile } from 'node:child_process';
import { constants, open } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import type { Card } from './card.ts';

const run = promisify(execFile);
const openFile = promisify(open);

/** A named pipe, made where it is missing; whoever reads it plays at once what comes. It is lost without a reader. */
export function openFifoCard(path: string): Card {
  let socket: Socket | null = null;
  let isStopped = false;
  let end: (reason: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const connect = async () => {
    const fd = await openToWrite(path);
    // The socket closes it.
    socket = new Socket({ fd, readable: false, writable: true });
    socket.on('error', () => {});
    socket.once('close', () => end(`nobody reads ${path} any more`));
    if (isStopped) socket.destroy();
  };
  const ready = connect();
  ready.catch((error: unknown) => {
    const isUnread = error instanceof Error && 'code' in error && error.code === 'ENXIO';
    const reason = error instanceof Error ? error.message : String(error);
    end(isUnread ? `nobody reads ${path}` : reason);
  });
  return {
    // What is not ready has ended.
    ready: ready.catch(() => new Promise<void>(() => {})),
    ended,
    write: (pcm) => {
      if (socket?.writable) socket.write(pcm);
    },
    pendingBytes: () => socket?.writableLength ?? 0,
    progress: () => Promise.resolve(null),
    stop: () => {
      isStopped = true;
      socket?.destroy();
    },
  };
}

async function openToWrite(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found) await run('mkfifo', ['-m', '600', path]);
  else if (!found.isFIFO()) throw new Error(`${path} is not a named pipe`);
  return openFile(path, constants.O_WRONLY | constants.O_NONBLOCK);
}
