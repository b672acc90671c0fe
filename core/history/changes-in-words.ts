import type { Language } from '../recurrence/in-words.ts';
import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { Change } from './diff-airings.ts';
import { spokenOf, type Spoken } from './spoken.ts';
import { airWordsEn } from './words-en.ts';
import { airWordsVi } from './words-vi.ts';
import type { AirWords } from './words.ts';

/** Changes of endpoints of one station that hear the same. */
export interface ChangedPlace {
  stationId: string;
  zone: string;
  /** How many endpoints of the station they are. */
  endpoints: number;
  changes: readonly Change[];
}

/** The stations that were compared. */
export interface ComparedStations {
  count: number;
  nameOf(stationId: string): string;
  /** How many endpoints a station has. */
  endpointsOf(stationId: string): number;
}

export interface ChangeLine {
  kind: Spoken['kind'];
  text: string;
}

/** Names of stations are said up to so many; above, their number. */
const mostNames = 2;
/** So many runs of days are listed; above, from when to when. */
const mostRuns = 4;

/**
 * Says changes in plain sentences without full stops, "17:00 thứ Ba 24/11: «A» thay bằng «B», ở 12 đài":
 * what holds on several days or at several stations is said once. In order of day and time.
 */
export function changesInWords(
  places: readonly ChangedPlace[],
  language: Language,
  stations: ComparedStations,
): ChangeLine[] {
  const words = language === 'vi' ? airWordsVi : airWordsEn;
  return overDays(overPlaces(places, words), stations, words).map(({ kind, text }) => ({
    kind,
    text,
  }));
}

/** How many endpoints of each station something is said of. */
type Where = Map<string, number>;

interface SpokenThere extends Spoken {
  where: Where;
}

function overPlaces(places: readonly ChangedPlace[], words: AirWords): SpokenThere[] {
  const said = new Map<string, SpokenThere>();
  for (const { stationId, zone, endpoints, changes } of places)
    for (const spoken of spokenOf(changes, zone, words)) {
      const key = [spoken.date, spoken.time, spoken.body].join('\n');
      const known = said.get(key) ?? { ...spoken, where: new Map<string, number>() };
      known.where.set(stationId, (known.where.get(stationId) ?? 0) + endpoints);
      said.set(key, known);
    }
  return [...said.values()];
}

function overDays(
  said: readonly SpokenThere[],
  stations: ComparedStations,
  words: AirWords,
): (ChangeLine & { date: LocalDate; time: string })[] {
  const lines = new Map<string, { spoken: SpokenThere; dates: LocalDate[] }>();
  for (const spoken of said) {
    const { time, date, body, where, hasOwnDays } = spoken;
    const there = [...where].sort().join(' ');
    const key = [time, body, there, hasOwnDays ? date : ''].join('\n');
    const line = lines.get(key);
    if (line) line.dates.push(date);
    else lines.set(key, { spoken, dates: [date] });
  }
  return [...lines.values()]
    .map(({ spoken, dates }) => {
      const sorted = dates.sort();
      const when = spoken.hasOwnDays ? '' : whenOf(spoken.time, sorted, words);
      const there = placesInWords(spoken.where, stations, words);
      const text = `${when === '' ? '' : `${when}: `}${spoken.body}${there && `, ${there}`}`;
      const { kind, time } = spoken;
      return { kind, text: capitalised(text), date: sorted[0] ?? '', time: time ?? '' };
    })
    .sort((a, b) => compare(a.date, b.date) || compare(a.time, b.time) || compare(a.text, b.text));
}

function whenOf(time: string | null, dates: readonly LocalDate[], words: AirWords): string {
  const runs = runsOf(dates);
  if (runs.length > mostRuns) {
    const many = words.manyDays(dates.length, dates[0] ?? '', dates.at(-1) ?? '');
    return time === null ? many : `${time}, ${many}`;
  }
  const days = words.list(runs.map(([from, to]) => runInWords(from, to, words)));
  return time === null ? days : words.at(time, days);
}

/** Three days and more that follow each other are one run: "thứ Hai 23/11 đến thứ Sáu 27/11". */
function runsOf(dates: readonly LocalDate[]): [LocalDate, LocalDate][] {
  const runs: LocalDate[][] = [];
  for (const date of dates) {
    const run = runs.at(-1);
    if (run && addDays(run.at(-1) ?? date, 1) === date) run.push(date);
    else runs.push([date]);
  }
  return runs.flatMap((run): [LocalDate, LocalDate][] => {
    if (run.length < 3) return run.map((date) => [date, date]);
    return [[run[0] ?? '', run.at(-1) ?? '']];
  });
}

function runInWords(from: LocalDate, to: LocalDate, words: AirWords): string {
  return from === to ? words.day(from) : words.daysThrough(from, to);
}

/** Empty where it holds everywhere and there is one station only. */
function placesInWords(where: Where, stations: ComparedStations, words: AirWords): string {
  const whole = [...where].filter(([id, count]) => count >= stations.endpointsOf(id));
  const part = [...where].filter(([id, count]) => count < stations.endpointsOf(id));
  const parts: string[] = [];
  if (whole.length > 0 && whole.length < stations.count) {
    const names = whole.length > mostNames ? [] : whole.map(([id]) => stations.nameOf(id)).sort();
    parts.push(words.atStations(whole.length, names));
  } else if (whole.length > 1) parts.push(words.atAllStations(whole.length));
  if (part.length > 0) {
    const count = part.reduce((sum, [, endpoints]) => sum + endpoints, 0);
    const [only, ...others] = part;
    const station = only && others.length === 0 ? stations.nameOf(only[0]) : null;
    parts.push(words.atEndpoints(count, station));
  }
  return words.list(parts);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
