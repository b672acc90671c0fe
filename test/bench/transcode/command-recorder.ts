import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** One command that was run, `program` first. */
export type Command = [program: string, ...args: string[]];

/** Notes down every ffmpeg and ffprobe that this process starts. */
export interface CommandRecorder {
  /** Ends the recording and gives the commands in the order of their starts. */
  stop(): Promise<Command[]>;
}

/**
 * Puts scripts before ffmpeg and ffprobe in PATH that write down their arguments and become the real
 * program. Their start, a few milliseconds, counts against us.
 */
export async function recordCommands(folder: string): Promise<CommandRecorder> {
  const path = process.env['PATH'] ?? '';
  const [programs, calls] = [join(folder, 'bin'), join(folder, 'calls')];
  await mkdir(programs, { recursive: true });
  await mkdir(calls);
  for (const name of ['ffmpeg', 'ffprobe']) {
    const real = execFileSync('which', [name], { encoding: 'utf8' }).trim();
    const script = `#!/bin/sh
printf '%s\\0' '${real}' "$@" > '${calls}'/"$(date +%s%N)-$$"
exec '${real}' "$@"
`;
    await writeFile(join(programs, name), script);
    await chmod(join(programs, name), 0o755);
  }
  process.env['PATH'] = programs + delimiter + path;
  return {
    stop: async () => {
      process.env['PATH'] = path;
      const names = (await readdir(calls)).toSorted();
      return Promise.all(
        names.map(async (name) => parse(await readFile(join(calls, name), 'utf8'))),
      );
    },
  };
}

function parse(call: string): Command {
  const [program = '', ...args] = call.split('\0').slice(0, -1);
  return [program, ...args];
}
