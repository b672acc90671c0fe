import type { Ask, DatedAsk, Offer } from '../compile/answers.ts';
import { pairOf } from '../compile/answers.ts';
import type { LocalDate } from '../time/zoned.ts';

/** What an ask is about: one station is asked it once, however many of its places it concerns. */
export function subjectOf(ask: Ask): string {
  return ask.kind === 'offer' ? ask.occurrence : pairOf(ask.upper, ask.own);
}

/**
 * What a station is asked on some days, from what each of its groups of endpoints is asked. Villages may
 * hear at other hours: the answer is due before the first of them.
 */
export function mergeAsks(
  groups: readonly { date: LocalDate; record: { asks: readonly Ask[] } }[],
): DatedAsk[] {
  const merged = new Map<string, DatedAsk>();
  for (const { date, record } of groups)
    for (const ask of record.asks) {
      const subject = subjectOf(ask);
      const known = merged.get(subject);
      merged.set(subject, known ? joined(known, ask) : { ...ask, date });
    }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ask]) => ask);
}

function joined(known: DatedAsk, ask: Ask): DatedAsk {
  const deadline = Math.min(known.deadline, ask.deadline);
  if (known.kind !== 'offer' || ask.kind !== 'offer') return { ...known, deadline };
  return { ...known, ...joinedOffer(known, ask), deadline };
}

/** Where one place has no room, the whole station is asked for a session. */
function joinedOffer(a: Offer, b: Offer): Partial<Offer> {
  return {
    because: a.because === 'offered' ? b.because : a.because,
    soundMs: Math.max(a.soundMs, b.soundMs),
    startsAt: Math.min(a.startsAt, b.startsAt),
    mayAirAsAsked: a.mayAirAsAsked && b.mayAirAsAsked,
    suggests: a.suggests ?? b.suggests,
  };
}
