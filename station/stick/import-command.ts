import { parseArgs } from 'node:util';
import { systemClock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { createLogger } from '../../runtime/log.ts';
import { importStick, NotPaired, type Imported } from './import-stick.ts';

/** EX_USAGE, EX_NOINPUT and EX_TEMPFAIL. */
const exitCodes = { usage: 64, noInput: 66, busy: 75 };

/** `loa station import DIR --data DIR`: exit code 1 where something was refused or nothing was taken. */
export async function importCommand(argv: readonly string[]): Promise<void> {
  const given = parse(argv);
  if (!given) {
    process.stderr.write('loa station import DIR --data DIR\n');
    process.exitCode = exitCodes.usage;
    return;
  }
  const life = lifetime();
  try {
    const log = createLogger({ name: 'station', level: 'silent' });
    const imported = await importStick({ ...given, clock: systemClock(), log }, life);
    process.stdout.write(report(imported));
    if (!imported.isTaken) process.exitCode = 1;
  } catch (error) {
    const isLocked = error instanceof AppError && error.code === 'folder_locked';
    if (!isLocked && !(error instanceof NotPaired)) throw error;
    process.stderr.write(
      isLocked
        ? 'The agent runs: stop it first, or start it with --usb.\n'
        : `${error.message}: pair it first.\n`,
    );
    process.exitCode = isLocked ? exitCodes.busy : exitCodes.noInput;
  } finally {
    await life.dispose();
  }
}

function parse(argv: readonly string[]): { stick: string; data: string } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { data: { type: 'string' } },
      allowPositionals: true,
    });
    const [stick, ...rest] = positionals;
    const { data } = values;
    return stick !== undefined && data !== undefined && rest.length === 0 ? { stick, data } : null;
  } catch {
    return null;
  }
}

function report({ isTaken, headSequence, days, missing, plays, refusals }: Imported): string {
  const lines = [
    ...refusals.map((refusal) => `reported ${refusal}`),
    isTaken ? `taken: head ${headSequence}, ${days} days, ${missing} things missing` : 'not taken',
    `${plays} plays written back`,
  ];
  return `${lines.join('\n')}\n`;
}
