import type { LocalDate, LocalTime } from '../time/zoned.ts';
import { isZone } from '../time/zoned.ts';
import type { RecurrenceFault } from './fault-of.ts';
import { faultOf } from './fault-of.ts';
import type { RulePartFault } from './parse-rule.ts';
import { parseRule } from './parse-rule.ts';
import type { Recurrence } from './recurrence.ts';
import type { Stamp } from './stamp.ts';
import { dateInSeries, lastDateUntil, parseStamp } from './stamp.ts';

export interface RruleText {
  recurrence: Recurrence;
  /** `null`: whole days. */
  time: LocalTime | null;
  /** `null`: the wall time of wherever it airs. */
  zone: string | null;
}

/** Why a text was not understood: which property or part of RRULE, and what stood there. */
export type RruleTextFault = RulePartFault | { code: 'bad_recurrence'; fault: RecurrenceFault };

type Outcome<T> = { isOk: true; value: T } | { isOk: false; fault: RruleTextFault };

interface Line {
  name: string;
  parameters: ReadonlyMap<string, string>;
  value: string;
}

/**
 * Reads DTSTART, RRULE, EXDATE and RDATE lines of RFC 5545. What we do not support is named, never left
 * out in silence. Other programs air DTSTART even where the rule does not have it; here it only counts from
 * it.
 */
export function parseRruleText(text: string): Outcome<RruleText> {
  const lines = linesOf(text);
  if (!lines.isOk) return lines;
  const [startLine, ...moreStarts] = lines.value.filter(({ name }) => name === 'DTSTART');
  const [ruleLine, ...moreRules] = lines.value.filter(({ name }) => name === 'RRULE');
  if (!startLine) return fault('missing', 'DTSTART', '');
  if (moreStarts[0]) return fault('unsupported', 'DTSTART', 'more than one');
  if (moreRules[0]) return fault('unsupported', 'RRULE', 'more than one');
  const starts = stampsOf(startLine);
  if (!starts.isOk) return starts;
  const [start] = starts.value;
  if (!start) return fault('malformed', 'DTSTART', startLine.value);

  const recurrence = withRule(start, ruleLine);
  if (!recurrence.isOk) return recurrence;
  const exdates = datesOf(lines.value, 'EXDATE', start);
  if (!exdates.isOk) return exdates;
  const rdates = datesOf(lines.value, 'RDATE', start);
  if (!rdates.isOk) return rdates;

  const all = { ...recurrence.value, exdates: exdates.value, rdates: rdates.value };
  const wrong = faultOf(all);
  if (wrong) return { isOk: false, fault: { code: 'bad_recurrence', fault: wrong } };
  return { isOk: true, value: { recurrence: all, time: start.time, zone: start.zone } };
}

function withRule(start: Stamp, line: Line | undefined): Outcome<Recurrence> {
  const once = { first: start.date, last: null, count: null, rule: null, exdates: [], rdates: [] };
  if (!line) return { isOk: true, value: once };
  const parsed = parseRule(line.value, start.date);
  if (!parsed.isOk) return parsed;
  const { rule, count, until } = parsed.value;
  if (until === null) return { isOk: true, value: { ...once, rule, count } };
  const stamp = parseStamp(until, start.zone);
  if (!stamp) return fault('malformed', 'UNTIL', until);
  return { isOk: true, value: { ...once, rule, count, last: lastDateUntil(stamp, start) } };
}

function datesOf(lines: readonly Line[], name: string, start: Stamp): Outcome<LocalDate[]> {
  const dates: LocalDate[] = [];
  for (const line of lines.filter((each) => each.name === name)) {
    const stamps = stampsOf(line);
    if (!stamps.isOk) return stamps;
    for (const stamp of stamps.value) {
      const date = dateInSeries(stamp, start);
      if (date === null) return fault('unsupported', name, 'another time of day than DTSTART');
      dates.push(date);
    }
  }
  return { isOk: true, value: dates };
}

function stampsOf({ name, parameters, value }: Line): Outcome<Stamp[]> {
  const kind = parameters.get('VALUE') ?? 'DATE-TIME';
  if (kind !== 'DATE' && kind !== 'DATE-TIME') return fault('unsupported', name, `VALUE=${kind}`);
  const zone = parameters.get('TZID') ?? null;
  if (zone !== null && !isZone(zone)) return fault('unsupported', 'TZID', zone);
  const stamps: Stamp[] = [];
  for (const text of value.split(',')) {
    const stamp = parseStamp(text, zone);
    if (!stamp) return fault('malformed', name, text);
    stamps.push(stamp);
  }
  return { isOk: true, value: stamps };
}

function linesOf(text: string): Outcome<Line[]> {
  const lines: Line[] = [];
  const unfolded = text.replace(/\r?\n[ \t]/g, '');
  for (const line of unfolded.split(/\r?\n/).filter((each) => each.trim() !== '')) {
    const match = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:]*))*):(.+)$/i.exec(line.trim());
    if (!match) return fault('malformed', 'line', line);
    const [, name = '', parameters = '', value = ''] = match;
    if (!/^(DTSTART|RRULE|EXDATE|RDATE)$/i.test(name)) return fault('unsupported', name, value);
    const pairs = parameters.split(';').slice(1).map(pairOf);
    lines.push({ name: name.toUpperCase(), parameters: new Map(pairs), value });
  }
  return { isOk: true, value: lines };
}

function pairOf(parameter: string): [string, string] {
  const [name = '', value = ''] = parameter.split('=');
  return [name.toUpperCase(), value.replaceAll('"', '')];
}

function fault(code: RulePartFault['code'], part: string, value: string) {
  return { isOk: false as const, fault: { code, part, value } };
}
