import { z } from 'zod';
import { campaignKinds, eventKinds, planScopes } from '../../core/campaign/campaign-plan.ts';
import { paperFormats } from '../paper-format.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate } from '../scalar.ts';
import { airSums } from './air-report.ts';

const amount = z.int().min(0).max(1e15);
const count = z.int().min(0).max(1e9);
const fund = z.object({ planned: amount, spent: amount });
const funds = z.object({ central: fund, counterpart: fund });
const target = z.object({ name: label, unit: label, planned: count, reached: count });
const event = z.object({
  kind: z.enum(eventKinds),
  title: label,
  date: localDate,
  place: z.string().trim().normalize().max(200),
  attendance: count,
});

export const planContent = z.object({
  kind: z.enum(campaignKinds),
  /** Of a plan of a year, which says it; `null`: its money and targets are those of all its years. */
  year: z.int().min(2000).max(2100).nullable().default(null),
  /** Cơ quan chủ trì. */
  lead: label.nullable(),
  leadAreaId: id.nullable(),
  partnerIds: z.array(id).max(50),
  /** In đồng. */
  funds,
  targets: z.array(target).max(50),
  events: z.array(event).max(200),
});
export type PlanContent = z.output<typeof planContent>;

export const material = z.object({
  id,
  title: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  uploadedAt: epochMs,
  /** Who fetched it, the last one first. */
  fetched: z.array(
    z.object({ name: z.string(), firstAt: epochMs, lastAt: epochMs, times: z.int() }),
  ),
});
export type MaterialAnswer = z.output<typeof material>;

export const campaignPlan = planContent.extend({
  /** 0: nobody has written one yet. */
  version: z.int(),
  materials: z.array(material),
});
export type CampaignPlanAnswer = z.output<typeof campaignPlan>;

const get = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/plan',
  summary: 'What a campaign sets out to do: lead, partners, funds, targets, events, materials',
  access: 'read',
  params: byId,
  answer: campaignPlan,
  errors: ['campaign_not_found'],
});

const put = route({
  method: 'PUT',
  path: '/api/v1/campaigns/:id/plan',
  summary: 'Write it, from the version that was read',
  access: 'programme.write',
  params: byId,
  body: planContent
    .extend({ version: z.int().min(0) })
    .refine(({ kind, year }) => kind !== 'year_plan' || year !== null, 'a plan of a year has none'),
  answer: campaignPlan,
  errors: ['campaign_not_found', 'campaign_changed', 'area_not_found', 'partner_not_found'],
});

const addMaterial = route({
  method: 'POST',
  path: '/api/v1/campaigns/:id/materials',
  summary: 'Hand a document to commune staff, 20 MB at most',
  access: 'programme.write',
  params: byId,
  body: z.object({ title: label }),
  bodyType: 'multipart',
  answer: campaignPlan,
  status: 201,
  errors: ['campaign_not_found', 'upload_missing', 'upload_too_large', 'empty_file', 'disk_full'],
});

const byMaterial = z.object({ id, materialId: id });

const removeMaterial = route({
  method: 'DELETE',
  path: '/api/v1/campaigns/:id/materials/:materialId',
  summary: 'Hand it out no more',
  access: 'programme.write',
  params: byMaterial,
  answer: campaignPlan,
  errors: ['campaign_not_found', 'material_not_found'],
});

const fetchMaterial = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/materials/:materialId/file',
  summary: 'Fetch a document; who fetched it, and when, is kept',
  access: 'read',
  params: byMaterial,
  answer: 'application/octet-stream',
  errors: ['material_not_found'],
});

/** A year at most; all time when both are left out. */
const days = { from: localDate.optional(), to: localDate.optional() };
const ofCampaign = { campaignId: id, campaignName: z.string() };
/** What is written of a figure one step beneath; what was spent or reached of it is `done`. */
const parts = { parts: z.array(z.object({ ...ofCampaign, planned: z.int(), done: z.int() })) };
const partedFund = fund.extend(parts);
const means = z
  .object({
    funds: z.object({ central: partedFund, counterpart: partedFund }),
    targets: z.array(target.extend(parts)),
  })
  .nullable();

export const campaignReport = z.object({
  /** The outcome in one Vietnamese sentence. */
  sentence: z.string(),
  /** The campaign and all that nests in it. */
  campaigns: z.int(),
  /** Of the plans of the years that are asked; `null`: none of them tells of any. */
  ofYears: means,
  /**
   * Of programmes and projects as a whole: no year has them by itself, and they are in no sum with the above. What a
   * campaign says of a figure itself is that figure, and its parts divide it; otherwise it is the sum of its parts.
   */
  whole: means,
  /** The plans themselves, that of the campaign first. */
  plans: z.array(
    planContent.omit({ events: true, partnerIds: true }).extend({
      ...ofCampaign,
      partners: z.array(z.string()),
      /** In which of the sums above its money and targets are; `noYear`: in none until somebody says its year. */
      scope: z.enum(planScopes),
    }),
  ),
  events: z.array(z.object({ kind: z.enum(eventKinds), count: z.int(), attendance: z.int() })),
  /** The events themselves, by day. */
  held: z.array(event.extend(ofCampaign)),
  materials: z.object({ count: z.int(), fetchedBy: z.int() }),
  documents: z.array(z.object({ ...ofCampaign, title: z.string(), fetchedBy: z.int() })),
  aired: z.object({
    total: airSums,
    /** In which something of it was heard. */
    communes: z.int(),
    stations: z.array(
      z.object({ stationId: id, name: z.string(), requestedMs: z.int(), heardMs: z.int() }),
    ),
    years: z.array(z.object({ year: z.int(), requestedMs: z.int(), heardMs: z.int() })),
    pending: z.int(),
  }),
});
export type CampaignReportAnswer = z.output<typeof campaignReport>;

const report = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/report',
  summary: 'What came of a campaign with everything beneath it; 366 days at most, or all time',
  access: 'read',
  params: byId,
  query: z.object(days),
  answer: campaignReport,
  errors: ['campaign_not_found', 'query_invalid'],
});

const paper = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/report/paper',
  summary: 'The same as a file: XLSX, CSV, PDF or DOCX',
  access: 'read',
  params: byId,
  query: z.object({ ...days, format: z.enum(paperFormats) }),
  answer: 'application/octet-stream',
  errors: ['campaign_not_found', 'query_invalid'],
});

export const campaignPlanRoutes = {
  get,
  put,
  addMaterial,
  removeMaterial,
  fetchMaterial,
  report,
  paper,
};
