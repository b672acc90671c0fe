import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';

/** One ffmpeg or ffprobe that was run on a file. */
export interface Command {
  program: string;
  args: string[];
  input: string;
  /** The file that it wrote; `null` where it wrote to pipes. */
  output: string | null;
}

/** Notes down every ffmpeg and ffprobe that this process starts on a file while it works. */
export interface CommandRecorder {
  /** Does the work and gives its commands in the order of their starts. */
  during(work: () => Promise<void>): Promise<Command[]>;
}

/**
 * Listens to the starts of child processes, which costs next to nothing. What a command wrote may be
 * moved before the next one reads it: that one is noted down with the name that it was written by.
 */
export function createCommandRecorder(): CommandRecorder {
  return {
    during: async (work) => {
      const commands: Command[] = [];
      const writtenAs = new Map<number, string>();
      const onChild = (message: unknown) => {
        const child: unknown = Reflect.get(Object(message), 'process');
        if (!(child instanceof ChildProcess)) return;
        // Its arguments are set right after this.
        child.once('spawn', () => {
          const command = parse(child.spawnargs);
          if (!command) return;
          const { input, output } = command;
          const at = command.args.indexOf(input);
          command.input = writtenAs.get(inodeOf(input)) ?? input;
          command.args[at] = command.input;
          commands.push(command);
          if (output !== null) child.once('exit', () => writtenAs.set(inodeOf(output), output));
        });
      };
      subscribe('child_process', onChild);
      try {
        await work();
      } finally {
        unsubscribe('child_process', onChild);
      }
      return commands;
    },
  };
}

/** Without the limits that it was started through; undefined where it reads no file. */
function parse(spawned: readonly string[]): Command | undefined {
  const begin = spawned[0] === 'prlimit' ? spawned.indexOf('--') + 1 : 0;
  const [program = '', ...args] = spawned.slice(begin);
  const last = args.at(-1) ?? '';
  if (program.endsWith('ffprobe')) return { program, args, input: last, output: null };
  const input = args[args.indexOf('-i') + 1];
  if (!program.endsWith('ffmpeg') || !args.includes('-i') || input === undefined) return undefined;
  return { program, args, input, output: last.startsWith('pipe:') ? null : last };
}

function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}
