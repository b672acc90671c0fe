import type { Outlook } from '../../contract/http/broadcasts.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Principal } from '../http/principal.ts';
import { choicesOf } from './choices.ts';
import { lostOf } from './lost.ts';
import { savedOutlook, toOutlook } from './outlook.ts';
import { reachOf } from './reach.ts';
import { broadcastsOf, tryOut, type Prepared, type TryOutDeps } from './try-out.ts';
import { settleUrgency } from './urgency.ts';

/** What becomes of a saved broadcast in the coming days. */
export async function outlookOf(
  deps: Pick<TryOutDeps, 'db' | 'access' | 'clock'>,
  broadcast: Broadcast,
): Promise<Outlook> {
  const { db, access, clock } = deps;
  const reach = await reachOf(deps, broadcast);
  const lost = await lostOf(deps, broadcast, reach);
  const areas = await access.areas();
  return savedOutlook(db, { reach, lost, broadcasts: [broadcast], areas, now: clock.now() });
}

/** What saving would do; nothing is saved. */
export async function previewOf(
  deps: TryOutDeps,
  principal: Principal,
  given: Prepared,
): Promise<Outlook> {
  const tried = await tryOut(deps, given);
  const prepared = await settleUrgency(deps, principal, given, tried);
  const areas = await deps.access.areas();
  const broadcasts = broadcastsOf(prepared);
  const { reach, draft, isGone } = prepared;
  const lost = isGone ? [] : await lostOf(deps, draft, reach);
  const now = deps.clock.now();
  const about = { reach, lost, ...tried, broadcasts, areas, now };
  const outlook = await toOutlook(deps.db, about);
  return { ...outlook, choices: await choicesOf(deps, principal, { prepared, tried }) };
}
