import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** One command that was run, `program` first. */
export type Command = [program: string, ...args: string[]];

/** Notes down every ffmpeg and ffprobe that this process starts while it works. */
export interface CommandRecorder {
  /** Does the work and gives its commands in the order of their starts. */
  during(work: () => Promise<void>): Promise<Command[]>;
}

/**
 * Puts scripts before ffmpeg and ffprobe in PATH that write down their arguments and become the real
 * program. Their start, a few milliseconds, counts against us.
 */
export async function createCommandRecorder(folder: string): Promise<CommandRecorder> {
  const [programs, calls] = [join(folder, 'bin'), join(folder, 'calls')];
  await mkdir(programs, { recursive: true });
  for (const name of ['ffmpeg', 'ffprobe']) {
    const real = execFileSync('which', [name], { encoding: 'utf8' }).trim();
    const script = `#!/bin/sh
printf '%s\\0' '${real}' "$@" > '${calls}'/"$(date +%s%N)-$$"
exec '${real}' "$@"
`;
    await writeFile(join(programs, name), script);
    await chmod(join(programs, name), 0o755);
  }
  return {
    during: async (work) => {
      const path = process.env['PATH'] ?? '';
      await rm(calls, { recursive: true, force: true });
      await mkdir(calls);
      process.env['PATH'] = programs + delimiter + path;
      try {
        await work();
      } finally {
        process.env['PATH'] = path;
      }
      const names = (await readdir(calls)).toSorted();
      const texts = names.map((name) => readFile(join(calls, name), 'utf8'));
      return (await Promise.all(texts)).map(parse);
    },
  };
}

function parse(call: string): Command {
  const [program = '', ...args] = call.split('\0').slice(0, -1);
  return [program, ...args];
}
