import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import type { Command } from './command-recorder.ts';
import { twoAtATime } from './two-at-a-time.ts';

/** Runs recorded commands again, those of one file in their order, two files at a time; seconds. */
export async function runBare(commands: readonly Command[]): Promise<number> {
  const groups = groupByFile(commands);
  const seconds = await twoAtATime(
    groups.map((group) => async () => {
      for (const command of group) await runOne(command);
    }),
  );
  for (const { output } of commands) if (output !== null) await rm(output, { force: true });
  return seconds;
}

/** What we read from its pipes, 3 and 4, goes nowhere. */
async function runOne({ program, args }: Command): Promise<void> {
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

/** What is written from a file belongs to that file. */
function groupByFile(commands: readonly Command[]): Command[][] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.input) ?? [];
    group.push(command);
    groups.set(command.input, group);
    if (command.output !== null) groups.set(command.output, group);
  }
  return [...new Set(groups.values())];
}
