import type { Kysely } from 'kysely';
import type { Group } from '../../core/broadcast/group.ts';
import type { DayMode } from '../../core/guard/day-mode.ts';
import type { Guard } from '../../core/guard/guard.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { toDayMode } from '../day-modes/day-mode-row.ts';
import { toGroup } from '../groups/group-row.ts';
import { toGuard } from '../guards/guard-row.ts';
import { toQuietHours } from '../quiet-hours/quiet-hours-row.ts';
import type { Database } from '../store/schema.ts';

/** A rule with the area or the endpoint that it was set for. */
export interface PlacedRule<Rule> {
  id: string;
  placeId: string;
  rule: Rule;
}

/** A mode switched on in an area. */
export interface SwitchedMode {
  id: string;
  modeKey: string;
  areaId: string;
  first: LocalDate;
  last: LocalDate;
}

/** Everything that people set about places, as it is saved or as a trial supposes it. */
export interface Rules {
  quietHours: readonly PlacedRule<QuietHours>[];
  guards: readonly PlacedRule<Guard>[];
  modes: readonly DayMode[];
  periods: readonly SwitchedMode[];
  holidays: ReadonlySet<LocalDate>;
  groups: readonly Group[];
}

/** Reads the rules of all places, each kind in a stable order. */
export async function loadRules(db: Kysely<Database>): Promise<Rules> {
  const guards = await db.selectFrom('guard').selectAll().orderBy('id').execute();
  const holidays = await db.selectFrom('holiday').select('date').execute();
  return {
    quietHours: await loadQuietHours(db),
    guards: guards.map((row) => ({ id: row.id, placeId: placeIdOf(row), rule: toGuard(row) })),
    ...(await loadModes(db)),
    holidays: new Set(holidays.map(({ date }) => date)),
    groups: await loadGroups(db),
  };
}

/** All modes, and where and when they are switched on. */
export async function loadModes(db: Kysely<Database>): Promise<Pick<Rules, 'modes' | 'periods'>> {
  const modes = await db.selectFrom('day_mode').selectAll().orderBy('key').execute();
  const periods = await db.selectFrom('day_mode_period').selectAll().orderBy('id').execute();
  return {
    modes: modes.map(toDayMode),
    periods: periods.map(({ id, mode_key, area_id, first, last }) => ({
      ...{ id, modeKey: mode_key, areaId: area_id },
      ...{ first, last },
    })),
  };
}

export async function loadQuietHours(db: Kysely<Database>): Promise<PlacedRule<QuietHours>[]> {
  const rows = await db.selectFrom('quiet_hours').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, placeId: placeIdOf(row), rule: toQuietHours(row) }));
}

export async function loadGroups(db: Kysely<Database>): Promise<Group[]> {
  const rows = await db.selectFrom('place_group').selectAll().orderBy('id').execute();
  return rows.map(toGroup);
}

/** The rules of each place, by the area or endpoint that they were set for. */
export function byPlace<Rule>(
  rules: readonly PlacedRule<Rule>[],
): ReadonlyMap<string, readonly Rule[]> {
  const places = new Map<string, Rule[]>();
  for (const { placeId, rule } of rules) {
    const known = places.get(placeId);
    if (known) known.push(rule);
    else places.set(placeId, [rule]);
  }
  return places;
}

function placeIdOf(row: { area_id: string | null; endpoint_id: string | null }): string {
  return row.endpoint_id ?? row.area_id ?? '';
}
