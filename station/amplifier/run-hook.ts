import { spawn } from 'node:child_process';

/** A program and its arguments; no shell ever sees them. */
export type Command = readonly [string, ...string[]];

const complaintLength = 300;

/**
 * Runs a command to its end; what lasts longer is killed with all that it started.
 * @throws Error that says what went wrong
 */
export function runHook([program, ...args]: Command, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that it ends whole.
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let complaint = '';
    const timer = setTimeout(() => {
      finish(new Error(`${program} took more than ${limitMs} ms`));
    }, limitMs);
    const finish = (fault: Error | null) => {
      clearTimeout(timer);
      if (fault) {
        killGroup(child.pid);
        reject(fault);
      } else resolve();
    };
    child.stderr.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString()).slice(-complaintLength);
    });
    child.once('error', finish);
    child.once('exit', (code, signal) => {
      const isWell = code === 0;
      finish(isWell ? null : new Error(`${program} ended with ${code ?? signal}: ${complaint}`));
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
