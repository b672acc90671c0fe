import { fold } from '../text/fold.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { PlanArea, PlanContext } from './plan-context.ts';
import type { Days } from './plan-line.ts';
import { quickLine } from './quick-line.ts';
import { alignText } from './words/aligned-text.ts';

/** What somebody wants to know: what is heard, where and when. */
export interface HeardQuestion {
  /** Areas of that name; empty where none is known by it, `null` where none was named. */
  areaIds: readonly string[] | null;
  /** `null` where no day was named. */
  date: LocalDate | null;
}

/** "nghe gì", "phát những gì", "what sounds in". */
const asking =
  /(?:^|(?<= ))(?:(?:se |dang )?(?:nghe|phat)(?: duoc| thay)?(?: nhung| cac)? gi|what (?:sounds|airs|plays)(?: in| at)?|what does)(?= |\?|$)/;
const leftOver = /(?:^|(?<= ))(?:hear|tai|o)(?= |\?|$)|[?]/g;

/**
 * Reads "xã Hải Hậu nghe gì thứ Ba?" and, short, "hải hậu t3": a place and a day, and nothing to be aired.
 * `null` where a line asks nothing.
 */
export function heardQuestion(
  typed: string,
  context: Pick<PlanContext, 'today' | 'weekOf' | 'areas'>,
): HeardQuestion | null {
  const text = alignText(typed);
  const found = asking.exec(text.folded);
  const kept = found ? cut(text.raw, found.index, found.index + found[0].length) : text.raw;
  const rest = found ? withoutWords(kept) : kept;
  const line = quickLine(rest, { ...context, sessions: [], programmes: [], recordings: [] });
  if (line.kind === 'skipped') return found ? { areaIds: null, date: null } : null;
  const { days, places, title, airings } = line;
  const date = days && firstOf(days.value);
  const isNamed = places !== null && places.value.areaIds.length > 0;
  const named = title ? areasNamed(title.value, context.areas) : null;
  if (found) {
    if (isNamed && title === null) return { areaIds: places.value.areaIds, date };
    return { areaIds: named, date };
  }
  if (date === null || airings.length > 0) return null;
  if (isNamed && title === null) return { areaIds: places.value.areaIds, date };
  return !isNamed && named && named.length > 0 ? { areaIds: named, date } : null;
}

function cut(text: string, from: number, to: number): string {
  return `${text.slice(0, from)} ${text.slice(to)}`;
}

/** Small words that stand around what is asked for. */
function withoutWords(raw: string): string {
  const { folded } = alignText(raw);
  let rest = '';
  let at = 0;
  for (const { index, 0: word } of folded.matchAll(leftOver)) {
    rest += `${raw.slice(at, index)} `;
    at = index + word.length;
  }
  return (rest + raw.slice(at)).trim();
}

function firstOf(days: Days): LocalDate | null {
  return days.kind === 'dates' ? (days.dates[0] ?? null) : days.recurrence.first;
}

/** Areas by their whole name, or by it without its kind: "Xã Hải Hậu", "hải hậu". */
function areasNamed(name: string, areas: readonly PlanArea[]): string[] {
  const wanted = fold(name);
  return areas.flatMap(({ id, name: own, kind }) => {
    const whole = fold(own);
    const level = `${fold(kind)} `;
    const bare = whole.startsWith(level) ? whole.slice(level.length) : whole;
    return [whole, bare, level + bare].includes(wanted) ? [id] : [];
  });
}
