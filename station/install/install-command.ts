import { resolve } from 'node:path';
import { parseStationArgs, UsageError } from '../args.ts';
import { unitOf } from './unit.ts';

const usageExitCode = 64;

/** `loa station install --print-unit …`: the unit for an agent with these options; nothing is changed. */
export function installCommand(argv: readonly string[], program: string): void {
  const args = argv.filter((arg) => arg !== '--print-unit');
  try {
    if (args.length === argv.length) throw new UsageError('Say --print-unit: it only prints.');
    if (args.some((arg) => /^--code(=|$)/.test(arg)))
      throw new UsageError('Pair it first: the code has no place in a unit.');
    const { data, usb } = parseStationArgs(args);
    const options = {
      ...{ node: process.execPath, program: resolve(program) },
      args: withAbsolute(args),
      data: resolve(data),
      usb: usb === null ? null : resolve(usb),
    };
    process.stdout.write(unitOf(options));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = usageExitCode;
  }
}

/** A unit runs in no folder of ours. */
function withAbsolute(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const before = args[index - 1];
    if (before === '--data' || before === '--usb') return resolve(arg);
    if (before === '--output' && arg.startsWith('wav:')) return `wav:${resolve(arg.slice(4))}`;
    return arg;
  });
}
