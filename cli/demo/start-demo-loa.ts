import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOnConfigError, readEnv } from '../../runtime/env.ts';
import { newId } from '../../runtime/id.ts';
import { parentMessage, type ParentMessage } from '../../runtime/parent-message.ts';
import { supervisorEnv } from '../config.ts';
import { startLoaProcess } from '../loa-process.ts';
import { clearQueues } from './clear-queues.ts';
import { DemoProblem } from './demo-problem.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** The Loa that the demo uses. */
export interface DemoLoa {
  /** Of the HTTP API, on this machine. */
  origin: string;
  /** Of the console. */
  url: string;
  setUpUrl: string;
}

const redisEnv = supervisorEnv.pick({ REDIS_URL: true });
const startLimitMs = 60_000;
const stopLimitMs = 30_000;
const logLinesShown = 5;

/**
 * Starts `loa start` on the demo's folder and waits until it listens.
 * @throws DemoProblem when it does not
 */
export async function startDemoLoa(stage: Stage, port: number | null): Promise<DemoLoa> {
  const { env, folder, clock, signal, undo } = stage;
  const logFile = join(folder.own, 'loa.log');
  const log = openSync(logFile, 'a');
  // A Redis that is given may hold the queues of a real Loa.
  const prefix = `demo-${newId(clock)}`;
  const { REDIS_URL } = exitOnConfigError(() => readEnv(redisEnv, env));
  if (REDIS_URL !== undefined) undo.add(() => clearQueues(REDIS_URL, prefix));
  let message: ParentMessage | undefined;
  let end: string | undefined;
  const loa = await startLoaProcess(['start'], {
    env: {
      ...env,
      LOA_DATA: folder.data,
      LOA_PORT: String(port ?? env['LOA_PORT'] ?? 0),
      LOA_ZONE: stage.zone,
      // The demo airs within the minute; elsewhere lists stand fast for 5 minutes.
      LOA_FREEZE_SECONDS: '15',
      // The demo's receiver is on this machine; elsewhere pushes go to public addresses only.
      LOA_OUTBOUND_ALLOW: '127.0.0.0/8',
      LOA_QUEUE_PREFIX: prefix,
      LOA_URL: undefined,
      LOA_TRUST_PROXY: undefined,
      LOA_SIGNING_KEY_FILE: undefined,
    },
    output: log,
    onMessage: (raw) => {
      const parsed = parentMessage.safeParse(raw);
      if (parsed.success) message = parsed.data;
    },
    stopLimitMs,
  });
  closeSync(log);
  undo.add(() => loa.stop());
  void loa.ended.then((how) => {
    end = how;
  });
  const problem = () => `Loa did not start${end ? ` (${end})` : ''}:\n${lastLines(logFile)}`;
  const {
    url,
    port: openPort,
    setUpUrl,
  } = await waitFor(
    async () => {
      if (end !== undefined) throw new DemoProblem(problem());
      return message;
    },
    { clock, signal, limitMs: startLimitMs, everyMs: 50, otherwise: problem },
  );
  if (setUpUrl === null) throw new DemoProblem('This Loa has an administrator already.');
  return { origin: `http://127.0.0.1:${openPort}`, url, setUpUrl };
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-logLinesShown).join('\n');
}
