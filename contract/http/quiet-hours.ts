import { z } from 'zod';
import { route } from '../route.ts';
import { byId, id, localDate, localTime, page, pageQuery, weekdays } from '../scalar.ts';

const fields = {
  areaId: id,
  from: localTime,
  /** At or before `from`: on the next day. */
  to: localTime,
  weekdays,
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
};

export const quietHours = z.object({ id, ...fields });
export type QuietHoursAnswer = z.output<typeof quietHours>;

const list = route({
  method: 'GET',
  path: '/api/v1/quiet-hours',
  summary: 'Hours in which nothing sounds, per area and everything beneath it',
  access: 'read',
  query: z.object({ ...pageQuery, areaId: id.optional() }),
  answer: page(quietHours),
});

const create = route({
  method: 'POST',
  path: '/api/v1/quiet-hours',
  summary: 'Add quiet hours; the coming week is compiled anew',
  access: 'quiet-hours.write',
  body: z.object(fields),
  answer: quietHours,
  status: 201,
  errors: ['area_not_found'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/quiet-hours/:id',
  summary: 'Remove quiet hours',
  access: 'quiet-hours.write',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['quiet_hours_not_found'],
});

export const quietHoursRoutes = { list, create, remove };
