import { stat, utimes, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeSound } from '../support/sound.ts';
import type { Bait } from './hostile.ts';

/** Bait that notices. */
export interface OpenBait extends Bait {
  /** What was touched, in words; empty when all is well. */
  touches(): Promise<string[]>;
  close(): void;
}

const longAgo = new Date('2001-01-01T00:00:00Z');

/** Puts out a sound file that nobody may read and listens on a port that nobody may call. */
export async function openBait(folder: string): Promise<OpenBait> {
  const canaryFile = await makeSound(join(folder, 'canary.wav'), 'sine=f=700:d=3');
  const witness = await makeSound(join(folder, 'witness.wav'), 'sine=f=700:d=3');
  for (const path of [canaryFile, witness]) await utimes(path, longAgo, new Date());
  const calls: string[] = [];
  const server = createServer((socket) => {
    calls.push(`a connection from port ${socket.remotePort}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const wasRead = async (path: string) => (await stat(path)).atimeMs !== longAgo.getTime();
  return {
    canaryFile,
    url: `http://127.0.0.1:${port}`,
    touches: async () => {
      // Some file systems do not note down reads: then the verdicts alone have to tell.
      await readFile(witness);
      const isTold = (await wasRead(witness)) && (await wasRead(canaryFile));
      return isTold ? [...calls, 'the canary file was read'] : calls;
    },
    close: () => void server.close(),
  };
}
