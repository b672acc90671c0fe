import { execFileSync } from 'node:child_process';
import { lstat, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleNames, playsFileName } from '../../../contract/station/bundle.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { createLogger } from '../../../runtime/log.ts';
import { importStick, type Imported } from '../../../station/stick/import-stick.ts';
import { verifyFolder } from '../../../station/verify/verify-folder.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { filesOfTar, putOn, stick, tarOf } from '../../support/stick.ts';
import { until } from '../../support/until.ts';

const soon = () => Date.now() + 3_600_000;

/** A paired endpoint far from any network, and a stick with a good bundle for it. */
async function awayWithStick() {
  const server = await stationProtocolServer();
  server.publish({});
  const place = await agentPlace(server);
  const agent = await agentInside(place);
  await until(async () => server.statuses.find((status) => status.headSequence) ?? undefined, {
    limitMs: 20_000,
    what: 'the first head is held',
  });
  await agent.stop();
  const oldHead = server.headBytes ?? Buffer.alloc(0);
  const bulletin = await addBulletin(server, { seconds: 2 });
  server.publish({ entries: [entryOf(bulletin, soon())] });
  const usb = await stick();
  return { server, place, usb, oldHead, bulletin, files: filesOf(server) };
}

function filesOf(server: StationProtocolServer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  files.set(bundleNames.head(server.endpointId), server.headBytes ?? Buffer.alloc(0));
  for (const [hash, bytes] of server.objects) files.set(bundleNames.object(hash), bytes);
  for (const [hash, bytes] of server.media) files.set(bundleNames.media(hash), bytes);
  return files;
}

async function imported(usb: string, data: string): Promise<Imported> {
  const life = lifetime();
  const log = createLogger({ name: 'station', level: 'silent' });
  try {
    return await importStick({ stick: usb, data, clock: systemClock(), log }, life);
  } finally {
    await life.dispose();
  }
}

const put = (usb: string, files: Map<string, Buffer>, name = 'loa-bundle.tar') =>
  putOn(usb, { fileName: name, bytes: tarOf(files) });

const wrongIn = async (data: string) =>
  (await verifyFolder(data)).filter(({ state }) => state !== 'good');

