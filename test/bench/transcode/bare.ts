import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Command } from './command-recorder.ts';
import { twoAtATime } from './two-at-a-time.ts';

/** Runs recorded commands again, those of one file in their order, two files at a time; seconds. */
export function runBare(commands: readonly Command[]): Promise<number> {
  const groups = groupByFile(commands);
  return twoAtATime(
    groups.map((group) => async () => {
      for (const command of group) await runOne(command);
    }),
  );
}

/** What we read from its pipes, 3 and 4, goes nowhere. */
async function runOne([program, ...args]: Command): Promise<void> {
  const nowhere = await open('/dev/null', 'w');
  try {
    const { fd } = nowhere;
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', fd, fd] });
    const [status] = (await once(child, 'close')) as [number | null];
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${args.join(' ')}`);
  } finally {
    await nowhere.close();
  }
}

/** What is written from a file belongs to that file; questions about ffmpeg itself to none. */
function groupByFile(commands: readonly Command[]): Command[][] {
  const groups = new Map<string, Command[]>();
  const madeFrom = new Map<string, string>();
  for (const command of commands) {
    const input = command.includes('-i') ? command[command.indexOf('-i') + 1] : undefined;
    const last = command.at(-1) ?? '';
    const source = input ?? (command.includes('-show_entries') ? last : undefined);
    if (source === undefined) continue;
    const file = madeFrom.get(source) ?? source;
    if (input !== undefined && last.startsWith('/') && last !== '/dev/null')
      madeFrom.set(last, file);
    groups.set(file, [...(groups.get(file) ?? []), command]);
  }
  return [...groups.values()];
}
