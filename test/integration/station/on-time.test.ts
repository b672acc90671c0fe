import { describe, expect, it } from 'vitest';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { testAgent } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

describe('an agent on time', () => {
  it('pairs, fetches, plays joined entries at their instants and proves it', async () => {
    const server = await stationProtocolServer();
    const low = await addBulletin(server, { seconds: 3, hertz: 500 });
    const high = await addBulletin(server, { seconds: 2, hertz: 2000 });
    const startsAt = Date.now() + 9_000;
    const first = entryOf(low, startsAt);
    const second = entryOf(high, startsAt + low.durationMs, { name: 'b2' });
    server.publish({ entries: [first, second] });
    const agent = await testAgent(server);
    agent.start();

    await until(async () => server.plays.length >= 2 || undefined, {
      limitMs: 30_000,
      what: 'both plays are proved',
    });
    for (const [index, entry] of [first, second].entries()) {
      const play = server.plays[index];
      expect(play).toMatchObject({
        key: entry.key,
        dueAt: entry.startsAt,
        reason: 'completed',
        sequence: index + 1,
        playlist: server.playlist?.sha256,
        clockTrusted: true,
      });
      expect(Math.abs((play?.startedAt ?? 0) - entry.startsAt)).toBeLessThanOrEqual(5);
      expect(play?.heardMs).toBeGreaterThanOrEqual(entry.durationMs * 0.99);
    }
    const wav = readRecordedWav(agent.wav);
    const onset = wav.onsetAfter(startsAt - 2000) ?? 0;
    expect(Math.abs(onset - startsAt)).toBeLessThanOrEqual(20);
  });
});