describe('a stick', () => {
  it('gives all that is lacking, and nothing is wrong with it', async () => {
    const { usb, place, files } = await awayWithStick();
    await put(usb, files);
    expect(await imported(usb, place.dataFolder)).toMatchObject({
      isTaken: true,
      missing: 0,
      refusals: [],
    });
    expect(await wrongIn(place.dataFolder)).toEqual([]);
    // The same stick again changes nothing.
    expect(await imported(usb, place.dataFolder)).toMatchObject({ isTaken: true, refusals: [] });
  });

  it('cannot change a sound, a playlist or the head', async () => {
    const { server, usb, place, files, bulletin } = await awayWithStick();
    const changed = new Map(files);
    const bytes = Buffer.from(server.media.get(bulletin.sha256) ?? '');
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    changed.set(bundleNames.media(bulletin.sha256), bytes);
    await put(usb, changed);
    const first = await imported(usb, place.dataFolder);
    expect(first).toMatchObject({ isTaken: true, missing: 1 });
    expect(first.refusals.join()).toContain('media hash_mismatch');
    // What is missing is no fault; nothing that was changed is held.
    expect((await wrongIn(place.dataFolder)).map(({ state }) => state)).toEqual(['missing']);

    const head = Buffer.from(server.headBytes ?? '');
    const forged = Buffer.from(
      head.toString().replace('"stopped":[]', '"stopped":["b-2026-01-01"]'),
    );
    await put(usb, new Map([...files, [bundleNames.head(server.endpointId), forged]]));
    const second = await imported(usb, place.dataFolder);
    expect(second.isTaken).toBe(false);
    expect(second.refusals.join()).toContain('head signature_bad');

    const short = new Map(files);
    short.set(bundleNames.media(bulletin.sha256), bytes.subarray(0, 500));
    await put(usb, short);
    expect(await imported(usb, place.dataFolder)).toMatchObject({ isTaken: true, missing: 1 });
    // A good stick afterwards mends it.
    await put(usb, files);
    expect(await imported(usb, place.dataFolder)).toMatchObject({ isTaken: true, missing: 0 });
    expect(await wrongIn(place.dataFolder)).toEqual([]);
  });

  it('with an old head, an expired one or one for somebody else is refused and reported', async () => {
    const { server, usb, place, files, oldHead } = await awayWithStick();
    await put(usb, files);
    const held = await imported(usb, place.dataFolder);
    const old = new Map([...files, [bundleNames.head(server.endpointId), oldHead]] as const);
    await put(usb, old);
    const refused = await imported(usb, place.dataFolder);
    expect(refused).toMatchObject({ isTaken: false, headSequence: held.headSequence });
    expect(refused.refusals.join()).toContain('head sequence_old');

    // Beside a good one an old one is no news at all.
    await put(usb, files, 'loa-new.tar');
    expect(await imported(usb, place.dataFolder)).toMatchObject({ isTaken: true });

    const other = await awayWithStick();
    other.files.delete(bundleNames.head(other.server.endpointId));
    other.files.set(bundleNames.head('another_endpoint'), oldHead);
    await put(other.usb, other.files);
    const forOthers = await imported(other.usb, other.place.dataFolder);
    expect(forOthers.isTaken).toBe(false);
    expect(forOthers.refusals.join()).toContain('bundle not_for_us');
    // Nor does it help to put another server's head under our name.
    other.files.set(bundleNames.head(other.server.endpointId), server.headBytes ?? Buffer.alloc(0));
    await put(other.usb, other.files);
    const foreign = await imported(other.usb, other.place.dataFolder);
    expect(foreign.refusals.join()).toContain('head key_unknown');
  });

  it('with an expired head is refused', async () => {
    const { server, usb, place } = await awayWithStick();
    server.publish({ head: { issuedAt: Date.now() - 20_000, expiresAt: Date.now() - 86_400_000 } });
    await put(usb, filesOf(server));
    const refused = await imported(usb, place.dataFolder);
    expect(refused).toMatchObject({ isTaken: false });
    expect(refused.refusals.join()).toContain('head head_expired');
  });

  it('cannot reach outside, by names, links, pipes or sizes', async () => {
    const { usb, place, files } = await awayWithStick();
    const victim = join(place.dataFolder, '..', 'victim');
    await writeFile(victim, 'mine');
    const evil = new Map([
      ['../victim', Buffer.from('yours')],
      ['/tmp/loa-evil', Buffer.from('yours')],
      ['media/../../../victim', Buffer.from('yours')],
      ...files,
    ]);
    await put(usb, evil, 'loa-evil.tar');
    // A link instead of a bundle, a pipe that nobody writes, and a file of 8 TB that is a hole.
    await symlink(join(place.dataFolder, 'station.sqlite'), join(usb, 'loa-link.tar'));
    execFileSync('mkfifo', [join(usb, 'loa-pipe.tar')]);
    await writeFile(join(usb, 'loa-huge.tar'), 'x');
    await truncate(join(usb, 'loa-huge.tar'), 8e12);
    await writeFile(join(usb, 'loa-noise.tar'), Buffer.alloc(5000, 'q'));
    // The name of the proofs leads elsewhere.
    await symlink(victim, join(usb, playsFileName('endpoint_under_test')));
    await symlink(victim, join(usb, `${playsFileName('endpoint_under_test')}.part`));
    const result = await imported(usb, place.dataFolder);
    expect(result).toMatchObject({ isTaken: true, missing: 0 });
    const reported = result.refusals.filter((line) => line.startsWith('bundle unreadable'));
    expect(reported.map((line) => line.split(' ')[2]).sort()).toEqual([
      'loa-huge.tar:',
      'loa-link.tar:',
      'loa-noise.tar:',
      'loa-pipe.tar:',
    ]);
    expect(await readFile(victim, 'utf8')).toBe('mine');
    const proofs = await lstat(join(usb, playsFileName('endpoint_under_test')));
    expect(proofs.isFile()).toBe(true);
  });

  it('that is cut short anywhere is refused whole, and nothing of it is half held', async () => {
    const { usb, place, files } = await awayWithStick();
    const whole = tarOf(files);
    expect(filesOfTar(whole).size).toBe(files.size);
    for (const share of [0.1, 0.5, 0.8]) {
      const bytes = whole.subarray(0, Math.floor(whole.length * share));
      await putOn(usb, { fileName: 'loa-cut.tar', bytes });
      const { isTaken, refusals } = await imported(usb, place.dataFolder);
      expect(isTaken, String(share)).toBe(false);
      expect(refusals.join()).toContain('bundle unreadable');
    }
    expect(await wrongIn(place.dataFolder)).toEqual([]);
  });
});
