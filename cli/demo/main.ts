import { isZone } from '../../core/time/zoned.ts';
import { ProblemError } from '../../contract/client.ts';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { openDemoFolder } from './demo-folder.ts';
import { DemoProblem } from './demo-problem.ts';
import { parseDemoOptions, type DemoOptions } from './options.ts';
import type { Stage } from './stage.ts';
import { tellStory, type Told } from './story.ts';
import { createTerminal } from './terminal.ts';

/** 128 + SIGINT. */
const interruptedExitCode = 130;

/** `loa demo`: see its `--help`. @throws UsageError for options that it does not know */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const options = parseDemoOptions(argv);
  const terminal = createTerminal(options);
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(interruptedExitCode);
    terminal.plain('\nStopping …');
    stopping.abort(new Error('interrupted'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  const undo = lifetime();
  try {
    process.exitCode = await play(options, { env, terminal, undo, signal: stopping.signal });
  } catch (error) {
    process.exitCode = stopping.signal.aborted ? interruptedExitCode : 1;
    const problem = stopping.signal.aborted ? 'interrupted' : explain(error);
    if (!stopping.signal.aborted) terminal.plain(`\n${problem}`);
    if (options.json) terminal.json({ ok: false, problem });
  }
  await undo.dispose();
  // Sockets of fetch linger for seconds.
  process.exit();
}

type Given = Pick<Stage, 'env' | 'terminal' | 'undo' | 'signal'>;

/** Gives the exit code. */
async function play(options: DemoOptions, given: Given): Promise<number> {
  const { env, terminal, undo, signal } = given;
  const zone = env['LOA_ZONE'] || 'Asia/Ho_Chi_Minh';
  if (!isZone(zone)) throw new DemoProblem(`LOA_ZONE: "${zone}" is not an IANA zone.`);
  const folder = await openDemoFolder(env['LOA_DATA']);
  undo.add(() => folder.remove());
  const stage: Stage = { clock: systemClock(), signal, terminal, folder, env, zone, undo };
  const told = await tellStory(stage, options);
  const exitCode = told.figures.ok ? 0 : 1;
  terminal.plain(told.figures.ok ? 'All was as due.' : 'Not all was as due: see the table.');
  if (options.json) terminal.json(told.figures);
  if (!options.once) await goOn(stage, told);
  return exitCode;
}

/** Leaves everything running until Ctrl-C. */
async function goOn({ terminal, folder, signal }: Stage, { url, people }: Told): Promise<void> {
  terminal.step(`Loa goes on running: ${url}   (Ctrl-C ends it)`);
  for (const { role, login, password } of people.logins) {
    terminal.note(`${role.padEnd(13)}  ${login.padEnd(9)} ${password}`);
  }
  terminal.note(`sound files: ${folder.own}/station-*/sound.wav`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function explain(error: unknown): string {
  if (error instanceof DemoProblem) return error.message;
  if (!(error instanceof ProblemError)) {
    return `The demo failed: ${(error instanceof Error ? error.stack : undefined) ?? String(error)}`;
  }
  const { code, detail, fields = [] } = error.problem;
  const faults = fields.map(({ path, message }) => `${path}: ${message}`);
  return `Loa refused: ${[`${detail} (${code})`, ...faults].join('; ')}`;
}
