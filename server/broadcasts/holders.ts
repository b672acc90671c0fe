import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { occurrencesOn } from '../../core/broadcast/occurrence.ts';
import type { Ruling, SessionFill } from '../../core/compile/day.ts';
import type { RulingReason } from '../../core/compile/ruling-reason.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { instantOf } from '../../core/time/zoned.ts';
import type { HeardDay } from './heard-day.ts';
import { broadcastIn } from './owners.ts';

const noRoom: ReadonlySet<RulingReason> = new Set([
  'part_full',
  'session_full',
  'no_room',
  'session_cap',
  'day_cap',
]);
const moved: ReadonlySet<RulingReason> = new Set(['moved_behind_stronger', 'shortened', 'guest']);

/** Whether somebody else has the air that it asked for. */
export function isInConflict({ airs, reason }: { airs: boolean; reason: string }): boolean {
  if (airs) return (moved as ReadonlySet<string>).has(reason);
  return reason === 'beaten' || (noRoom as ReadonlySet<string>).has(reason);
}

/** The occurrence that holds the air that one asked for; `null` where nobody does, or a whole session. */
export function holderOf(ruling: Ruling, broadcast: Broadcast, day: HeardDay): string | null {
  if (!isInConflict(ruling)) return null;
  return ruling.beatenBy ?? soundingAtWish(ruling, broadcast, day)[0] ?? null;
}

/**
 * The occurrences that would have to go for one to have its air: what sounds in it, or of its session the
 * last until there is room. Nothing that has begun; empty where it would not help.
 */
export function holdersOf(
  ruling: Ruling,
  { broadcast, day, now }: { broadcast: Broadcast; day: HeardDay; now: EpochMs },
): string[] {
  if (!isInConflict(ruling)) return [];
  const isOpen = (occurrence: string) =>
    day.record.rulings.some(
      (one) => one.occurrence === occurrence && one.airs && (one.startsAt ?? 0) > now,
    );
  const fill = day.record.sessions.find(
    ({ key }) => key === sessionAskedOf(ruling, broadcast, day),
  );
  if (fill) return lastInSession(ruling, { fill, day }).filter(isOpen);
  const beaten = ruling.beatenBy === null ? [] : [ruling.beatenBy];
  return [...new Set([...beaten, ...soundingAtWish(ruling, broadcast, day)])].filter(isOpen);
}

/** A guest stands in another session than it asked for. */
function sessionAskedOf(ruling: Ruling, broadcast: Broadcast, { date }: HeardDay): string | null {
  const asked = occurrencesOn(broadcast, date).find(({ id }) => id === ruling.occurrence);
  const placement = asked?.content.placement;
  return placement?.kind === 'session' ? placement.sessionKey : null;
}

function lastInSession(
  { soundMs, broadcastId, part, reason }: Ruling,
  { fill, day }: { fill: SessionFill; day: HeardDay },
): string[] {
  const payer = fill.parts.find(({ tier }) => tier === part);
  const partLeftMs = payer ? payer.budgetMs - payer.usedMs : 0;
  let lackMs = soundMs - Math.min(fill.leftMs, partLeftMs);
  const taken: string[] = [];
  const others = day.record.rulings
    .filter((one) => one.airs && one.sessionKey === fill.key && one.broadcastId !== broadcastId)
    .filter((one) => reason !== 'part_full' || one.part === part)
    .sort((a, b) => (b.startsAt ?? 0) - (a.startsAt ?? 0));
  for (const { occurrence, soundMs: freedMs } of others) {
    if (lackMs <= 0) break;
    taken.push(occurrence);
    lackMs -= freedMs;
  }
  return lackMs <= 0 ? taken : [];
}

/** What others sound at the instant that it asked for, in order. */
function soundingAtWish(ruling: Ruling, broadcast: Broadcast, day: HeardDay): string[] {
  const asked = occurrencesOn(broadcast, day.date).find(({ id }) => id === ruling.occurrence);
  const placement = asked?.content.placement;
  const time = asked?.slot?.time;
  if (!placement || placement.kind === 'session') return [];
  if (placement.kind === 'at' && time === undefined) return [];
  const fromMs =
    placement.kind === 'now' ? placement.atMs : instantOf(day.date, time ?? '00:00', day.zone);
  const toMs = fromMs + ruling.soundMs;
  const there = day.entries
    .filter((entry) => entry.startsAt < toMs && endOf(entry) > fromMs)
    .map(({ occurrence }) => occurrence);
  return [...new Set(there)].filter(
    (occurrence) => ![broadcast.id, ''].includes(broadcastIn(occurrence)),
  );
}
