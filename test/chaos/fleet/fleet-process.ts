import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FleetReport } from '../../../station/fleet/tally.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What a fleet's command prints. */
export type PrintedReport = FleetReport & { endpoints: number; seed: number };

export interface FleetGiven {
  server: string;
  /** Where `endpoints.jsonl` is; see `writeMembers`. */
  folder: string;
  seed: number;
  pollSeconds: number;
  /** Further words of the command line. */
  args?: readonly string[];
  /** Words before the program, such as those that enter a network namespace. */
  within?: readonly string[];
}

/** A fleet in a process of its own, all of it coming up at once. */
export interface FleetProcess {
  /** When it has ended by itself. @throws Error where it ended without a report */
  ended: Promise<PrintedReport>;
  /** Ends it, and gives its report. */
  end(): Promise<PrintedReport>;
  kill(): void;
}

export function startFleetProcess(given: FleetGiven): FleetProcess {
  const { server, folder, seed, pollSeconds, args = [], within = [] } = given;
  const who = ['--server', server, '--data', folder, '--seed', String(seed)];
  const pace = ['--boot-seconds', '0', '--poll-seconds', String(pollSeconds)];
  const words = [
    ...within,
    process.execPath,
    'dist/cli/main.js',
    'fleet',
    ...who,
    ...pace,
    ...args,
  ];
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = read(child);
  ended.catch(() => {});
  return {
    ended,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** It ends with 1 where it met something wrong, and says what all the same. */
async function read(child: ReturnType<typeof spawn>): Promise<PrintedReport> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('nothing to read');
  const [printed, said] = await Promise.all([text(stdout), text(stderr), once(child, 'exit')]);
  try {
    return JSON.parse(printed) as PrintedReport;
  } catch (cause) {
    throw new Error(`a fleet gave no report: ${said}`, { cause });
  }
}
