import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery } from '../scalar.ts';

/** An organisation that contributes recordings (đơn vị phối hợp). */
export const partner = z.object({ id, name: z.string(), archivedAt: epochMs.nullable() });
export type PartnerAnswer = z.output<typeof partner>;

const list = route({
  method: 'GET',
  path: '/api/v1/partners',
  summary: 'Organisations that contribute recordings, by name',
  access: 'read',
  query: z.object({ ...pageQuery, q: z.string().max(100).optional() }),
  answer: page(partner),
});

const create = route({
  method: 'POST',
  path: '/api/v1/partners',
  summary: 'Add a partner',
  access: 'programme.write',
  body: z.object({ name: label }),
  answer: partner,
  status: 201,
  errors: ['partner_taken'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/partners/:id',
  summary: 'Rename a partner, put it away or take it out again',
  access: 'programme.write',
  params: byId,
  body: z.object({ name: label.optional(), isArchived: z.boolean().optional() }),
  answer: partner,
  errors: ['partner_not_found', 'partner_taken'],
});

export const partnerRoutes = { list, create, update };
