import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { MediaError } from './media-error.ts';

/** How a tool is run. */
export interface ChildOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onOutputLine?: ((line: string) => void) | undefined;
  onErrorLine?: ((line: string) => void) | undefined;
  /** Takers of what the tool writes to its file descriptors 3, 4 … */
  onBytes?: readonly ((chunk: Buffer) => void)[] | undefined;
  /** What the system lets it have; needs `prlimit` of util-linux. */
  limits?: Limits | undefined;
  /** All of its environment but for the path; that of this process where nothing is said. */
  env?: Readonly<Record<string, string>> | undefined;
  /** Whether it may start programs of its own, which then end with it. */
  isGroup?: boolean;
}

/** What one process may use before the system ends it. */
export interface Limits {
  cpuSeconds: number;
  memoryBytes: number;
  /** Longest file that it may write; pipes are not counted. */
  fileBytes: number;
}

type Ending = [status: number | null, signal: NodeJS.Signals | null];

const longestLine = 4_096;
const linesKept = 20;

/**
 * Runs a tool to its end, with nothing on its input. Its exit status is the result; the last lines
 * that it wrote to stderr come with it.
 * @throws MediaError `ffmpeg_timeout` when it takes longer than the limit (it is killed),
 * `ffmpeg_failed` when it cannot be started; the signal's reason when aborted.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<{ status: number | null; lastLines: string[] }> {
  options.signal?.throwIfAborted();
  let isLate = false;
  const { onBytes = [], limits, isGroup = false, env } = options;
  const [program, ...rest] = limits
    ? ['prlimit', ...limitArguments(limits), '--', command]
    : [command];
  const child = spawn(program, [...rest, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...onBytes.map(() => 'pipe' as const)],
    detached: isGroup,
    ...(env ? { env: { PATH: process.env['PATH'], ...env } } : {}),
  });
  const kill = () => (isGroup ? killGroup(child.pid) : child.kill('SIGKILL'));
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, options.timeoutMs);
  options.signal?.addEventListener('abort', kill, { once: true });
  const lastLines: string[] = [];
  onBytes.forEach((take, index) => child.stdio[3 + index]?.on('data', take));
  readLines(child.stdout, (line) => options.onOutputLine?.(line));
  readLines(child.stderr, (line) => {
    lastLines.push(line);
    if (lastLines.length > linesKept) lastLines.shift();
    options.onErrorLine?.(line);
  });
  try {
    const [status, signal] = await new Promise<Ending>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...ending) => resolve(ending));
    });
    options.signal?.throwIfAborted();
    if (isLate as boolean) {
      throw new MediaError('ffmpeg_timeout', `${command} took over ${options.timeoutMs} ms`);
    }
    // Nobody else kills it: its time on the core is over.
    if (limits && signal === 'SIGKILL') {
      throw new MediaError('ffmpeg_timeout', `${command} used up its time on the core`);
    }
    return { status, lastLines };
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) {
      throw new MediaError('ffmpeg_failed', `${program} cannot be started`, { cause });
    }
    throw cause;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', kill);
  }
}

/** Whoever is left of it would hold our pipes open. */
function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

/** Options of `prlimit`. */
export function limitArguments({ cpuSeconds, memoryBytes, fileBytes }: Limits): string[] {
  // ffmpeg would take the signal of a lower soft limit for the wish to end well.
  return [
    `--cpu=${cpuSeconds}:${cpuSeconds}`,
    `--as=${memoryBytes}`,
    `--fsize=${fileBytes}`,
    '--core=0',
  ];
}

/** Lines that are not empty, each from its beginning. */
function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (!stream) return;
  const decoder = new StringDecoder('utf8');
  let begun = '';
  const end = () => {
    if (begun !== '') onLine(begun);
    begun = '';
  };
  stream.on('data', (chunk: Buffer) => {
    const [first = '', ...rest] = decoder.write(chunk).split(/[\r\n]+/);
    begun = grow(begun, first);
    for (const more of rest) {
      end();
      begun = grow('', more);
    }
  });
  stream.on('end', end);
}

/** What a file holds can end up in a line of a log: its length is not to be trusted. */
function grow(line: string, more: string): string {
  return line.length < longestLine ? (line + more).slice(0, longestLine) : line;
}
