import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { serverEnv, serverFlags } from '../../../cli/server-flags.ts';
import { parentMessage } from '../../../runtime/parent-message.ts';

const root = resolve(import.meta.dirname, '../../..');

/** A real server in a process of its own. */
export interface ServerProcess {
  origin: string;
  port: number;
  pid: number;
  setUpUrl: string | null;
  stop(): Promise<void>;
}

export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...serverFlags, 'dist/cli/main.js', 'server'], {
    cwd: root,
    env: { ...serverEnv, ...process.env, LOA_PORT: '0', LOA_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  const [raw] = (await Promise.race([
    once(child, 'message'),
    exit.then(() => {
      throw new Error('the server ended at its start');
    }),
  ])) as [unknown];
  const { port, setUpUrl } = parentMessage.parse(raw);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    setUpUrl,
    stop: async () => {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
