import { spawn, type ChildProcess } from 'node:child_process';
import type { Life } from './supervisor/keep-alive.ts';

export interface LoaProcessOptions {
  env: NodeJS.ProcessEnv;
  /** Beside the flags of this process. */
  nodeFlags?: readonly string[];
  /** Where its output goes: this process's own, or an open file. */
  output: 'inherit' | number;
  onMessage?: (message: unknown) => void;
  /** Given up to this long after SIGTERM, in milliseconds; then SIGKILL. */
  stopLimitMs: number;
}

/** A running `loa` command. */
export interface LoaProcess extends Life {
  pid: number;
  /** Its exit code, or `null` when a signal ended it. */
  exitCode: Promise<number | null>;
}

/**
 * Starts another `loa` command from the same program and with the same Node flags (so it also works
 * from sources). It is a process group of its own: Ctrl-C in a terminal reaches the caller alone,
 * and what it leaves running when it is killed ends with it. It notices by its IPC channel when the
 * caller is gone.
 * @throws Error when it cannot be started at all
 */
export async function startLoaProcess(
  args: readonly string[],
  options: LoaProcessOptions,
): Promise<LoaProcess> {
  const [, program = ''] = process.argv;
  const { env, nodeFlags = [] } = options;
  const child = spawn(process.execPath, [...process.execArgv, ...nodeFlags, program, ...args], {
    env,
    stdio: ['ignore', options.output, options.output, 'ipc'],
    detached: true,
  });
  if (options.onMessage) child.on('message', options.onMessage);
  const exit = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await spawned(child);
  const { pid = 0 } = child;
  const ended = exit.then(({ code, signal }) => {
    killGroup(pid);
    return signal ?? `code ${code ?? 1}`;
  });
  return {
    pid,
    ended,
    exitCode: exit.then(({ code }) => code),
    stop: async () => {
      const limit = setTimeout(() => child.kill('SIGKILL'), options.stopLimitMs);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      clearTimeout(limit);
    },
  };
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

/** A group outlives its leader while it has members: an ffmpeg of a worker that was killed. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
