import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** An agent in a process of its own. */
export interface Agent {
  pid: number;
  stop(): Promise<void>;
}

/** Starts the built agent on an output; what it says goes into its folder. */
export function startAgent(
  server: { origin: string; code: string },
  given: {
    folder: string;
    name: string;
    output: string;
    nodeArgs?: string[];
    env?: Record<string, string>;
  },
): Agent {
  const { folder, name, output, nodeArgs = [], env = {} } = given;
  const log = openSync(join(folder, `${name}.log`), 'w');
  const child = spawn(
    process.execPath,
    [
      ...[...nodeArgs, 'dist/cli/main.js', 'station', '--server', server.origin],
      ...['--code', server.code, '--data', join(folder, name), '--output', output],
    ],
    {
      cwd: root,
      stdio: ['ignore', log, log],
      env: { ...process.env, LOA_LOG_LEVEL: 'info', ...env },
    },
  );
  asInstalled(child.pid);
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** At the priority that its unit gives it (see station/install/unit.ts), where this process may say so. */
function asInstalled(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, -5);
  } catch {
    // As it is, then.
  }
}
