import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endpointRoutes } from '../../contract/http/endpoints.ts';
import type { Commune } from '../../cli/demo/district.ts';
import { frameAt, readFrameTimes } from '../../cli/demo/frame-times.ts';
import type { Person } from '../../cli/demo/person.ts';
import { openWav } from '../../cli/demo/wav-file.ts';
import { runLoa, type LoaCommand } from './loa.ts';

/** `loa station` as a process, playing into a file. */
export interface AgentProcess {
  commune: Commune;
  soundFile: string;
  command: LoaCommand;
  /** What it played from one instant to another, -1 to 1. */
  heard(fromMs: number, toMs: number): Promise<Float32Array>;
}

/** Pairs an agent for a commune's endpoint and starts it; the caller stops it. */
export async function startAgentProcess(
  operator: Person,
  given: {
    commune: Commune;
    server: string;
    folder: string;
    args?: string[];
    /** See {@link runLoa}. */
    within?: readonly string[];
    env?: NodeJS.ProcessEnv;
  },
): Promise<AgentProcess> {
  const { commune, server, args = [], within = [], env = {} } = given;
  const folder = join(given.folder, commune.endpointId);
  mkdirSync(folder);
  const { code } = await operator.call(endpointRoutes.pair, {
    params: { id: commune.endpointId },
  });
  const soundFile = join(folder, 'sound.wav');
  const where = ['--data', join(folder, 'data'), '--output', `wav:${soundFile}`];
  const command = runLoa(['station', '--server', server, '--code', code, ...where, ...args], {
    ...{ log: join(folder, 'agent.log'), within, env },
  });
  return {
    commune,
    soundFile,
    command,
    heard: async (fromMs, toMs) => {
      const times = await readFrameTimes(soundFile);
      const [from, to] = [frameAt(times, fromMs), frameAt(times, toMs)];
      const wav = await openWav(soundFile);
      try {
        return await wav.read(Math.floor(from), Math.floor(to - from));
      } finally {
        await wav.close();
      }
    },
  };
}
