import type { PlayRecord } from '../../../contract/station/exchange.ts';
import { endOf, type Entry } from '../../../core/playlist/playlist.ts';
import type { Span } from '../../support/fast-clock.ts';

/** Until a clock with a battery is believed after a boot, and an entry can be made ready. */
const bootMs = 14_000;
/** By the frames that were counted. */
const heardToleranceMs = 60;
const lateToleranceMs = 500;

export interface Lived {
  entries: readonly Entry[];
  plays: readonly PlayRecord[];
  downs: readonly Span[];
  /** From when on the time was not known; `Infinity` where it always was. */
  timelessFromMs: number;
}

export interface Judgement {
  counts: Record<string, number>;
  wrong: string[];
}

/** Each entry that was due: played and reported once, or reported as what it was. */
export function judgeLived({ entries, plays, downs, timelessFromMs }: Lived): Judgement {
  const counts: Record<string, number> = {
    ...{ due: entries.length, completed: 0, interrupted: 0, silent: 0, mostLateMs: 0 },
  };
  const wrong: string[] = [];
  const add = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);
  for (const entry of entries) {
    const records = plays.filter(({ key }) => key === entry.key);
    const told = `${entry.key} ${JSON.stringify(records.map(briefly))}`;
    const isTouched = downs.some(
      ({ fromMs, toMs }) => entry.startsAt - 2000 < toMs + bootMs && endOf(entry) + 500 > fromMs,
    );
    const isTimeless = entry.startsAt > timelessFromMs;
    for (const { reason } of records) add(`reason ${reason}`);
    if (records.length === 0) wrong.push(`${entry.key} is not reported`);
    else if (isTimeless) {
      add('silent');
      const isSilent = records.length === 1 && records.every(isUnheard);
      if (!isSilent) wrong.push(`without a time: ${told}`);
    } else if (isTouched) {
      add('interrupted');
      const completed = records.filter(({ reason }) => reason === 'completed');
      if (records.length > 2 || completed.length > 1) wrong.push(`around an outage: ${told}`);
    } else {
      const [record] = records;
      add('completed');
      const lateMs = (record?.startedAt ?? Infinity) - entry.startsAt;
      counts['mostLateMs'] = Math.max(counts['mostLateMs'] ?? 0, Math.round(Math.abs(lateMs)));
      const isWhole = Math.abs((record?.heardMs ?? 0) - entry.durationMs) <= heardToleranceMs;
      const isOnce = records.length === 1 && record?.reason === 'completed';
      if (!isOnce || !isWhole || Math.abs(lateMs) > lateToleranceMs) wrong.push(`played: ${told}`);
    }
  }
  const known = new Set(entries.map(({ key }) => key));
  const strangers = plays.filter(({ key }) => !known.has(key)).length;
  if (strangers > 0) wrong.push(`${strangers} reports of what was never due`);
  return { counts, wrong };
}

function isUnheard({ startedAt, heardMs, reason }: PlayRecord): boolean {
  const isExplained = reason === 'clock_untrusted' || reason === 'too_late';
  return startedAt === null && heardMs === 0 && isExplained;
}

function briefly({ reason, heardMs, startedAt, dueAt }: PlayRecord) {
  return { reason, heardMs, lateMs: startedAt === null ? null : startedAt - dueAt };
}
