import type { z } from 'zod';
import type { airReportRoutes } from '../../contract/http/air-report.ts';
import type { areaSumRoutes } from '../../contract/http/area-sums.ts';
import type { auditRoutes } from '../../contract/http/audit.ts';
import type { endpointRoutes } from '../../contract/http/endpoints.ts';
import type { occurrenceRoutes } from '../../contract/http/occurrences.ts';
import type { readinessRoutes } from '../../contract/http/readiness.ts';
import type { reportRoutes } from '../../contract/http/reports.ts';
import type { royaltyRoutes } from '../../contract/http/royalties.ts';
import type { timetableExportRoutes } from '../../contract/http/timetable-export.ts';
import type { OutcomeDays } from '../../core/campaign/campaign-plan.ts';
import type { Prepared } from '../broadcasts/try-out.ts';
import type { Principal } from '../http/principal.ts';

/** What a route asks of its query. */
type QueryOf<Route extends { query?: z.ZodType }> = z.output<NonNullable<Route['query']>>;

/** A person and what they ask for, as the contract has it. */
export interface Asked<Query> {
  principal: Principal;
  query: Query;
}

export interface AskedDossier extends Asked<{ id: string }> {
  /** See core/compile/freeze. */
  freezeMs: number;
}

export interface AskedPreview {
  principal: Principal;
  prepared: Prepared;
  /** See core/compile/freeze. */
  freezeMs: number;
}

export type AsRunQuery = QueryOf<typeof occurrenceRoutes.asRun>;
export type TallyQuery = QueryOf<typeof occurrenceRoutes.tally>;
export type OccasionsQuery = QueryOf<typeof occurrenceRoutes.occasions>;
export type PlaysQuery = QueryOf<typeof reportRoutes.plays>;
export type AirQuery = QueryOf<typeof airReportRoutes.lines>;
export interface CampaignDays {
  campaignId: string;
  days: OutcomeDays;
}
export type AirPaperQuery = QueryOf<typeof airReportRoutes.paper>;
export type EndpointsQuery = QueryOf<typeof endpointRoutes.list>;
export type SummaryQuery = QueryOf<typeof endpointRoutes.summary>;
export type AuditQuery = QueryOf<typeof auditRoutes.list>;
export type AuditFileQuery = QueryOf<typeof auditRoutes.file>;
export type RoyaltyRowsQuery = QueryOf<typeof royaltyRoutes.rows>;
export type RoyaltyPaperQuery = QueryOf<typeof royaltyRoutes.paper>;
export type AskedRoyalties<Query> = Asked<Query> & { zone: string };
export type WeekPaperQuery = QueryOf<typeof timetableExportRoutes.weekPaper>;
export type LogQuery = QueryOf<typeof airReportRoutes.log>;
export type AirRowsQuery = QueryOf<typeof airReportRoutes.rows>;
export type DayQuery = QueryOf<typeof readinessRoutes.ofDay>;
export type OccurrencesQuery = QueryOf<typeof occurrenceRoutes.list>;
export type TableQuery = QueryOf<typeof occurrenceRoutes.table>;
export type AreaSumsQuery = QueryOf<typeof areaSumRoutes.areas>;
export type StationSumsQuery = QueryOf<typeof areaSumRoutes.stations>;
export type StationsQuery = QueryOf<typeof occurrenceRoutes.stations>;
