import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { openWavOutput } from '../../../station/output/wav-output.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const second = 24_000;
const tone = (value: number) => Buffer.from(new Int16Array(second).fill(value).buffer);
const noMount = 'only an administrator can make a small disk';

describe('a full disk', () => {
  it('leaves a gap in the sound file, which goes on in its place afterwards', async (test) => {
    const disk = await smallDisk(256);
    if (!disk) return test.skip(noMount);
    await disk.fill(180_000);
    const faults: unknown[] = [];
    const file = join(disk.folder, 'out.wav');
    const onFault = (fault: unknown) => faults.push(fault);
    const card = await openWavOutput({ file, limitMinutes: 60, clock: systemClock(), onFault });
    expect(await card.write(tone(7))).toBe(true);
    expect(await card.write(tone(8))).toBe(false);
    expect(await card.write(tone(8))).toBe(false);
    expect(faults).toHaveLength(1);
    await disk.free();
    expect(await card.write(tone(9))).toBe(true);
    await card.close();
    const wav = readRecordedWav(file);
    expect([wav.samples[10], wav.samples[3 * second]]).toEqual([7, 9]);
    expect(() => JSON.parse(readFileSync(`${file}.json`, 'utf8'))).not.toThrow();
  });

  it('silences nothing that an agent holds; it says so, and all is made up for', async (test) => {
    const disk = await smallDisk(4096);
    if (!disk) return test.skip(noMount);
    const server = await stationProtocolServer();
    const held = await addBulletin(server, { seconds: 2, hertz: 300 });
    const fresh = await addBulletin(server, { seconds: 60, hertz: 400 });
    const entry = entryOf(held, Date.now() + 12_000);
    server.publish({ entries: [entry] });
    const place = await agentPlace(server);
    const dataFolder = join(disk.folder, 'data');
    place.args = place.args.map((arg) => (arg === place.dataFolder ? dataFolder : arg));
    await agentInside(place);
    await until(async () => server.statuses.find(({ complete }) => complete.length === 1), {
      limitMs: 10_000,
      what: 'the first file is held',
    });

    await disk.fill();
    const next = entryOf(fresh, Date.now() + 600_000, { name: 'b2' });
    const gone = entryOf(fresh, Date.now() + 15_000, { name: 'b3' });
    server.publish({ entries: [entry, gone, next] });
    await until(
      async () => server.statuses.find(({ playing }) => playing === entry.key) ?? undefined,
      { limitMs: 25_000, what: 'what is held sounds' },
    );
    await until(async () => server.incidents.find(({ code }) => code === 'disk_full'), {
      limitMs: 15_000,
      what: 'the full disk is reported',
    });
    await disk.free();
    server.publish({ entries: [entry, gone, next], stopped: [gone.occurrence] });
    await until(async () => server.plays.length === 2 || undefined, {
      limitMs: 40_000,
      what: 'both are proved',
    });
    expect(server.plays.map(({ key, reason }) => [key, reason])).toEqual([
      [entry.key, 'completed'],
      [gone.key, 'stopped'],
    ]);
    expect(server.plays[0]?.heardMs).toBeGreaterThan(1900);
    await until(
      async () => server.statuses.find(({ complete }) => complete[0] === server.playlist?.sha256),
      { limitMs: 60_000, what: 'the new file is held too' },
    );
  });
});
