import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Page } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  changeRules,
  type ChangeRulesDeps,
  type RuleChange,
  type RuleChangeHow,
} from '../timetable/change-rules.ts';
import type { Rules } from '../timetable/rules.ts';
import { stationsOfPlaces } from '../timetable/scope.ts';
import { findHeld, listHeld, type HeldQuery, type HeldRule, type RuleTable } from './held-rule.ts';
import { requireRulePlace, type RulePlace } from './require-rule-place.ts';

export interface PlaceRulesDeps extends ChangeRulesDeps {
  access: Access;
}

interface Dated {
  validFrom: string | null;
  validTo: string | null;
}

/** How one kind of rule is kept. */
export interface RuleStore<Fields extends Dated> {
  table: RuleTable;
  /** As audit lines name it. */
  noun: 'guard' | 'quiet-hours';
  missing: ErrorCode;
  read(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, Fields>>;
  save(trx: Transaction<Database>, rule: HeldRule & Fields): Promise<void>;
  /** @throws AppError for what cannot hold there */
  check(rule: RulePlace & Fields): void;
  /** The rules of all places with this one as given; `null`: without it. */
  suppose(rules: Rules, id: string, rule: (RulePlace & Fields) | null): Rules;
}

/** Rules that are set for areas and endpoints: quiet hours and guards. */
export interface PlaceRulesService<Fields> {
  list(principal: Principal, query: HeldQuery): Promise<Page<HeldRule & Fields>>;
  create(
    principal: Principal,
    given: { areaId: string; endpointId: string | null } & Fields,
    how: RuleChangeHow,
  ): Promise<RuleChange<HeldRule & Fields>>;
  update(
    principal: Principal,
    id: string,
    given: Fields,
    how: RuleChangeHow,
  ): Promise<RuleChange<HeldRule & Fields>>;
  remove(principal: Principal, id: string, how: RuleChangeHow): Promise<RuleChange<null>>;
}

export function createPlaceRules<Fields extends Dated>(
  deps: PlaceRulesDeps,
  store: RuleStore<Fields>,
): PlaceRulesService<Fields> {
  const { db } = deps;
  return {
    list: async (principal, query) => {
      const page = await listHeld(db, principal, store.table, query);
      const ids = page.items.map(({ id }) => id);
      const fields = await store.read(db, ids);
      const items = page.items.flatMap((rule) => {
        const own = fields.get(rule.id);
        return own ? [{ ...own, ...rule }] : [];
      });
      return { ...page, items };
    },
    create: async (principal, given, how) => {
      const place = await requireRulePlace(deps, principal, given);
      const rule = { ...given, id: newId(deps.clock), ...place };
      return save(deps, store, principal, { rule, verb: 'create', ...how });
    },
    update: async (principal, id, given, how) => {
      const place = await requireHeld(deps, store, principal, id);
      const rule = { ...given, ...place };
      return save(deps, store, principal, { rule, verb: 'update', ...how });
    },
    remove: async (principal, id, { dryRun }) => {
      const place = await requireHeld(deps, store, principal, id);
      const fields = (await store.read(db, [id])).get(id);
      return changeRules(deps, {
        dryRun,
        stationIds: await stationsOfPlaces(db, [place]),
        suppose: (rules) => store.suppose(rules, id, null),
        save: async (trx) => {
          await trx.deleteFrom(store.table).where('id', '=', id).execute();
          const detail = { ...fields, ...place };
          await audit(trx, deps, { principal, action: `${store.noun}.remove`, detail });
          return null;
        },
      });
    },
  };
}

async function save<Fields extends Dated>(
  deps: PlaceRulesDeps,
  store: RuleStore<Fields>,
  principal: Principal,
  given: { rule: Fields & HeldRule; verb: 'create' | 'update' } & RuleChangeHow,
): Promise<RuleChange<HeldRule & Fields>> {
  const { rule, verb, dryRun } = given;
  const { validFrom, validTo } = rule;
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    throw new AppError('time_invalid', 'the last day comes before the first');
  store.check(rule);
  return changeRules(deps, {
    dryRun,
    stationIds: await stationsOfPlaces(deps.db, [rule]),
    suppose: (rules) => store.suppose(rules, rule.id, rule),
    save: async (trx) => {
      await store.save(trx, rule);
      await audit(trx, deps, { principal, action: `${store.noun}.${verb}`, detail: rule });
      return rule;
    },
  });
}

/** @throws AppError when it is not there, or not the person's */
async function requireHeld<Fields extends Dated>(
  { db, access }: PlaceRulesDeps,
  { table, missing }: RuleStore<Fields>,
  principal: Principal,
  id: string,
): Promise<HeldRule> {
  const held = await findHeld(db, table, id);
  if (!held) throw new AppError(missing, `there is no such rule as ${id}`);
  await access.require(principal, 'quiet-hours.write', held.areaId);
  return held;
}

async function audit(
  trx: Transaction<Database>,
  { clock }: PlaceRulesDeps,
  given: { principal: Principal; action: AuditAction; detail: HeldRule },
): Promise<void> {
  const { id, areaId, endpointName: _, ...detail } = given.detail;
  await recordAudit(trx, {
    clock,
    userId: given.principal.userId,
    action: given.action,
    subject: id,
    areaId,
    detail: { areaId, ...detail },
  });
}
