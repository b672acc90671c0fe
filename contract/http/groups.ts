import { z } from 'zod';
import { route } from '../route.ts';
import { areaTag, byId, id, label, page, pageQuery } from '../scalar.ts';
import { dryRunQuery, ruleChange, ruleRemoval } from './rule-change.ts';

const fields = {
  name: label,
  /** Areas with this tag belong to it, with everything beneath them; `null`: named members only. */
  tag: areaTag.nullable(),
  /** Areas, stations and endpoints, all of them in the group's area. */
  members: z.array(id).max(5000),
};

export const group = z.object({ id, areaId: id, ...fields });
export type GroupAnswer = z.output<typeof group>;

const list = route({
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'Places that are spoken to together (nhóm), by name',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(group),
});

const create = route({
  method: 'POST',
  path: '/api/v1/groups',
  summary: 'Add a group of places in an area',
  access: 'group.write',
  body: z.object({ areaId: id, ...fields }),
  answer: group,
  status: 201,
  errors: ['area_not_found', 'group_member_outside'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/groups/:id',
  summary: 'Change a group; what is sent to it follows. With dryRun nothing is saved',
  access: 'group.write',
  params: byId,
  query: dryRunQuery,
  body: z.object(fields),
  answer: ruleChange(group),
  errors: ['group_not_found', 'group_member_outside'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/groups/:id',
  summary: 'Remove a group that nothing is sent to; with dryRun nothing is removed',
  access: 'group.write',
  params: byId,
  query: dryRunQuery,
  answer: ruleRemoval,
  errors: ['group_not_found', 'group_used'],
});

export const groupRoutes = { list, create, update, remove };
