import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';
import type { StationProtocolServer } from './station-protocol-server.ts';
import { tempFolder } from './temp-folder.ts';

/** An agent in a process of its own, with a data folder that outlives it. */
export interface TestAgent {
  dataFolder: string;
  /** Where it plays. */
  wav: string;
  /** Starts it (again). */
  start(options?: { clockErrorMs?: number }): ChildProcess;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Its log lines. */
  log(): { msg: string; [field: string]: unknown }[];
}

/** Prepares an agent for a server; it ends with the running test. */
export async function testAgent(
  server: StationProtocolServer,
  args: string[] = [],
): Promise<TestAgent> {
  const folder = await tempFolder();
  const dataFolder = join(folder, 'data');
  const wav = join(folder, 'out.wav');
  const logFile = join(folder, 'log');
  let child: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  onTestFinished(() => kill('SIGKILL'));
  onTestFailed(() => {
    process.stderr.write(readFileSync(logFile));
  });
  return {
    dataFolder,
    wav,
    kill,
    start() {
      const log = openSync(logFile, 'a');
      const station = ['station', '--server', server.origin, '--code', server.code];
      const places = ['--data', dataFolder, '--output', `wav:${wav}`];
      child = spawn(
        process.execPath,
        ['--import', 'tsx', 'cli/main.ts', ...station, ...places, ...args],
        { stdio: ['ignore', log, log], env: { ...process.env, LOA_LOG_LEVEL: 'debug' } },
      );
      closeSync(log);
      return child;
    },
    log: () =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
  };
}
