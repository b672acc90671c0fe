import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { api } from '../../../contract/api.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { openDatabase } from '../../../runtime/database.ts';
import { readMembers } from '../../../station/fleet/credentials.ts';
import { runFleet } from '../../../station/fleet/fleet.ts';
import { createTally, type FleetReport } from '../../../station/fleet/tally.ts';
import { fairWeather } from '../../../station/fleet/weather.ts';
import { itBeside } from '../../support/after-test.ts';
import { draftOf, makeApproved, makeCommune, makeEndpoint, zone } from '../../support/district.ts';
import { useTestServer } from '../../support/server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);
const clock = systemClock();
const server = useTestServer({ worker: true, config: { freezeMs: 5000 } });
const size = 20;

/** A commune with loudspeakers, and the codes by which they are paired, in a file. */
async function manyEndpoints(name: string) {
  const commune = await makeCommune(server(), name);
  const ids = [commune.endpointId];
  while (ids.length < size)
    ids.push(await makeEndpoint(server(), commune.stationId, `Cụm ${ids.length}`));
  const administrator = await server().administrator();
  const codes: string[] = [];
  for (const id of ids)
    codes.push((await administrator.call(api.endpoints.pair, { params: { id } })).code);
  const folder = await tempFolder();
  const file = join(folder, 'codes');
  await writeFile(file, codes.join('\n'));
  return { commune, folder, codes: file };
}

/** What all of them are to play, so many seconds from now. */
async function airIn(
  seconds: number,
  { areaId, stationId }: { areaId: string; stationId: string },
) {
  const operator = await server().as('operator', areaId);
  const recordingId = await makeApproved(server(), { hertz: 440 });
  const startsAt = Math.ceil(clock.now() / 1000 + seconds) * 1000;
  const when = { date: localDateOf(startsAt, zone), time: localTimeOf(startsAt, zone) };
  const body = draftOf({ ownerAreaId: areaId, recordingId, stations: [stationId], ...when });
  await operator.call(api.broadcasts.create, { body });
  return startsAt;
}

function playsKept(): { play_id: string; endpoint_id: string; entry_key: string }[] {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  const rows = sqlite.prepare('select play_id, endpoint_id, entry_key from play').all();
  sqlite.close();
  return rows as ReturnType<typeof playsKept>;
}

itBeside(
  'a fleet proves each play once, whatever is lost on the way and whenever its power fails',
  async () => {
    const { commune, folder, codes } = await manyEndpoints('Hải Long');
    const startsAt = await airIn(9, commune);
    const end = new AbortController();
    const pairing = { clock, random: Math.random, onFailure: () => {} };
    const given = { ...pairing, server: server().origin, codes };
    const members = await readMembers(folder, given, end.signal);
    expect(members).toHaveLength(size);
    const tally = createTally();
    const running = runFleet(
      members,
      {
        ...{ server: server().origin, clock, tally, playlists: new Map(), seed: 7 },
        ...{ pollMs: 2000, bootMs: 1000, hasEvents: true, hasMedia: true },
        climate: { ...fairWeather, loss: 0.1, cutsPerHour: 90, longestCutMs: 4000 },
      },
      end.signal,
    );
    await until(
      async () => {
        const { counts } = tally.report();
        const made = counts['plays made'] ?? 0;
        return (clock.now() > startsAt + 6000 && made === counts['plays accepted']) || undefined;
      },
      { limitMs: 55_000, what: 'every play is proven' },
    );
    end.abort();
    const report = await running;
    expect(report.wrong).toEqual([]);
    const kept = playsKept();
    expect(kept).toHaveLength(report.counts['plays made'] ?? 0);
    expect(kept.length).toBeGreaterThan(size / 2);
    expect(new Set(kept.map((row) => `${row.endpoint_id} ${row.entry_key}`)).size).toBe(
      kept.length,
    );
    expect(report.counts['boots']).toBeGreaterThan(size);
  },
);

itBeside('a fleet is run by its command, and knows its endpoints again', async () => {
  const { folder, codes } = await manyEndpoints('Hải Trung');
  const fleet = async (...more: string[]) => {
    const args = ['--server', server().origin, '--data', folder, '--seconds', '3', ...more];
    const command = ['--import', 'tsx', 'cli/main.ts', 'fleet', ...args, '--boot-seconds', '0'];
    const { stdout } = await run(process.execPath, command);
    return JSON.parse(stdout) as FleetReport & { endpoints: number };
  };
  expect((await fleet('--codes', codes)).endpoints).toBe(size);
  const again = await fleet('--no-events', '--endpoints', '12');
  expect(again).toMatchObject({ endpoints: 12, wrongs: 0, counts: { 'heads accepted': 12 } });
});
