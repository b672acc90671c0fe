import { z } from 'zod';
import { route } from '../route.ts';
import { byId, id, localDate, localTime, page, pageQuery, weekdays } from '../scalar.ts';
import { dryRunQuery, ruleChange, ruleRemoval } from './rule-change.ts';

const capMs = z.int().min(60_000).max(86_400_000);

export const guardRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session_cap'), capMs }),
  z.object({ kind: z.literal('day_cap'), capMs }),
  z.object({ kind: z.literal('sessions_a_day'), most: z.int().min(1).max(24) }),
  z.object({ kind: z.literal('air_days'), weekdays, onHolidays: z.boolean() }),
  z.object({ kind: z.literal('silent_day'), date: localDate }),
  z
    .object({
      kind: z.literal('volume_cap'),
      percent: z.int().min(1).max(100),
      /** Both `null`: all day; `to` at or before `from` is on the next day. */
      from: localTime.nullable(),
      to: localTime.nullable(),
    })
    .refine(({ from, to }) => (from === null) === (to === null), 'one of the hours is missing'),
  z.object({ kind: z.literal('week_approval') }),
]);

/** Why a rule is there: the decision that it follows, or what stands beside the horns. */
export const ruleNote = z.string().trim().normalize().max(500).nullable();

/** Where a rule holds. */
export const rulePlace = {
  areaId: id,
  /** Only at this endpoint, which stands in the area; `null`: in the area and everything beneath it. */
  endpointId: id.nullable().default(null),
};

/** Where a rule holds, as it is told: `areaId` is the endpoint's own where it is of an endpoint. */
export const heldAt = {
  areaId: id,
  endpointId: id.nullable(),
  endpointName: z.string().nullable(),
};

const fields = {
  rule: guardRule,
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
  note: ruleNote.default(null),
};

export const guard = z.object({ id, ...heldAt, ...fields, note: z.string().nullable() });
export type GuardAnswer = z.output<typeof guard>;

const list = route({
  method: 'GET',
  path: '/api/v1/guards',
  summary: 'Rules about how much may sound and when, of areas and single endpoints',
  access: 'read',
  query: z.object({ ...pageQuery, areaId: id.optional() }),
  answer: page(guard),
});

const create = route({
  method: 'POST',
  path: '/api/v1/guards',
  summary: 'Add a rule; of several the stricter holds. With dryRun nothing is saved',
  access: 'quiet-hours.write',
  query: dryRunQuery,
  body: z.object({ ...rulePlace, ...fields }),
  answer: ruleChange(guard),
  status: 201,
  errors: ['area_not_found', 'endpoint_not_found', 'time_invalid', 'guard_not_for_endpoint'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/guards/:id',
  summary: 'Change a rule where it stands; with dryRun nothing is saved',
  access: 'quiet-hours.write',
  params: byId,
  query: dryRunQuery,
  body: z.object(fields),
  answer: ruleChange(guard),
  errors: ['guard_not_found', 'time_invalid', 'guard_not_for_endpoint'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/guards/:id',
  summary: 'Remove a rule; with dryRun nothing is removed',
  access: 'quiet-hours.write',
  params: byId,
  query: dryRunQuery,
  answer: ruleRemoval,
  errors: ['guard_not_found'],
});

export const guardRoutes = { list, create, update, remove };
