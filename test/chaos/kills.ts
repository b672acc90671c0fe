import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDistrict } from '../../cli/demo/district.ts';
import { startReceiver } from '../../cli/demo/receiver.ts';
import { systemClock } from '../../runtime/clock.ts';
import { startTestLoa } from '../support/loa.ts';
import { settle } from '../support/loa-people.ts';
import { seeded } from '../support/seeded.ts';
import { zoneAt } from '../support/zone-at.ts';
import type { Chaos } from './chaos.ts';
import { startAgents } from './kills/agents.ts';
import { openFire } from './kills/fire.ts';
import { judge } from './kills/judge.ts';
import { keepWorking } from './kills/keep-working.ts';

const clock = systemClock();
const agents = 4;

/**
 * The server, the worker, Redis or an agent is killed every few seconds, while sounds are uploaded and placed on
 * the air: every upload and every edit that was answered is there, and every entry is accounted for, once.
 */
export const run: Chaos = async ({ seed, quick, say }) => {
  const rounds = quick ? 8 : 200;
  const next = seeded(seed);
  const folder = await mkdtemp(join(tmpdir(), 'loa-chaos-'));
  const zone = zoneAt(12);
  const loa = await startTestLoa({ LOA_ZONE: zone, LOA_OUTBOUND_ALLOW: '127.0.0.0/8' });
  const receiver = await startReceiver(loa.origin, clock);
  const beganMs = clock.monotonic();
  try {
    const { people, tree } = await settle(loa);
    const given = { tree, zone, receiverUrl: receiver.url };
    const { communes } = await buildDistrict(people.administrator, given);
    const some = communes.slice(0, agents);
    const fleet = await startAgents(people.operator, { communes: some, loa, folder });
    const work = await keepWorking({
      people,
      tree,
      communes: some,
      loa,
      zone,
      folder,
      next,
      clock,
    });
    const kills = await openFire({ loa, fleet, rounds, next, clock, say });
    const done = await work.stop();
    say(`${rounds} kills over; ${done.uploads.length} uploads, ${done.placed.length} broadcasts`);
    const { figures, wrong } = await judge({ people, loa, done, communes: some, clock, say });
    await fleet.stop();
    for (const [name, number] of Object.entries(kills))
      if (number === 0) wrong.push(`there were no ${name}`);
    const seconds = Math.round((clock.monotonic() - beganMs) / 1000);
    return { name: 'kills', seed, seconds, figures: { rounds, ...kills, ...figures }, wrong };
  } finally {
    await receiver.close();
    await loa.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
