import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import type { PartTier } from '../../../core/session/session.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** A session with as many whole minutes more, in a part and at its end, as take in what does not fit. */
export function longerSession(
  session: SessionAnswer,
  { tier, lackMs }: { tier: PartTier; lackMs: number },
): SessionAnswer {
  const minutes = Math.ceil(lackMs / minuteMs);
  const parts = session.parts.map((part) =>
    part.tier === tier ? { ...part, budgetMs: part.budgetMs + minutes * minuteMs } : part,
  );
  return { ...session, parts, latestEnd: later(session.latestEnd, minutes) };
}

/** A wall time so many minutes later; after midnight where it comes to that. */
function later(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const at = (hour * 60 + minute + minutes) % dayMinutes;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(at / 60))}:${two(at % 60)}${time.slice(5)}`;
}
