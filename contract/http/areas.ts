import { z } from 'zod';
import { route } from '../route.ts';
import { dryRunQuery, effects } from './effects.ts';
import { areaTag, byId, id, label, localDate, page, pageQuery } from '../scalar.ts';

/** Official codes are digits with leading zeros; places without one may be given any. */
export const areaCode = z.string().regex(/^[0-9A-Za-z.-]{1,20}$/);

export const area = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentId: id.nullable(),
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
  /** What it is like (ven biển, nghèo cao): groups find it by them. */
  tags: z.array(z.string()),
  /** What took it over when it ended. */
  successorId: id.nullable(),
  /** What it is from a day on (`null`: since it began), where anything of it ever changes; none: always the same. */
  states: z.array(
    z.object({
      from: localDate.nullable(),
      name: z.string(),
      kind: z.string(),
      parentId: id.nullable(),
    }),
  ),
});
export type AreaAnswer = z.output<typeof area>;

/** So many areas a page has at most: the tree of a province in one. */
export const mostAreas = 5000;

const list = route({
  method: 'GET',
  path: '/api/v1/areas',
  summary:
    'The administrative tree, as it is on a day; parents come before children. With an ETag: it changes seldom',
  access: 'read',
  query: z.object({
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(mostAreas).default(50),
    on: localDate.optional(),
    parentId: id.optional(),
    /** With those of all other days. */
    ended: z.stringbool().default(false),
    /** Words of the name, with or without diacritics. */
    q: z.string().max(100).optional(),
  }),
  answer: page(area),
});

const create = route({
  method: 'POST',
  path: '/api/v1/areas',
  summary: 'Add an area under a parent',
  access: 'area.write',
  body: z.object({
    code: areaCode,
    name: label,
    kind: label,
    parentId: id,
    validFrom: localDate.nullable(),
    validTo: localDate.nullable(),
  }),
  answer: area,
  status: 201,
  errors: ['area_not_found', 'area_code_taken', 'area_dates_invalid'],
});

const importMany = route({
  method: 'POST',
  path: '/api/v1/areas/import',
  summary: 'Add many areas under one, all or none; those that exist are left alone',
  access: 'area.write',
  body: z.object({
    underId: id,
    validFrom: localDate.nullable(),
    validTo: localDate.nullable(),
    areas: z
      .array(
        z.object({
          code: areaCode,
          name: label,
          kind: label,
          /** Code of a parent in the same list; `null` for a child of `underId`. */
          parentCode: areaCode.nullable(),
        }),
      )
      .min(1)
      .max(mostAreas),
  }),
  answer: z.object({ added: z.int(), kept: z.int(), areas: z.array(area) }),
  status: 201,
  errors: ['area_not_found', 'area_code_taken', 'area_dates_invalid'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/areas/:id',
  summary: 'Rename an area, tag it or end it on a day; with dryRun nothing is saved',
  access: 'area.write',
  params: byId,
  query: dryRunQuery,
  body: z.object({
    name: label.optional(),
    /** The first day of the new name; left out: the old one was wrong all the time. */
    nameFrom: localDate.optional(),
    /** Its last day; `null`: it goes on, and a merge planned for it is called off. */
    validTo: localDate.nullable().optional(),
    tags: z.array(areaTag).max(20).optional(),
  }),
  /** The area as it stands, and what the change touches; `null` where that is tags alone. */
  answer: area.extend({ effects: effects.nullable() }),
  errors: ['area_not_found', 'area_dates_invalid', 'station_area_taken', 'move_in_past'],
});

const move = route({
  method: 'POST',
  path: '/api/v1/areas/:id/move',
  summary: 'Put an area beneath another from a day on; with dryRun nothing is saved',
  access: 'area.write',
  params: byId,
  query: dryRunQuery,
  body: z.object({ to: id, on: localDate }),
  answer: area.extend({ effects }),
  errors: ['area_not_found', 'area_not_there', 'area_nested', 'move_in_past'],
});

const merge = route({
  method: 'POST',
  path: '/api/v1/areas/merge',
  summary: 'Let an area take over others from a day on; with dryRun nothing is saved',
  access: 'area.write',
  query: dryRunQuery,
  body: z.object({
    areas: z.array(id).min(1).max(500),
    into: id,
    /** The first day without them. */
    on: localDate,
    /** Who has a role in one of them has it in what takes it over too, from that day on. */
    rolesFollow: z.boolean(),
  }),
  answer: z.object({ areas: z.array(area), effects }),
  errors: [
    ...(['area_not_found', 'area_not_there', 'area_nested', 'area_dates_invalid'] as const),
    ...(['station_area_taken', 'move_in_past'] as const),
  ],
});

export const areaRoutes = { list, create, importMany, update, move, merge };
