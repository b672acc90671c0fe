import { expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { NoAgentFolder, verifyFolder } from '../../../station/verify/verify-folder.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { seeded } from '../../support/seeded.ts';
import { agentPlace, agentProcess } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const cuts = 5;

it('survives a power cut at any moment of its synchronising, and nothing held is ever wrong', async () => {
  const seed = Number(process.env['LOA_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`power cuts with LOA_SEED=${seed}\n`);
  const random = seeded(seed);
  const server = await stationProtocolServer();
  const start = Date.now() + 3_600_000;
  const entries = [];
  for (let index = 0; index < 12; index += 1) {
    const bulletin = await addBulletin(server, { seconds: 4 + index, hertz: 300 + 40 * index });
    entries.push(entryOf(bulletin, start + index * 60_000, { name: `b${index}` }));
  }
  // As slow as a bad SIM: a piece at a time, so that cuts fall into files.
  const open = new Set<NodeJS.Timeout>();
  server.mischief = (request, response) => {
    const hash = /\/media\/(.+)$/.exec(request.url ?? '')?.[1];
    const bytes = server.media.get(hash ?? '');
    if (!bytes) return false;
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? range : {});
    let at = from;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + 4000));
      at += 4000;
      if (at < bytes.length && !response.destroyed) return;
      clearInterval(timer);
      open.delete(timer);
      response.end();
    }, 20);
    open.add(timer);
    return true;
  };
  server.publish({ entries });
  const place = await agentPlace(server);
  const wrong = async () => {
    try {
      return (await verifyFolder(place.dataFolder)).filter(({ state }) => state === 'wrong');
    } catch (error) {
      if (error instanceof NoAgentFolder) return [];
      throw error;
    }
  };
  const clock = systemClock();
  for (let cut = 0; cut < cuts; cut += 1) {
    const before = server.requests.length;
    const agent = agentProcess(place);
    await until(async () => server.requests.length > before || undefined, {
      limitMs: 60_000,
      what: 'the agent is up',
    });
    await clock.sleep(random(1500));
    await agent.kill('SIGKILL');
    expect(await wrong(), `seed ${seed}, cut ${cut}`).toEqual([]);
    // What is published meanwhile finds the endpoint half-way.
    server.publish({ entries: entries.slice(cut) });
  }
  const last = agentProcess(place);
  await until(
    async () =>
      server.statuses.some(({ complete }) => complete[0] === server.playlist?.sha256) || undefined,
    { limitMs: 60_000, what: 'everything is held in the end' },
  );
  await last.kill('SIGTERM');
  const findings = await verifyFolder(place.dataFolder);
  expect(findings.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(findings.filter(({ what }) => what === 'media')).toHaveLength(12 - cuts + 1);
  for (const timer of open) clearInterval(timer);
}, 240_000);
