import { execFileSync } from 'node:child_process';
import { systemClock } from '../../../runtime/clock.ts';
import { isRunning } from '../../support/loa.ts';
import {
  linesAmong,
  planLine,
  readCounts,
  type LineCounts,
  type LineWeather,
} from './plan-line.ts';

/** A line that is drawn. */
export interface Line {
  /** Words before a program that is to run in the field. */
  within: string[];
  /** Where endpoints find this machine. */
  serverAddress: string;
  counts(): LineCounts;
  close(): Promise<void>;
}

const clock = systemClock();
const goneLimitMs = 5_000;
/** A device is gone a moment after its namespace. */
const lookMs = 50;

/** Draws a line of this process; see {@link removeLines} for when it comes to a bad end. */
export function openLine(index: number, weather: LineWeather): Line {
  const plan = planLine(process.pid, index, weather);
  for (const [program = '', ...words] of plan.draw) execute(program, words);
  const { carrier, field, serverAddress } = plan;
  execute('ip', ['netns', 'exec', carrier, 'nft', '-f', '-'], plan.rules);
  return {
    within: ['ip', 'netns', 'exec', field],
    serverAddress,
    counts: () => readCounts(execute('ip', ['netns', 'exec', carrier, 'nft', 'list', 'counters'])),
    close: async () => {
      remove(field);
      remove(carrier);
      const limit = clock.monotonic() + goneLimitMs;
      while (execute('ip', ['-o', 'address']).includes(`${serverAddress}/`)) {
        if (clock.monotonic() > limit) throw new Error(`${serverAddress} is still there`);
        await clock.sleep(lookMs);
      }
    },
  };
}

/** Removes, at once, the lines of a process; or of those that have died without doing so. */
export function removeLines(whose: 'own' | 'dead'): void {
  for (const { name, owner } of linesAmong(namespaces())) {
    const isOwn = owner === process.pid;
    if (whose === 'own' ? isOwn : !isOwn && !isRunning(owner)) remove(name);
  }
}

/** What runs in it would keep it alive. */
function remove(name: string): void {
  for (const pid of execute('ip', ['netns', 'pids', name]).split('\n').filter(Boolean))
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has just ended.
    }
  execute('ip', ['netns', 'delete', name]);
}

function namespaces(): string[] {
  return execute('ip', ['netns', 'list'])
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
}

function execute(program: string, words: readonly string[], input = ''): string {
  return execFileSync(program, words, { encoding: 'utf8', input, stdio: 'pipe' });
}
