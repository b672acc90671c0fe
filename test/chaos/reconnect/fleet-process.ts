import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { keysObject } from '../../../contract/station/objects.ts';
import type { FleetReport } from '../../../station/fleet/tally.ts';
import type { Province } from '../../bench/poll/province.ts';

const root = resolve(import.meta.dirname, '../../..');
const execute = promisify(execFile);

/** What a fleet's command prints. */
export type PrintedReport = FleetReport & { endpoints: number; seed: number };

/** Endpoints of one process; one for all would be slower to ask than the server to answer. */
const endpointsEach = 1000;

/** Writes who the fleets are, as if they had been paired; answers their folders. */
export async function writeMembers(
  folder: string,
  { port, pollers }: Pick<Province, 'port' | 'pollers'>,
): Promise<string[]> {
  const [first] = pollers;
  const answer = await fetch(`http://127.0.0.1:${port}/station/v1/keys`, {
    headers: { authorization: `Loa ${first?.id}:${first?.secret}` },
  });
  const keys = keysObject.parse(await answer.json());
  const folders: string[] = [];
  for (let at = 0; at < pollers.length; at += endpointsEach) {
    const own = join(folder, String(at));
    await mkdir(own, { recursive: true });
    const some = pollers.slice(at, at + endpointsEach);
    const lines = some.map(({ id, secret }) => JSON.stringify({ endpointId: id, secret, keys }));
    await writeFile(join(own, 'endpoints.jsonl'), `${lines.join('\n')}\n`, { mode: 0o600 });
    folders.push(own);
  }
  return folders;
}

/** Runs a fleet in a process of its own, all of it coming up at once. */
export async function runFleetProcess(fleet: {
  server: string;
  folder: string;
  seed: number;
  seconds: number;
  hasEvents: boolean;
}): Promise<PrintedReport> {
  const given = ['--server', fleet.server, '--data', fleet.folder, '--seed', String(fleet.seed)];
  const pace = ['--seconds', String(fleet.seconds), '--boot-seconds', '0', '--poll-seconds', '20'];
  const events = fleet.hasEvents ? [] : ['--no-events'];
  const args = ['dist/cli/main.js', 'fleet', ...given, ...pace, ...events];
  // It ends with 1 where it met something wrong, and says what all the same.
  const { stdout } = await execute(process.execPath, args, { cwd: root }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string')
        return { stdout: error.stdout };
      throw error;
    },
  );
  return JSON.parse(stdout) as PrintedReport;
}
