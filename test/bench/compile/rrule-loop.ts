import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import type * as RRuleModule from 'rrule';
import type { CompileContext } from '../../../core/compile/compile-station.ts';
import { rruleOf } from '../../../core/recurrence/rrule-text.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { zone, type Nation } from './nation.ts';

// Its entry for modules lacks the ending that Node asks for.
const { RRule } = createRequire(import.meta.url)('rrule') as typeof RRuleModule;

/**
 * The time in ms that a loop over all endpoints would take which asks rrule, for each rule that targets the
 * endpoint, for its occurrences of the days, and does nothing else. Measured on evenly chosen endpoints.
 */
export function rruleLoopMs(
  nation: Nation,
  context: CompileContext,
  { dates, sample }: { dates: readonly LocalDate[]; sample: number },
): { totalMs: number; perRuleUs: number } {
  const places = nation.stations.flatMap((station) => station.places);
  const step = Math.max(1, Math.floor(places.length / sample));
  const chosen = places.filter((_, index) => index % step === 0);
  const first = dates[0] ?? '';
  const from = new Date(`${first}T00:00:00Z`);
  const to = new Date(`${dates.at(-1) ?? ''}T23:59:59Z`);
  const rules = new Map(
    nation.broadcasts.flatMap(({ id, dates: { rule, ...rest } }) => {
      if (!rule) return [];
      const text = rruleOf({ rule, ...rest }, rule, zone);
      const start = rest.first.replaceAll('-', '');
      // Without its cache, as each endpoint would ask for itself.
      const options = RRule.parseString(`DTSTART:${start}T000000Z\nRRULE:${text}`);
      return [[id, new RRule(options, true)] as const];
    }),
  );
  let asked = 0;
  let found = 0;
  const began = performance.now();
  for (const place of chosen)
    for (const { id } of context.index.reaching(place, first)) {
      found += rules.get(id)?.between(from, to, true).length ?? 0;
      asked += 1;
    }
  const ms = performance.now() - began;
  if (found === 0) throw new RangeError('rrule found nothing');
  return { totalMs: (ms / chosen.length) * places.length, perRuleUs: (ms / asked) * 1000 };
}
