import { rankOn } from '../../core/area/tree.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import { urgentLeadMs } from '../../core/compile/freeze.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import type { HeardDay } from './heard-day.ts';
import { loadOwners } from './owners.ts';
import { readinessOf } from './readiness.ts';
import { ownOf, type TryOutDeps, type Prepared, type Tried } from './try-out.ts';

/** Phát ngay starts so long after the last moment at which a person may still add something. */
const nowMarginMs = 5000;

/** How long after it is saved Phát ngay starts, in ms. */
export function nowLeadMs(freezeMs: number): number {
  return Math.min(urgentLeadMs, freezeMs) + nowMarginMs;
}

/**
 * What is called urgent may enter frozen air only where endpoints hold it and there is still time; what
 * starts later than that needs no urgency, and is saved without.
 * @throws AppError `not_held_yet`, `urgent_too_late`, `interrupt_not_allowed`
 */
export async function settleUrgency(
  deps: TryOutDeps,
  principal: Principal,
  prepared: Prepared,
  tried: Tried,
): Promise<Prepared> {
  if (!prepared.isUrgent) return prepared;
  const { db, clock, freezeMs } = deps;
  const now = clock.now();
  const until = now + freezeMs;
  const own = ownOf(prepared);
  await requireInterrupt(deps, principal, prepared, tried);
  const isSoon = tried.days.some(({ record }) =>
    record.rulings.some(
      ({ broadcastId, airs, startsAt }) =>
        own.has(broadcastId) && airs && startsAt !== null && startsAt >= now && startsAt < until,
    ),
  );
  if (!isSoon) {
    const lastMs = now + Math.min(urgentLeadMs, freezeMs);
    if (tried.days.some((day) => isMissedOn(day, prepared, { now, lastMs })))
      throw new AppError('urgent_too_late', 'it starts less than a minute from now');
    return { ...prepared, isUrgent: false, draft: { ...prepared.draft, urgentSince: null } };
  }
  const { holding, lacking } = await readinessOf(db, tried.days, { own, now, until });
  if (lacking === 0) return prepared;
  const fields = [{ path: 'targets', code: 'not_held_yet', message: String(lacking) }];
  const detail = `${lacking} of ${holding + lacking} endpoints do not hold the audio yet`;
  throw new AppError('not_held_yet', detail, { fields });
}

/** Whether it was to start on that day so soon that nobody can be told any more. */
function isMissedOn(
  { date, zone }: HeardDay,
  { draft }: Prepared,
  { now, lastMs }: { now: number; lastMs: number },
): boolean {
  return occurrencesOn(draft, date).some(({ slot }) => {
    const wishMs = slot ? instantOf(date, slot.time, zone) : null;
    return wishMs !== null && wishMs >= now && wishMs < lastMs;
  });
}

/** Who interrupts must have a say over what is interrupted, or speak for a higher tier. */
async function requireInterrupt(
  { db, access, clock, freezeMs }: TryOutDeps,
  principal: Principal,
  { draft }: Prepared,
  { displaced }: Tried,
): Promise<void> {
  const { placement, ownerAreaId } = draft;
  if (placement.kind !== 'now' || !placement.interrupts) return;
  const frozenUntil = clock.now() + freezeMs;
  const cut = displaced.filter(({ startedAt }) => startedAt < frozenUntil);
  const tree = await access.tree();
  const days = new Map(cut.map(({ occurrence, date }) => [occurrence, date]));
  const owners = await loadOwners(db, [...days.keys()], { areas: tree.areas });
  const fields = [];
  for (const [occurrence, date] of days) {
    const { title, areaId, areaName } = owners(occurrence);
    const isHigher = rankOn(tree, ownerAreaId, date) < rankOn(tree, areaId, date);
    if (isHigher || (await access.allows(principal, 'broadcast.stop', areaId))) continue;
    const message = `${title} (${areaName})`;
    fields.push({ path: 'placement.interrupts', code: 'not_allowed', message });
  }
  if (fields.length === 0) return;
  const whose = fields.map(({ message }) => message).join(', ');
  throw new AppError('interrupt_not_allowed', `no right to interrupt ${whose}`, { fields });
}
