import type { Entry } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { DayInput, Ruling, SessionFill } from './day.ts';
import type { HeldSession } from './held-session.ts';
import { signatureOccurrence } from './held-session.ts';

/** The entries of each session by its id, signatures aside. */
export function ownEntries(
  entries: readonly Entry[],
  rulings: ReadonlyMap<string, Ruling>,
  sessions: readonly HeldSession[],
): Map<string, Entry[]> {
  const ids = new Map(sessions.map(({ session }) => [session.key, session.id]));
  const own = new Map<string, Entry[]>();
  for (const entry of entries) {
    const id = ids.get(rulings.get(entry.occurrence)?.sessionKey ?? '');
    if (id === undefined) continue;
    const known = own.get(id);
    if (known) known.push(entry);
    else own.set(id, [entry]);
  }
  return own;
}

/** How full each session is. */
export function fillsOf(
  sessions: readonly HeldSession[],
  rulings: readonly Ruling[],
  entries: readonly Entry[],
  input: DayInput,
): SessionFill[] {
  return sessions.map((held) => {
    const { session, startMs, latestEndMs } = held;
    const inside = rulings.filter(({ airs, sessionKey }) => airs && sessionKey === session.key);
    const parts = session.parts.map(({ tier, budgetMs }) => ({
      tier,
      budgetMs,
      usedMs: soundOf(inside.filter(({ part }) => part === tier)),
    }));
    const frame = signatureOccurrence(session, input.date);
    const occurrences = new Set([frame, ...inside.map(({ occurrence }) => occurrence)]);
    const own = entries.filter(({ occurrence }) => occurrences.has(occurrence));
    const endsAt = own.reduce((latest, entry) => Math.max(latest, endOf(entry)), startMs);
    const closingMs = own.some(({ key }) => key === `${frame}/1`)
      ? 0
      : (held.closing?.durationMs ?? 0);
    const byBudget = parts.reduce((sum, { budgetMs, usedMs }) => sum + budgetMs - usedMs, 0);
    const byTime = latestEndMs - closingMs - endsAt;
    const byCap = held.capMs === null ? Infinity : held.capMs - soundOf(inside);
    return {
      sessionId: session.id,
      key: session.key,
      name: session.name,
      startsAt: startMs,
      latestEnd: latestEndMs,
      endsAt,
      parts,
      leftMs: Math.max(0, Math.min(byBudget, byTime, byCap)),
    };
  });
}

function soundOf(rulings: readonly Ruling[]): number {
  return rulings.reduce((sum, { soundMs }) => sum + soundMs, 0);
}
