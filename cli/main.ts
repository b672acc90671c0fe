import { commands } from './commands.ts';
import { packageVersion } from './package-root.ts';
import { UsageError } from './usage.ts';

/** EX_USAGE. */
const usageExitCode = 64;

const [name, ...argv] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;

if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
  process.stdout.write(overview());
} else if (name === '--version') {
  process.stdout.write(`loa ${packageVersion()}\n`);
} else if (command === undefined) {
  refuse(`There is no "loa ${name}". "loa --help" lists the commands.`);
} else if (argv.includes('--help') || argv.includes('-h')) {
  process.stdout.write(`${command.usage}\n`);
} else {
  command.run(argv, process.env).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    refuse(`${error.message} "loa ${name} --help" says how it is used.`);
  });
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((word) => word.length));
  const rows = Object.entries(commands).map(
    ([word, { summary }]) => `  ${word.padEnd(width)}  ${summary}`,
  );
  const head = 'Loa schedules the broadcasts of commune loudspeakers.\n\nloa <command> [options]';
  return `${head}\n\n${rows.join('\n')}\n\n"loa <command> --help" says more.\n`;
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = usageExitCode;
}
