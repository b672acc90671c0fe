import { z } from 'zod';
import { route } from '../route.ts';
import { byId, id, localDate, localTime, page, pageQuery, weekdays } from '../scalar.ts';
import { heldAt, ruleNote, rulePlace } from './guards.ts';
import { dryRunQuery, ruleChange, ruleRemoval } from './rule-change.ts';

const fields = {
  from: localTime,
  /** At or before `from`: on the next day. */
  to: localTime,
  weekdays,
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
  note: ruleNote.default(null),
};

export const quietHours = z.object({ id, ...heldAt, ...fields, note: z.string().nullable() });
export type QuietHoursAnswer = z.output<typeof quietHours>;

const list = route({
  method: 'GET',
  path: '/api/v1/quiet-hours',
  summary: 'Hours in which nothing sounds, per area and everything beneath it, or at one endpoint',
  access: 'read',
  query: z.object({ ...pageQuery, areaId: id.optional() }),
  answer: page(quietHours),
});

const create = route({
  method: 'POST',
  path: '/api/v1/quiet-hours',
  summary: 'Add quiet hours; the coming week is compiled anew. With dryRun nothing is saved',
  access: 'quiet-hours.write',
  query: dryRunQuery,
  body: z.object({ ...rulePlace, ...fields }),
  answer: ruleChange(quietHours),
  status: 201,
  errors: ['area_not_found', 'endpoint_not_found', 'time_invalid'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/quiet-hours/:id',
  summary: 'Change quiet hours where they stand; with dryRun nothing is saved',
  access: 'quiet-hours.write',
  params: byId,
  query: dryRunQuery,
  body: z.object(fields),
  answer: ruleChange(quietHours),
  errors: ['quiet_hours_not_found', 'time_invalid'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/quiet-hours/:id',
  summary: 'Remove quiet hours; with dryRun nothing is removed',
  access: 'quiet-hours.write',
  params: byId,
  query: dryRunQuery,
  answer: ruleRemoval,
  errors: ['quiet_hours_not_found'],
});

export const quietHoursRoutes = { list, create, update, remove };
