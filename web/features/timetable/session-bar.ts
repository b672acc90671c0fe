import type { PartTier, Session } from '../../../core/session/session.ts';
import { secondsOf } from '../../../core/time/zoned.ts';

/** What lies in a session: how long it is, where it belongs, and whether it fits. */
export interface BarItem {
  part: PartTier | null;
  durationMs: number;
  airs: boolean;
  reason: string;
}

/** How full the session is as it was compiled: what counts where it is known. */
export interface BarFill {
  leftMs: number;
  parts: readonly { tier: PartTier; usedMs: number }[];
}

/** One part of the bar; shares are of the bar's whole length. */
export interface BarPart {
  tier: PartTier;
  budgetMs: number;
  usedMs: number;
  freeMs: number;
  /** What was placed here and does not fit. */
  hangingMs: number;
  fromShare: number;
  share: number;
  /** Of the part's own length. */
  fillShare: number;
}

export interface Bar {
  totalMs: number;
  parts: BarPart[];
  usedMs: number;
  /** Room for recordings: a relay's part takes none. */
  freeMs: number;
  hangingMs: number;
  /** How far what does not fit hangs over the edge, as a share of the bar's length, at most a quarter. */
  hangingShare: number;
}

const dayMs = 86_400_000;
const maxHangingShare = 0.25;
const overfull = ['part_full', 'session_full', 'session_cap'];

/**
 * The session as a bar in real proportion: the same numbers wherever it is drawn.
 * @param fill of the compiled day; without it, what lies in the session is summed
 */
export function barOf(
  session: Pick<Session, 'startsAt' | 'latestEnd' | 'parts'>,
  items: readonly BarItem[],
  fill: BarFill | null = null,
): Bar {
  const startMs = secondsOf(session.startsAt) * 1000;
  const windowMs = spanMs(startMs, secondsOf(session.latestEnd) * 1000);
  let cursor = 0;
  const spans = session.parts.map(({ tier, budgetMs, anchor }) => {
    const anchorMs = anchor === null ? 0 : spanMs(startMs, secondsOf(anchor) * 1000) % dayMs;
    const fromMs = Math.max(cursor, anchorMs);
    cursor = fromMs + budgetMs;
    return { tier, budgetMs, fromMs };
  });
  const totalMs = Math.max(windowMs, cursor, 1);
  const parts = spans.map(({ tier, budgetMs, fromMs }): BarPart => {
    const summedMs = sum(items.filter((item) => item.airs && item.part === tier));
    const usedMs = fill?.parts.find((part) => part.tier === tier)?.usedMs ?? summedMs;
    return {
      tier,
      budgetMs,
      usedMs,
      freeMs: Math.max(0, budgetMs - usedMs),
      hangingMs: sum(items.filter((item) => isHanging(item) && item.part === tier)),
      fromShare: fromMs / totalMs,
      share: budgetMs / totalMs,
      fillShare: budgetMs === 0 ? 0 : Math.min(1, usedMs / budgetMs),
    };
  });
  const hangingMs = sum(items.filter(isHanging));
  const usedMs = fill
    ? parts.reduce((ms, part) => ms + part.usedMs, 0)
    : sum(items.filter(({ airs }) => airs));
  const summedFreeMs = parts.reduce(
    (ms, { tier, freeMs }) => (tier === 'relay' ? ms : ms + freeMs),
    0,
  );
  return {
    totalMs,
    parts,
    usedMs,
    freeMs: fill?.leftMs ?? summedFreeMs,
    hangingMs,
    hangingShare: Math.min(maxHangingShare, hangingMs / totalMs),
  };
}

/** Whether it was placed in a session that has no room for it. */
export function isHanging({ airs, reason }: Pick<BarItem, 'airs' | 'reason'>): boolean {
  return !airs && overfull.includes(reason);
}

/** From one wall time to the next, across midnight if need be. */
function spanMs(fromMs: number, toMs: number): number {
  return toMs > fromMs ? toMs - fromMs : toMs - fromMs + dayMs;
}

function sum(items: readonly BarItem[]): number {
  return items.reduce((ms, { durationMs }) => ms + durationMs, 0);
}
