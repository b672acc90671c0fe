import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery } from '../scalar.ts';

/** Đợt tuyên truyền: chương trình → dự án → kế hoạch năm. */
export const campaign = z.object({
  id,
  name: z.string(),
  parentId: id.nullable(),
  archivedAt: epochMs.nullable(),
});
export type CampaignAnswer = z.output<typeof campaign>;

const list = route({
  method: 'GET',
  path: '/api/v1/campaigns',
  summary: 'Campaigns by name; they nest',
  access: 'read',
  query: z.object({ ...pageQuery, q: z.string().max(100).optional() }),
  answer: page(campaign),
});

const create = route({
  method: 'POST',
  path: '/api/v1/campaigns',
  summary: 'Add a campaign, beneath another if wished',
  access: 'programme.write',
  body: z.object({ name: label, parentId: id.nullable().optional() }),
  answer: campaign,
  status: 201,
  errors: ['campaign_taken', 'campaign_not_found'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/campaigns/:id',
  summary: 'Rename, move, put away or take out again',
  access: 'programme.write',
  params: byId,
  body: z.object({
    name: label.optional(),
    parentId: id.nullable().optional(),
    isArchived: z.boolean().optional(),
  }),
  answer: campaign,
  errors: ['campaign_not_found', 'campaign_taken', 'campaign_nested'],
});

export const campaignRoutes = { list, create, update };
