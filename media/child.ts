import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { MediaError } from './media-error.ts';

/** How a tool is run. */
export interface ChildOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onOutputLine?: ((line: string) => void) | undefined;
  onErrorLine?: ((line: string) => void) | undefined;
}

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
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, options.timeoutMs);
  options.signal?.addEventListener('abort', kill, { once: true });
  const lastLines: string[] = [];
  readLines(child.stdout, (line) => options.onOutputLine?.(line));
  readLines(child.stderr, (line) => {
    lastLines.push(line);
    if (lastLines.length > linesKept) lastLines.shift();
    options.onErrorLine?.(line);
  });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    options.signal?.throwIfAborted();
    if (isLate as boolean) {
      throw new MediaError('ffmpeg_timeout', `${command} took over ${options.timeoutMs} ms`);
    }
    return { status, lastLines };
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) {
      throw new MediaError('ffmpeg_failed', `${command} cannot be started`, { cause });
    }
    throw cause;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', kill);
  }
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  // What a file holds can end up in a log line: its length is not to be trusted.
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
    onLine(line.slice(0, longestLine));
  });
}
