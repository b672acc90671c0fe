import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { playsFileName } from '../../../contract/station/bundle.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import {
  approve,
  draftOf,
  makeCommune,
  makeRecording,
  type Commune,
} from '../../support/district.ts';
import type { Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { agentInside, agentPlace, type AgentPlace } from '../../support/station-agent.ts';
import { bundleOf, putOn, stick, takeBack } from '../../support/stick.ts';
import { until } from '../../support/until.ts';

const server = useTestServer({ worker: true });

let commune: Commune;
let operator: Person;
let recordingId: string;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Xa');
  operator = await server().as('operator');
  recordingId = await approve(server(), await makeRecording(server(), { hertz: 440 }));
});

/** An agent that was paired in the office and is then carried away. */
async function pairedAgent(more: string[] = []): Promise<AgentPlace> {
  const { code } = await operator.call(api.endpoints.pair, { params: { id: commune.endpointId } });
  const place = await agentPlace({ origin: server().origin, code });
  const agent = await agentInside(place);
  await until(
    async () => {
      const { items } = await operator.call(api.endpoints.list, { query: { limit: 100 } });
      const item = items.find(({ id }) => id === commune.endpointId);
      return item?.clockTrusted ? true : undefined;
    },
    { limitMs: 20_000, what: 'the agent trusts its clock' },
  );
  // Once it keeps the time on disk, it needs nobody to tell it.
  await until(async () => ((await keepsTime(place)) ? true : undefined), {
    limitMs: 20_000,
    everyMs: 200,
    what: 'the time is kept',
  });
  await agent.stop();
  const args = place.args.map((arg) => (arg === server().origin ? 'http://127.0.0.1:9' : arg));
  return { ...place, args: [...args, ...more] };
}

async function keepsTime({ dataFolder }: AgentPlace): Promise<boolean> {
  const { openStore } = await import('../../../station/store/open-store.ts');
  const { readFact } = await import('../../../station/store/facts.ts');
  const db = await openStore(dataFolder);
  try {
    return (await readFact(db, 'last_time')) !== null;
  } finally {
    await db.destroy();
  }
}

async function placeIn(seconds: number): Promise<{ id: string; date: string }> {
  const startsAt = Math.ceil(Date.now() / 1000 + seconds) * 1000;
  const zone = 'Asia/Ho_Chi_Minh';
  const date = localDateOf(startsAt, zone);
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ownerAreaId: commune.areaId,
        recordingId,
        stations: [commune.stationId],
        date,
        time: localTimeOf(startsAt, zone),
      },
      { class: 'priority', whenBeaten: 'skip' },
    ),
  });
  return { id: broadcast?.id ?? '', date };
}

describe('a place without a network', () => {
  it('plays what a stick brings, and the stick carries the proof home', async () => {
    const usb = await stick();
    const place = await pairedAgent(['--usb', usb]);
    const placed = await placeIn(30);
    const asRun = async () =>
      (
        await operator.call(api.occurrences.asRun, {
          query: { from: placed.date, to: placed.date, broadcastId: placed.id },
        })
      ).items[0];
    await until(async () => (await asRun()) ?? undefined, { limitMs: 15_000, what: 'compiled' });
    const bundle = await bundleOf(operator, `/stations/${commune.stationId}`);
    expect(bundle.fileName).toMatch(/^loa-dai-xa-hai-xa-\d{4}-\d\d-\d\d\.tar$/);
    // The same day gives the same heads: nothing is used up by looking.
    const again = await bundleOf(operator, `/areas/${commune.areaId}`);
    expect(again.bytes.length).toBe(bundle.bytes.length);

    const agent = await agentInside(place);
    await putOn(usb, bundle);
    const file = join(usb, playsFileName(commune.endpointId));
    const written = await until(
      async () => {
        const text = await readFile(file, 'utf8').catch(() => '{}');
        const { plays = [] } = JSON.parse(text) as { plays?: { heardMs: number }[] };
        return plays.length > 0 ? plays : undefined;
      },
      { limitMs: 60_000, everyMs: 250, what: 'the play is on the stick' },
    );
    expect(written[0]).toMatchObject({ reason: 'completed', title: 'tin 440', clockTrusted: true });
    expect((await asRun())?.verdict).not.toBe('played');

    const bytes = await readFile(file);
    const taken = await takeBack(operator, bytes);
    expect(taken).toMatchObject({ accepted: 1, known: 0, refused: 0, endpointName: 'Cụm Hải Xa' });
    expect(await asRun()).toMatchObject({ verdict: 'played', reason: 'completed' });
    expect(await takeBack(operator, bytes)).toMatchObject({ accepted: 0, known: 1, refused: 0 });

    // The next stick tells the endpoint what has arrived, and it no longer carries that.
    await rm(join(usb, bundle.fileName));
    await rm(file);
    const next = await bundleOf(operator, `/stations/${commune.stationId}`);
    await putOn(usb, { ...next, fileName: 'loa-next.tar' });
    const rest = await until(
      async () => {
        const text = await readFile(file, 'utf8').catch(() => '');
        return text === '' ? undefined : (JSON.parse(text) as { plays: unknown[] });
      },
      { limitMs: 20_000, everyMs: 250, what: 'the stick is written again' },
    );
    expect(rest.plays).toEqual([]);
    expect((await readdir(usb)).sort()).toEqual(
      ['loa-next.tar', playsFileName(commune.endpointId)].sort(),
    );
    await agent.stop();
  }, 180_000);
});
