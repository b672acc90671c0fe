import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Diagnostics of a step go to standard error, so that standard output stays the command's own. */
export const TO_STDERR = /** @type {import('node:child_process').StdioOptions} */ ([
  'ignore',
  2,
  2,
]);

/**
 * Runs a program to its end, passing on the signals that this process gets meanwhile.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions,
 *   signal?: AbortSignal }} [options] `signal` ends the program with SIGTERM.
 * @returns {Promise<number>} its exit code; 128 + the signal's number if a signal ended it, 127 if
 *   it could not be started.
 */
export function runChild(command, args, { cwd, env, stdio = 'inherit', signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio });
    const stop = () => child.kill('SIGTERM');
    const forwards = FORWARDED.map((name) => ({ name, handler: () => forward(child, name) }));
    for (const { name, handler } of forwards) process.on(name, handler);
    signal?.addEventListener('abort', stop, { once: true });

    /** @param {number} code */
    const finish = (code) => {
      for (const { name, handler } of forwards) process.off(name, handler);
      signal?.removeEventListener('abort', stop);
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      finish(127);
    });
    child.on('exit', (code, ended) => {
      finish(code ?? 128 + (ended === null ? 1 : constants.signals[ended]));
    });
  });
}

/**
 * A terminal sends Ctrl-C to the whole foreground group: the child has it already, and a second one
 * would read as "stop at once".
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function forward(child, name) {
  if (name === 'SIGINT' && process.stdin.isTTY) return;
  child.kill(name);
}
