import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, monday, page, pageQuery } from '../scalar.ts';
import { carryOut, language, timetableChange } from './timetable-change.ts';

export const template = z.object({
  id,
  areaId: id,
  name: label,
  /** How many broadcasts and edited days it has. */
  count: z.int(),
  userName: z.string().nullable(),
  createdAt: epochMs,
  /** Goes up with each change; an edit names the one that it saw. */
  version: z.int(),
});
export type TemplateAnswer = z.output<typeof template>;

const list = route({
  method: 'GET',
  path: '/api/v1/templates',
  summary: 'Weeks to be laid again (mẫu tuần), by name',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(template),
});

const get = route({
  method: 'GET',
  path: '/api/v1/templates/:id',
  summary: 'A template with what it holds',
  access: 'read',
  params: byId,
  answer: z.object({
    template,
    entries: z.array(
      z.object({
        kind: z.enum(['broadcast', 'edited', 'left_out', 'extra']),
        title: z.string(),
        /** From Monday, 0 to 6. */
        days: z.array(z.int()),
      }),
    ),
  }),
  errors: ['template_not_found'],
});

const create = route({
  method: 'POST',
  path: '/api/v1/templates',
  summary: "Keep what an area's week has besides what recurs",
  access: 'broadcast.write',
  body: z.object({ areaId: id, name: label, monday }),
  answer: template,
  status: 201,
  errors: ['area_not_found', 'template_taken', 'week_empty'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/templates/:id',
  summary: 'Name a template otherwise',
  access: 'broadcast.write',
  params: byId,
  body: z.object({ name: label, version: z.int() }),
  answer: template,
  errors: ['template_not_found', 'template_changed', 'template_taken'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/templates/:id',
  summary: 'Remove a template; what was laid by it stays',
  access: 'broadcast.write',
  params: byId,
  query: z.object({ version: z.coerce.number().int() }),
  answer: z.null(),
  status: 204,
  errors: ['template_not_found', 'template_changed'],
});

const bringBack = route({
  method: 'POST',
  path: '/api/v1/templates/:id/bring-back',
  summary: 'A template that was removed, as it was',
  access: 'broadcast.write',
  params: byId,
  answer: template,
  errors: ['template_not_found', 'template_taken'],
});

const lay = {
  ...carryOut,
  /** Lay it although some of it cannot be; that is left out. */
  leaveOut: z.boolean().default(false),
  /** Lay it although it was laid there before; what is there is not doubled in any case. */
  again: z.boolean().default(false),
};
const layErrors = [
  'area_not_found',
  'week_invalid',
  'week_empty',
  'week_unfit',
  'week_copied',
  'timetable_changed',
  'broadcast_changed',
] as const;

const apply = route({
  method: 'POST',
  path: '/api/v1/templates/:id/apply',
  summary: 'Lay a template onto a week of an area, all or none',
  access: 'broadcast.write',
  params: byId,
  query: z.object({ language }),
  body: z.object({ areaId: id, monday, ...lay }),
  answer: timetableChange,
  errors: ['template_not_found', ...layErrors],
});

const copyWeek = route({
  method: 'POST',
  path: '/api/v1/timetables/copy-week',
  summary: 'Lay what a week has besides what recurs onto another week, all or none',
  access: 'broadcast.write',
  query: z.object({ language }),
  body: z.object({
    areaId: id,
    /** Also what belongs to areas beneath it. */
    withBeneath: z.boolean().default(false),
    fromMonday: monday,
    toMonday: monday,
    ...lay,
  }),
  answer: timetableChange,
  errors: layErrors,
});

export const templateRoutes = {
  ...{ list, get, create, update, remove, bringBack },
  ...{ apply, copyWeek },
};
