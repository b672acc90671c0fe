import { spawn } from 'node:child_process';
import type { Card, CardProgress } from './card.ts';

export interface ChildCardOptions {
  command: string;
  args: readonly string[];
  /** Its Debian package, for whoever lacks it. */
  debianPackage: string;
  /** Looks at each line or report on its stderr; answers whether the device is open now. */
  onReport: (text: string) => boolean;
  progress: (pid: number, sentFrames: number) => Promise<CardProgress | null>;
}

const complaintLength = 400;

/** A device behind a program that plays what comes on its standard input. */
export function openChildCard(options: ChildCardOptions): Card {
  const { command } = options;
  const child = spawn(command, [...options.args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let complaint = '';
  let isOpen = false;
  let open = () => {};
  const ready = new Promise<void>((resolve) => {
    open = resolve;
  });
  child.stderr.on('data', (data: Buffer) => {
    for (const text of data.toString().split(/[\r\n]+/)) {
      if (text.trim() === '') continue;
      const wasOpen = isOpen;
      isOpen = options.onReport(text) || isOpen;
      if (isOpen && !wasOpen) open();
      else complaint = `${complaint} ${text}`.trim().slice(-complaintLength);
    }
  });
  // It is told by its end.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      resolve(
        isMissing
          ? `${command} is not installed: apt-get install ${options.debianPackage}`
          : error.message,
      );
    });
    child.once('close', (code, signal) => {
      resolve(`${command} ended with ${code ?? signal}: ${complaint}`);
    });
  });
  return {
    ready,
    ended,
    write: (pcm) => {
      if (child.stdin.writable) child.stdin.write(pcm);
    },
    pendingBytes: () => child.stdin.writableLength,
    progress: async (sentFrames) =>
      child.pid === undefined ? null : options.progress(child.pid, sentFrames),
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
