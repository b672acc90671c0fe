import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate, page, pageQuery } from '../scalar.ts';
import { dryRunQuery, ruleChange, ruleRemoval } from './rule-change.ts';

export const modeKey = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);
export const airKinds = ['speech', 'music', 'signature', 'relay', 'input'] as const;

const capMs = z.int().min(60_000).max(86_400_000).nullable();
const fields = {
  name: label,
  /** Sessions that are held, besides those made for this mode; `null`: all as usual. */
  sessionKeys: z.array(modeKey).max(50).nullable(),
  /** Kinds of sound that may air; `null`: all. */
  kinds: z.array(z.enum(airKinds)).min(1).max(airKinds.length).nullable(),
  sessionCapMs: capMs,
  dayCapMs: capMs,
  /** The loudest, in percent of an endpoint's full volume. */
  volumePercent: z.int().min(1).max(100).nullable(),
};

export const dayMode = z.object({ key: modeKey, ...fields });
export type DayModeAnswer = z.output<typeof dayMode>;

export const dayModePeriod = z.object({
  id,
  modeKey,
  modeName: z.string(),
  areaId: id,
  /** Both days included. */
  first: localDate,
  last: localDate,
  userName: z.string(),
  at: epochMs,
});
export type DayModePeriodAnswer = z.output<typeof dayModePeriod>;

const list = route({
  method: 'GET',
  path: '/api/v1/day-modes',
  summary: 'What is different on days of a kind: Tết, quốc tang, mưa bão, bầu cử, thi cử …',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(dayMode),
});

const create = route({
  method: 'POST',
  path: '/api/v1/day-modes',
  summary: 'Add a day mode; it does nothing until it is switched on in an area',
  access: 'day-mode.write',
  body: dayMode,
  answer: dayMode,
  status: 201,
  errors: ['day_mode_taken'],
});

const byKey = z.object({ key: modeKey });

const update = route({
  method: 'PUT',
  path: '/api/v1/day-modes/:key',
  summary: 'Change a day mode wherever it is switched on; with dryRun nothing is saved',
  access: 'day-mode.write',
  params: byKey,
  query: dryRunQuery,
  body: z.object(fields),
  answer: ruleChange(dayMode),
  errors: ['day_mode_not_found'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/day-modes/:key',
  summary: 'Remove a day mode that is switched on nowhere, now or later',
  access: 'day-mode.write',
  params: byKey,
  answer: z.null(),
  status: 204,
  errors: ['day_mode_not_found', 'day_mode_used'],
});

const periods = route({
  method: 'GET',
  path: '/api/v1/day-mode-periods',
  summary: 'Where and when modes are switched on, the latest first',
  access: 'read',
  query: z.object({ ...pageQuery, areaId: id.optional() }),
  answer: page(dayModePeriod),
});

const switchOn = route({
  method: 'POST',
  path: '/api/v1/day-mode-periods',
  summary: 'Switch a mode on in an area, with an end; with dryRun nothing is saved',
  access: 'day-mode.switch',
  query: dryRunQuery,
  body: z.object({ modeKey, areaId: id, first: localDate, last: localDate }),
  answer: ruleChange(dayModePeriod),
  status: 201,
  errors: ['area_not_found', 'day_mode_not_found', 'time_invalid'],
});

const move = route({
  method: 'PUT',
  path: '/api/v1/day-mode-periods/:id',
  summary: 'Let it begin or end on another day; with dryRun nothing is saved',
  access: 'day-mode.switch',
  params: byId,
  query: dryRunQuery,
  body: z.object({ first: localDate, last: localDate }),
  answer: ruleChange(dayModePeriod),
  errors: ['day_mode_period_not_found', 'time_invalid'],
});

const switchOff = route({
  method: 'DELETE',
  path: '/api/v1/day-mode-periods/:id',
  summary: 'Switch a mode off as if it had not been on; with dryRun nothing is removed',
  access: 'day-mode.switch',
  params: byId,
  query: dryRunQuery,
  answer: ruleRemoval,
  errors: ['day_mode_period_not_found'],
});

export const dayModeRoutes = { list, create, update, remove, periods, switchOn, move, switchOff };
