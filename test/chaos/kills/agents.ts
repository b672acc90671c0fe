import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Commune } from '../../../cli/demo/district.ts';
import type { Person } from '../../../cli/demo/person.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { runLoa, type LoaCommand, type TestLoa } from '../../support/loa.ts';

/** Agents that are started again when they are killed, as systemd would. */
export interface Agents {
  count: number;
  kill(index: number): void;
  stop(): Promise<void>;
}

/** One agent for each commune, playing into a file. */
export async function startAgents(
  operator: Person,
  { communes, loa, folder }: { communes: readonly Commune[]; loa: TestLoa; folder: string },
): Promise<Agents> {
  let isOver = false;
  const commands = new Map<number, LoaCommand>();
  const start = (index: number, args: string[], log: string) => {
    const command = runLoa(['station', ...args], { log });
    commands.set(index, command);
    void command.ended.then(() => {
      if (!isOver) start(index, args, log);
    });
  };
  for (const [index, { endpointId }] of communes.entries()) {
    const place = join(folder, endpointId);
    mkdirSync(place);
    const params = { id: endpointId };
    const { code } = await operator.call(endpointRoutes.pair, { params });
    const where = ['--data', join(place, 'data'), '--output', `wav:${join(place, 'sound.wav')}`];
    const args = ['--server', loa.origin, '--code', code, ...where, '--poll-seconds', '3'];
    start(index, args, join(place, 'agent.log'));
  }
  return {
    count: communes.length,
    kill: (index) => commands.get(index)?.child.kill('SIGKILL'),
    stop: async () => {
      isOver = true;
      await Promise.all([...commands.values()].map((command) => command.stop()));
    },
  };
}
