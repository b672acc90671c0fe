import type { ListenEntry } from '../../../contract/http/listening.ts';
import { phaseOf, type ListeningPhase } from '../../../core/listening/listening.ts';

/** Entries of one phase, in the order in which somebody at the loudspeaker cares for them. */
export interface ListenGroup {
  phase: ListeningPhase;
  entries: ListenEntry[];
}

const shown: readonly ListeningPhase[] = ['sounding', 'past', 'ahead', 'over'];

/**
 * What sounds now, what can still be told of, what is to come, and the rest; what is nearest to now first.
 * @param recorded what is being recorded: it stays with what sounds until that is done
 */
export function listenGroups(
  entries: readonly ListenEntry[],
  now: number,
  recorded: ListenEntry | null = null,
): ListenGroup[] {
  const begun = entries.filter(({ startsAt }) => startsAt <= now).map(({ startsAt }) => startsAt);
  const newest = Math.max(...begun);
  const groupOf = (entry: ListenEntry) => {
    if (recorded !== null && isSame(entry, recorded)) return 'sounding';
    const phase = phaseOf(entry, now);
    // No two sound at once: what has begun since is what is to be heard.
    return phase === 'sounding' && entry.startsAt < newest ? 'past' : phase;
  };
  return shown
    .map((phase) => ({ phase, entries: entries.filter((entry) => groupOf(entry) === phase) }))
    .filter((group) => group.entries.length > 0)
    .map(({ phase, entries: some }) => ({
      phase,
      entries: some.sort((a, b) =>
        phase === 'ahead' ? a.startsAt - b.startsAt : b.startsAt - a.startsAt,
      ),
    }));
}

/** Whether two answers speak of one item. */
export function isSame(a: ListenEntry, b: ListenEntry): boolean {
  return a.key === b.key && a.startsAt === b.startsAt;
}
