import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { datesIn } from '../../../../core/recurrence/occurs-on.ts';
import { parseRruleText } from '../../../../core/recurrence/parse-rrule-text.ts';
import type { Recurrence } from '../../../../core/recurrence/recurrence.ts';
import { firstRuleDate, toRruleText } from '../../../../core/recurrence/rrule-text.ts';
import {
  addDays,
  instantOf,
  localDateOf,
  localTimeOf,
  startOfDay,
} from '../../../../core/time/zoned.ts';
import {
  chanceOf,
  examplesToTry,
  pick,
  randomRecurrence,
  seedToTry,
  timesToTry,
  zonesToTry,
} from '../../../support/random-recurrence.ts';

/*
 * Where rrule-temporal 2.2.8 may differ, and why; anything else fails.
 *
 * skipped       The wall time, or the day itself (Apia, 30/12/2011), does not exist. RFC 5545 3.3.10 leaves
 *               the instance out, and so does the library; here it airs at the offset before the gap.
 * counted on    A COUNT with skipped days: the library, as the RFC, has that many more days at its end.
 * wrong offset  The library has the day but at an instant when the clocks of the zone (as Intl shows them)
 *               show another time: it misses offsets that last some weeks only (Ramadan in Morocco, Egypt
 *               2014, some of Brazil). Where such a time ends the same wall time comes twice, and the
 *               library takes the second; elsewhere it takes the first, as we do.
 * same instant  Pacific/Apia had no 30 December 2011: that day and the next fall on one instant, which the
 *               library gives once.
 * start skipped The wall time of DTSTART itself does not exist: the library moves the whole series to the
 *               time, or the day, that it makes of it. Here each day stands for itself. Not compared.
 */
type Difference = 'skipped' | 'countedOn' | 'wrongOffset' | 'startSkipped';

const DAY_MS = 86_400_000;
const UNTIL_DAYS = 1100;

/** The wall time at an instant as Intl shows it, independent of Temporal. */
function intlTime(zone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at: number) => format.format(at);
}

/** The library's instants, a day more on either side: what it has at a wrong offset may fall outside. */
function libraryInstants(text: string, fromMs: number, toMs: number): Set<number> {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC');
  const rule = new RRuleTemporal({ rruleString: text, maxIterations: 1_000_000 });
  const found = rule.between(at(fromMs - DAY_MS), at(toMs + DAY_MS), true);
  return new Set(found.map((each) => each.epochMilliseconds));
}

/** What differs, each with its reason; throws where there is none. */
function differences(recurrence: Recurrence, time: string, zone: string, from: string) {
  const to = addDays(from, UNTIL_DAYS);
  const text = toRruleText(recurrence, { time, zone });
  const isSkipped = (at: number, date: string) =>
    localTimeOf(at, zone).slice(0, 5) !== time || localDateOf(at, zone) !== date;
  const start = firstRuleDate(recurrence);
  const startAt = instantOf(start, time, zone);
  if (isSkipped(startAt, start)) return ['startSkipped'] as const;
  const [fromMs, toMs] = [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)];
  const library = libraryInstants(text, fromMs, toMs);
  const ours = new Map(
    datesIn(recurrence, from, to).map((date) => [instantOf(date, time, zone), date]),
  );
  const shows = intlTime(zone);
  const found: Difference[] = [];
  const theirs = new Set([...library].filter((at) => !ours.has(at)));
  for (const at of [...ours.keys()].filter((each) => !library.has(each))) {
    const near = [...theirs].find((each) => Math.abs(each - at) <= DAY_MS / 8);
    if (near !== undefined) theirs.delete(near);
    if (isSkipped(at, ours.get(at)!)) {
      found.push('skipped');
      continue;
    }
    expect(shows(at), `${text} ours ${new Date(at).toISOString()}`).toBe(time);
    expect(near, `${text} only ours: ${new Date(at).toISOString()}`).toBeDefined();
    expect(shows(near!) !== time || near! > at, text).toBe(true);
    found.push('wrongOffset');
  }
  // Read an hour early, the day after the last may lie before UNTIL.
  const ofOthers = [...theirs].filter((at) => at >= fromMs && at < toMs && shows(at) === time);
  for (const at of theirs)
    if (at >= fromMs && at < toMs && shows(at) !== time) found.push('wrongOffset');
  if (ofOthers.length > 0) {
    const before = datesIn({ ...recurrence, rdates: [], exdates: [] }, recurrence.first, to);
    const skipped = before.filter((date) => isSkipped(instantOf(date, time, zone), date)).length;
    expect(recurrence.count, `${text} only theirs: ${ofOthers.join(' ')}`).not.toBeNull();
    expect(ofOthers.length, text).toBeLessThanOrEqual(skipped);
    for (const at of ofOthers)
      expect(at).toBeGreaterThan(instantOf(before.at(-1) ?? recurrence.first, time, zone));
    found.push('countedOn');
  }
  return found;
}

const count = examplesToTry(400, 10_000);

test(
  `${count} random rules in ${zonesToTry.length} zones give what an independent implementation gives (seed ${seedToTry})`,
  { timeout: 30 * 60_000 },
  () => {
    const chance = chanceOf(seedToTry);
    const tally = { rules: 0, never: 0, skipped: 0, countedOn: 0, wrongOffset: 0, startSkipped: 0 };
    while (tally.rules < count) {
      const recurrence = randomRecurrence(chance);
      const zone = pick(chance, zonesToTry);
      const time = pick(chance, timesToTry);
      const from = addDays(recurrence.first, chance() < 0.5 ? 0 : Math.floor(chance() * 600));
      if (datesIn(recurrence, '0000-01-01', '9999-12-31', 1).length === 0) {
        tally.never += 1;
        continue;
      }
      for (const difference of differences(recurrence, time, zone, from)) tally[difference] += 1;
      tally.rules += 1;
    }
    // Without these the comparison would not have met what it is for.
    expect(tally.skipped).toBeGreaterThan(0);
    expect(tally.wrongOffset).toBeGreaterThan(0);
    if (process.env.LOA_LONG === '1') process.stdout.write(`${JSON.stringify(tally)}\n`);
  },
);

test(
  `a rule read from its own text has the same days (seed ${seedToTry})`,
  { timeout: 600_000 },
  () => {
    const chance = chanceOf(seedToTry + 1);
    for (let index = 0; index < examplesToTry(300, 10_000); index += 1) {
      const recurrence = randomRecurrence(chance);
      const at = { time: pick(chance, timesToTry), zone: pick(chance, zonesToTry) };
      const from = '1990-01-01';
      const to = '2045-12-31';
      const dates = datesIn(recurrence, from, to, 500);
      if (dates.length === 0) continue;
      const text = toRruleText(recurrence, at);
      const back = parseRruleText(text);
      if (!back.isOk) throw new Error(`${text}: ${JSON.stringify(back.fault)}`);
      expect(datesIn(back.value.recurrence, from, to, 500), text).toEqual(dates);
      expect({ time: back.value.time, zone: back.value.zone }).toEqual(at);
      expect(toRruleText(back.value.recurrence, at)).toBe(text);
    }
  },
);
