import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { createLogger } from '../../runtime/log.ts';
import type { RunningProcess } from '../../runtime/lifecycle.ts';
import { startAgent } from '../../station/agent.ts';
import { parseStationArgs } from '../../station/args.ts';
import { afterFailure, afterTest } from './after-test.ts';
import type { StationProtocolServer } from './station-protocol-server.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

/** Whom it speaks with. */
export interface Peer {
  origin: string;
  code: string;
}

/** A data folder and a sound file for an agent that comes and goes. */
export interface AgentPlace {
  dataFolder: string;
  /** Where it plays. */
  wav: string;
  args: string[];
}

export async function agentPlace(peer: Peer, more: string[] = []): Promise<AgentPlace> {
  const folder = await tempFolder();
  const dataFolder = join(folder, 'data');
  const wav = join(folder, 'out.wav');
  const pairing = ['--server', peer.origin, '--code', peer.code];
  return {
    dataFolder,
    wav,
    args: [...pairing, '--data', dataFolder, '--output', `wav:${wav}`, ...more],
  };
}

/** A real agent within the test's own process, until the test ends. */
export async function agentInside(
  place: AgentPlace,
  clock: Clock = systemClock(),
): Promise<RunningProcess> {
  const end = new AbortController();
  const log = createLogger({ name: 'station', level: 'silent' });
  const options = parseStationArgs(place.args);
  afterTest(() => end.abort());
  const agent = await startAgent({ options, clock, random: Math.random, log }, end.signal);
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= agent.stop());
  afterTest(stop);
  return { stop };
}

/** Waits until an agent knows the time: it plays what it is told from then on. */
export function untilTrusted(server: StationProtocolServer): Promise<true> {
  return until(async () => server.statuses.at(-1)?.clockTrusted || undefined, {
    ...{ limitMs: 40_000, everyMs: 20, what: 'the agent knows the time' },
  });
}

/** An agent in a process of its own, which can be treated badly. */
export interface AgentProcess {
  child: ChildProcess;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  output(): string;
}

/** Starts `loa station`; it ends with the running test. */
export function agentProcess(place: AgentPlace): AgentProcess {
  const logFile = `${place.wav}.log`;
  const log = openSync(logFile, 'a');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'cli/main.ts', 'station', ...place.args],
    { stdio: ['ignore', log, log], env: { ...process.env, LOA_LOG_LEVEL: 'debug' } },
  );
  closeSync(log);
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const output = () => readFileSync(logFile, 'utf8');
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  let last = '';
  afterTest(async () => {
    await kill('SIGKILL');
    last = output();
  });
  afterFailure(() => {
    process.stderr.write(last);
  });
  return { child, kill, ended, output };
}
