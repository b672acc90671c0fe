import { z } from 'zod';
import { columnMeanings } from '../../core/endpoint-list/columns.ts';
import { listProblems } from '../../core/endpoint-list/understand-list.ts';
import { route } from '../route.ts';
import { epochMs, id, page, pageQuery } from '../scalar.ts';
import { row } from './plans.ts';

const line = z.object({
  line: z.int(),
  /** `ready` becomes an endpoint; `open` has problems; `dropped` was taken out. */
  state: z.enum(['ready', 'open', 'dropped']),
  name: z.string(),
  stationName: z.string().nullable(),
  areaName: z.string().nullable(),
  serial: z.string().nullable(),
  sim: z.string().nullable(),
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  powerWatts: z.int().nullable(),
  problems: z.array(z.enum(listProblems)),
});
export type EndpointListLine = z.output<typeof line>;

const understood = z.object({
  /** Where the headings stand; `null`: no row looks like headings. */
  headingLine: z.int().nullable(),
  /** What each column means, counted from 0. */
  columns: z.array(z.object({ column: z.int(), meaning: z.enum(columnMeanings) })),
  lines: z.array(line),
  /** Endpoints that were made; empty when nothing was saved. */
  made: z.array(id),
});
export type EndpointList = z.output<typeof understood>;

const importList = route({
  method: 'POST',
  path: '/api/v1/endpoint-lists',
  summary: "Take over a vendor's list of speaker clusters as one act; with dryRun nothing is saved",
  access: 'endpoint.pair',
  body: z.object({
    /** Under which the stations are looked for. */
    areaId: id,
    /** As POST /api/v1/plans/rows reads a file, perhaps mended. */
    rows: z.array(row).max(5000),
    /** Lines that are taken out. */
    drop: z.array(z.int()).max(5000).default([]),
    /** What is still open is left out. */
    leaveOut: z.boolean().default(false),
    dryRun: z.boolean().default(false),
  }),
  answer: understood,
  errors: ['area_not_found', 'endpoint_list_unclear', 'endpoint_list_empty'],
});

const pairingCard = z.object({
  endpointId: id,
  name: z.string(),
  stationName: z.string(),
  areaName: z.string(),
  serial: z.string().nullable(),
  address: z.string().nullable(),
  code: z.string(),
  expiresAt: epochMs,
});
export type PairingCard = z.output<typeof pairingCard>;

/** A sheet is forty pages then. */
export const mostOnASheet = 400;

const pairingSheet = route({
  method: 'POST',
  path: '/api/v1/endpoints/pairing-sheet',
  summary:
    'Codes for agents that are not paired yet, to be printed; earlier unused codes stop working',
  access: 'endpoint.pair',
  body: z.union([
    z.strictObject({ stationId: id }),
    /** Of several stations; those that are paired meanwhile are left out. */
    z.strictObject({ ids: z.array(id).min(1).max(mostOnASheet) }),
  ]),
  answer: z.object({
    /** By which a technician sees that it is our server which answers. */
    fingerprint: z.string(),
    items: z.array(pairingCard),
  }),
  errors: ['station_not_found'],
});

const unpairedEndpoint = z.object({
  id,
  name: z.string(),
  stationId: id,
  stationName: z.string(),
  areaName: z.string(),
  /** Until when a code lets it in; `null`: there is none, or none that still holds. */
  codeUntil: epochMs.nullable(),
});
export type UnpairedEndpoint = z.output<typeof unpairedEndpoint>;

const unpaired = route({
  method: 'GET',
  path: '/api/v1/endpoint-lists/unpaired',
  summary: 'Agents of all stations that are not paired yet, where the person may pair',
  access: 'endpoint.pair',
  query: z.object({
    ...pageQuery,
    /** It and everything beneath it. */
    areaId: id.optional(),
    /** Parts of the name, its station's or its village's; diacritics may be left out. */
    q: z.string().max(100).optional(),
  }),
  answer: page(unpairedEndpoint).extend({ total: z.int() }),
  errors: ['query_invalid', 'cursor_invalid'],
});

export const endpointListRoutes = { importList, pairingSheet, unpaired };
