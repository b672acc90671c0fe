import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { verifyFolder } from '../../../station/verify/verify-folder.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

/** An agent that holds a bulletin for later, ended. */
async function heldFolder() {
  const server = await stationProtocolServer();
  const bulletin = await addBulletin(server, { seconds: 1 });
  server.publish({ entries: [entryOf(bulletin, Date.now() + 3_600_000)] });
  const place = await agentPlace(server);
  const agent = await agentInside(place);
  await until(async () => server.statuses.find(({ complete }) => complete.length > 0), {
    ...{ limitMs: 10_000, what: 'all is held' },
  });
  await agent.stop();
  return { folder: place.dataFolder, media: join(place.dataFolder, 'media', bulletin.sha256) };
}

const wrong = async (folder: string) =>
  (await verifyFolder(folder)).filter(({ state }) => state === 'wrong').map(({ what }) => what);

function flip(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

function change(folder: string, table: 'head' | 'object') {
  const sqlite = new Database(join(folder, 'station.sqlite'));
  const rows = sqlite.prepare(`select rowid as row, bytes from ${table}`).all() as {
    row: number;
    bytes: Buffer;
  }[];
  for (const { row, bytes } of rows)
    sqlite.prepare(`update ${table} set bytes = ? where rowid = ?`).run(flip(bytes), row);
  sqlite.close();
}

it('finds all as signed, then what is missing, then each changed byte', async () => {
  const { folder, media } = await heldFolder();
  const findings = await verifyFolder(folder);
  expect(findings.filter(({ state }) => state !== 'good')).toEqual([]);
  const kinds = new Set(findings.map(({ what }) => what));
  expect([...kinds].sort()).toEqual(['head', 'keys', 'media', 'playlist', 'settings']);

  const sound = readFileSync(media);
  writeFileSync(media, flip(sound));
  expect(await wrong(folder)).toEqual(['media']);
  writeFileSync(media, sound);
  expect(await wrong(folder)).toEqual([]);

  change(folder, 'object');
  expect((await wrong(folder)).sort()).toEqual(
    expect.arrayContaining(['keys', 'playlist', 'settings']),
  );
  change(folder, 'head');
  expect(await wrong(folder)).toEqual(['head']);
});

it('is a command that ends with 1 where something is wrong, and says where there is nothing', async () => {
  const { folder, media } = await heldFolder();
  const loa = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'verify', ...args], {
      encoding: 'utf8',
    });
  const good = loa(folder);
  expect(good.stdout).toMatch(/^good head .*\n\d+ as signed, 0 missing, 0 wrong\n$/u);
  expect(good.status).toBe(0);
  writeFileSync(media, 'another sound');
  const bad = loa(folder);
  expect(bad.stdout).toMatch(/^wrong media /mu);
  expect(bad.status).toBe(1);
  const none = loa(await tempFolder());
  expect(none.stderr).toMatch(/holds no station\.sqlite/u);
  expect(none.status).toBe(66);
  expect(loa().status).toBe(64);
});
