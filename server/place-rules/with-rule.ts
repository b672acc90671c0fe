import type { PlacedRule } from '../timetable/rules.ts';
import type { RulePlace } from './require-rule-place.ts';

/** The rules with one as given instead of its saved self; `null`: without it. */
export function withRule<Rule, Fields>(
  rules: readonly PlacedRule<Rule>[],
  id: string,
  given: (RulePlace & Fields) | null,
  toRule: (fields: Fields) => Rule,
): PlacedRule<Rule>[] {
  const others = rules.filter((one) => one.id !== id);
  if (!given) return others;
  const placeId = given.endpointId ?? given.areaId;
  return [...others, { id, placeId, rule: toRule(given) }];
}
