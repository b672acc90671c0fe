import { setMaxListeners } from 'node:events';
import { createServerLink } from '../link/server-link.ts';
import { bell, type Awake } from './awake.ts';
import type { Member } from './credentials.ts';
import { play, poll, prove, tell } from './endpoint-loops.ts';
import type { FleetDeps } from './fleet-deps.ts';
import { hearEvents } from './hear-events.ts';
import { newHeld } from './simulated-endpoint.ts';
import { chancesOf, clockRate, cutMs, powerMs } from './weather.ts';

/** Lives one endpoint's life until aborted: it asks, holds, plays, proves, and its power fails now and then. */
export async function runEndpoint(
  member: Member,
  index: number,
  deps: FleetDeps,
  signal: AbortSignal,
): Promise<void> {
  const { clock, climate, tally } = deps;
  const chance = chancesOf(deps.seed * 100_003 + index);
  const held = newHeld(member);
  const rate = clockRate(climate, chance);
  const bornAt = clock.monotonic();
  const offsetMs = () => (rate - 1) * (clock.monotonic() - bornAt);
  const link = createServerLink({ server: deps.server, credentials: () => member });
  const ears = { areOpen: false };
  const isOver = () => signal.aborted;
  while (!isOver()) {
    await clock.sleep(chance() * deps.bootMs, signal).catch(() => {});
    if (isOver()) break;
    tally.count('boots');
    const power = new AbortController();
    setMaxListeners(0, power.signal);
    const off = () => power.abort(new Error('no power'));
    signal.addEventListener('abort', off, { once: true });
    const untilCut = powerMs(climate, chance);
    if (untilCut !== null) clock.sleep(untilCut, power.signal).then(off, () => {});
    await stayAwake({ held, link, chance, deps, offsetMs, bornAt, ears, ...bell() }, power.signal);
    signal.removeEventListener('abort', off);
    if (isOver()) break;
    ears.areOpen = false;
    await clock.sleep(cutMs(climate, chance), signal).catch(() => {});
  }
  tally.count('plays left', held.due.length);
  if (held.head) tally.count('endpoints with a head');
  if (ears.areOpen) tally.count('endpoints listening');
}

async function stayAwake(awake: Awake, signal: AbortSignal): Promise<void> {
  const loops = [poll, play, prove, tell, ...(awake.deps.hasEvents ? [hearEvents] : [])];
  const running = loops.map((loop) =>
    loop(awake, signal).catch((error: unknown) => {
      if (!signal.aborted) awake.deps.tally.wrong(`an endpoint broke: ${String(error)}`);
    }),
  );
  await Promise.all(running);
}
