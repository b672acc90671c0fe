import { sql, type Kysely, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { ReadinessAnswer } from '../../contract/http/readiness.ts';
import type { todayRoutes } from '../../contract/http/today.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createAccess } from '../access/access.ts';
import { outlookOf, previewOf } from '../broadcasts/find-outlook.ts';
import type { TryOutDeps } from '../broadcasts/try-out.ts';
import { tryOutStations } from '../timetable/each-station.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { AirGroup } from '../../core/report/air-group.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { areaScope } from '../access/area-scope.ts';
import { auditTable } from '../audit/audit-table.ts';
import { listAudit } from '../audit/list.ts';
import { listEndpoints, summarizeEndpoints } from '../endpoints/list-endpoints.ts';
import { outagePlan } from '../health/plan-outages.ts';
import type { Principal } from '../http/principal.ts';
import { trialDay, type TrialDayRequest } from '../prelistening/trial-day.ts';
import { newNotes } from '../readiness/new-notes.ts';
import { dayReadiness, subjectReadiness } from '../readiness/of-day.ts';
import { occurrenceReadiness } from '../readiness/of-occurrence.ts';
import { airLines } from '../reports/air/air-lines.ts';
import { campaignPaper } from '../campaign-plans/campaign-paper.ts';
import { campaignReport } from '../campaign-plans/campaign-report.ts';
import { readDossier } from '../dossiers/read-dossier.ts';
import { airPaper } from '../reports/air/air-paper.ts';
import { weekPaper } from '../plans/week-paper.ts';
import { stationLog } from '../reports/log/station-log.ts';
import type { Paper } from '../office/paper.ts';
import type { Spelt } from '../office/send-spelt.ts';
import { spellPaper } from '../office/spell-paper.ts';
import type { PaperFormat } from '../../contract/paper-format.ts';
import { airRows } from '../reports/air/air-rows.ts';
import type { AirFilter, AirQuery as CellsQuery } from '../reports/air/cells.ts';
import { isFine } from '../reports/air/is-fine.ts';
import { settleDays, type SettleQuestion } from '../reports/air/settle-days.ts';
import { airedOccasions, asRunPage, asRunTally } from '../reports/as-run-page.ts';
import { playSums } from '../reports/play-sums.ts';
import { listPieces } from '../royalties/pieces.ts';
import { royaltyLines, royaltyRows } from '../royalties/report.ts';
import { royaltyPaper } from '../royalties/royalty-paper.ts';
import type { RoyaltyFilter } from '../royalties/royalty-query.ts';
import { readKeyholders } from '../stations/keyholder.ts';
import type { Database } from '../store/schema.ts';
import { isBeneathOnDay, isInScopeOnDay, type DatedRow } from '../territory/beneath-on-day.ts';
import type { PlainError } from '../threads/plain-error.ts';
import { todayOf } from '../today/today-of.ts';
import { areaSums, stationSums } from '../timetable/area-sums.ts';
import { listOccurrences, type OccurrencesFilter } from '../timetable/list-occurrences.ts';
import { occurrenceStations } from '../timetable/occurrence-stations.ts';
import { occurrenceTable } from '../timetable/occurrence-table.ts';
import type {
  Asked,
  AskedDossier,
  AskedPreview,
  AsRunQuery,
  TallyQuery,
  OccasionsQuery,
  PlaysQuery,
  AirQuery,
  CampaignDays,
  AirPaperQuery,
  EndpointsQuery,
  SummaryQuery,
  AuditQuery,
  AuditFileQuery,
  RoyaltyRowsQuery,
  RoyaltyPaperQuery,
  AskedRoyalties,
  WeekPaperQuery,
  LogQuery,
  AirRowsQuery,
  DayQuery,
  OccurrencesQuery,
  TableQuery,
  AreaSumsQuery,
  StationSumsQuery,
  StationsQuery,
} from './asked.ts';

/** What a question is answered from. */
interface Known {
  db: Kysely<Database>;
  tree: Tree;
  now: number;
}

/**
 * Questions whose answers are long. Each day is told by the areas, stations and places of that day: what
 * changes later does not change it.
 */
export const questions = {
  occurrences: ({ db, tree }: Known, asked: Asked<OccurrencesQuery>) =>
    listOccurrences(db, timetableFilter(tree, asked)),
  occurrenceTable: ({ db, tree }: Known, { principal, query }: Asked<TableQuery>) =>
    occurrenceTable(db, { ...query, filter: timetableFilter(tree, { principal, query }) }),
  occurrenceStations: (
    { db, tree }: Known,
    { principal, query }: Asked<StationsQuery & { occurrence: string; date: LocalDate }>,
  ) => {
    const days = { ...query, from: query.date, to: query.date };
    const filter = timetableFilter(tree, { principal, query: days });
    return occurrenceStations(db, { ...query, filter });
  },
  areaSums: ({ db, tree }: Known, { principal, query }: Asked<AreaSumsQuery>) =>
    areaSums(db, { ...query, tree, filter: timetableFilter(tree, { principal, query }) }),
  stationSums: (
    { db, tree }: Known,
    { principal, query }: Asked<StationSumsQuery & { areaId: string }>,
  ) => stationSums(db, { ...query, tree, filter: timetableFilter(tree, { principal, query }) }),
  today: (
    { db, tree, now }: Known,
    { principal, query: { q, limit } }: Asked<z.output<NonNullable<typeof todayRoutes.show.query>>>,
  ) => {
    const isMeant = (row: DatedRow) =>
      isInScopeOnDay(tree, { principal, action: 'read' }, everyDay, row);
    const filter = { isMeant, scope: areaScope(principal, 'read'), areas: tree.areas };
    return todayOf(db, { principal, q, limit, filter, now });
  },
  endpoints: ({ db, now }: Known, { principal, query }: Asked<EndpointsQuery>) =>
    listEndpoints(db, principal, query, now),
  endpointSummary: async ({ db, now }: Known, { principal, query }: Asked<SummaryQuery>) => ({
    items: await summarizeEndpoints(db, principal, query, now),
  }),
  asRun: ({ db, tree, now }: Known, { principal, query }: Asked<AsRunQuery>) =>
    asRunPage(db, { ...query, isMeant: mayRead(tree, principal, query) }, now),
  asRunTally: ({ db, tree, now }: Known, { principal, query }: Asked<TallyQuery>) =>
    asRunTally(db, { ...query, isMeant: mayRead(tree, principal, query) }, now),
  occasions: async ({ db, tree, now }: Known, { principal, query }: Asked<OccasionsQuery>) => ({
    items: await airedOccasions(db, { ...query, isMeant: mayRead(tree, principal, query) }, now),
  }),
  plays: ({ db, tree }: Known, { principal, query: { areaId, ...query } }: Asked<PlaysQuery>) => {
    const isMeant = (row: DatedRow) => [
      isInScopeOnDay(tree, { principal, action: 'read' }, query, row),
      ...(areaId === undefined ? [] : [isBeneathOnDay(tree, [areaId], query, row)]),
    ];
    return playSums(db, { ...query, isMeant, areas: tree.on(query.to) });
  },
  airLines: async (known: Known, { principal, query: { by, ...filter } }: Asked<AirQuery>) =>
    airLines({ ...(await airQuery(known, principal, filter, by)), by, now: known.now }),
  airRows: async (known: Known, { principal, query }: Asked<AirRowsQuery>) => {
    const { by, key, figure, limit, cursor, ...filter } = query;
    const line = { by, key: key === '' ? null : key, figure };
    const asked = await airQuery(known, principal, filter, by);
    return airRows({ ...asked, ...line, limit, cursor, now: known.now });
  },
  airPaper: async (
    known: Known,
    { principal, query, zone }: Asked<AirPaperQuery> & { zone: string },
  ) => {
    const { by, format, ...filter } = query;
    const asked = await airQuery(known, principal, filter, by);
    return speltPaper(await airPaper({ ...asked, by, zone, now: known.now }), format);
  },
  stationLog: async (known: Known, { stationId, month, format }: LogQuery) =>
    speltPaper(await stationLog({ ...known, stationId, month: `${month}-01` }), format),
  weekPaper: async (
    { db, tree, now }: Known,
    { principal, query, zone }: Asked<WeekPaperQuery> & { zone: string },
  ) => {
    const clock = { ...systemClock(), now: () => now };
    const deps = { db, access: createAccess({ db }), clock, tree, zone };
    return speltPaper(await weekPaper(deps, principal, query), query.format);
  },
  campaignReport: (known: Known, { principal, query }: Asked<CampaignDays>) =>
    campaignReport({ ...known, principal, ...query }),
  campaignPaper: async (
    known: Known,
    { principal, query, zone }: Asked<CampaignDays & { format: PaperFormat }> & { zone: string },
  ) => {
    const { format, ...asked } = query;
    return speltPaper(await campaignPaper({ ...known, principal, ...asked, zone }), format);
  },
  audit: ({ db }: Known, { principal, query, zone }: Asked<AuditQuery> & { zone: string }) =>
    listAudit(db, { ...query, principal, zone }),
  auditFile: async (
    { db, now }: Known,
    { principal, query, zone }: Asked<AuditFileQuery> & { zone: string },
  ) => {
    const { format, ...filter } = query;
    return speltPaper(await auditTable(db, { ...filter, principal, zone, now }), format);
  },
  royaltyLines: (known: Known, asked: AskedRoyalties<RoyaltyFilter>) =>
    royaltyLines({ ...known, ...royaltyQuery(asked) }),
  royaltyPieces: (known: Known, asked: AskedRoyalties<RoyaltyFilter>) =>
    listPieces({ ...known, ...royaltyQuery(asked) }),
  royaltyRows: (known: Known, { query, ...who }: AskedRoyalties<RoyaltyRowsQuery>) => {
    const { key, limit, cursor, ...filter } = query;
    return royaltyRows({
      ...known,
      ...royaltyQuery({ ...who, query: filter }),
      key,
      limit,
      cursor,
    });
  },
  royaltyPaper: async (known: Known, { query, ...who }: AskedRoyalties<RoyaltyPaperQuery>) => {
    const { format, ...filter } = query;
    const asked = { ...known, ...royaltyQuery({ ...who, query: filter }) };
    return speltPaper(await royaltyPaper(asked), format);
  },
  dossier: (known: Known, { principal, query, freezeMs }: AskedDossier) =>
    readDossier({ ...known, freezeMs }, principal, query.id),
  settleDays: (known: Known, asked: SettleQuestion) => settleDays(known, asked),
  savedOutlook: (known: Known, { broadcast }: { broadcast: Broadcast }) =>
    outlookOf(readingDeps(known, 0), broadcast),
  preview: (known: Known, { principal, prepared, freezeMs }: AskedPreview) =>
    previewOf(readingDeps(known, freezeMs), principal, prepared),
  occurrenceReadiness: async (known: Known, { principal, query }: Asked<{ id: string }>) => {
    const { db, tree, now } = known;
    const answer = await occurrenceReadiness(db, {
      ...{ occurrence: query.id, tree, now },
      isMeant: (row) => isInScopeOnDay(tree, { principal, action: 'read' }, everyDay, row),
    });
    return withKeyholders(known, principal, answer);
  },
  dayReadiness: async ({ db, tree, now }: Known, asked: Asked<DayQuery>) => ({
    items: await dayReadiness(db, { ...readinessFilter(tree, asked), now }),
  }),
  subjectReadiness: async (
    known: Known,
    { principal, query: { subject: key, ...query } }: Asked<DayQuery & { subject: string }>,
  ) => {
    const { db, tree, now } = known;
    const filter = readinessFilter(tree, { principal, query });
    const areas = tree.on(query.date);
    const answer = await subjectReadiness(db, { ...filter, key, areas, now });
    return withKeyholders(known, principal, answer);
  },
  trialDay: (known: Known, asked: TrialDayRequest) => trialDay(known, asked),
  newNotes: ({ db, now }: Known, asked: { date: LocalDate; stationIds: readonly string[] }) =>
    newNotes(db, { ...asked, now }),
  outagePlan: ({ db, now }: Known, asked: { listeningSince: number }) =>
    outagePlan(db, { ...asked, now }),
};

/** The timetable of some days that a person may read, of an area and of stations where they are named. */
function timetableFilter(
  tree: Tree,
  { principal, query }: Asked<OccurrencesQuery & { areaId?: string | undefined }>,
): OccurrencesFilter {
  const { from, to, areaId, stationId: stationIds } = query;
  const days = { from, to };
  return {
    ...days,
    stationIds,
    isMeant: (row) => isInScopeOnDay(tree, { principal, action: 'read' }, days, row),
    isStationMeant:
      areaId === undefined ? undefined : (row) => isBeneathOnDay(tree, [areaId], days, row),
    scope: areaScope(principal, 'read'),
    areas: tree.areas,
  };
}

/** Adds whom to call where something is lacking. */
async function withKeyholders<Answer extends ReadinessAnswer>(
  { db, tree }: Known,
  principal: Principal,
  answer: Answer,
) {
  const stationIds = [...new Set(answer.lacking.map(({ stationId }) => stationId))];
  const { areas } = tree;
  return { ...answer, keyholders: await readKeyholders(db, { principal, areas, stationIds }) };
}

async function speltPaper(paper: Paper, format: PaperFormat): Promise<Spelt> {
  return { base64: (await spellPaper(paper, format)).toString('base64') };
}

async function airQuery(
  { db, tree }: Known,
  principal: Principal,
  filter: AirFilter,
  by: AirGroup,
): Promise<CellsQuery> {
  const query = { db, tree, principal, filter };
  return { ...query, isFine: await isFine(query, by) };
}

function royaltyQuery({ query: filter, ...who }: AskedRoyalties<RoyaltyFilter>) {
  return { ...who, filter };
}

/** What is only read with, in the thread that answers. */
function readingDeps({ db, tree, now }: Known, freezeMs: number): TryOutDeps {
  const clock = { ...systemClock(), now: () => now };
  const { signal } = new AbortController();
  const reading = { db, tree, freezeMs, signal, clock };
  const timetable: TryOutDeps['timetable'] = {
    tryOut: (suppose, stationIds) => tryOutStations(reading, { suppose, stationIds }),
  };
  return { db, access: createAccess({ db }), timetable, clock, freezeMs };
}

/** Whether a person may read of a place, by the areas of those days. */
function mayRead(tree: Tree, principal: Principal, days: { from: LocalDate; to: LocalDate }) {
  return (row: DatedRow) => isInScopeOnDay(tree, { principal, action: 'read' }, days, row);
}

/** Rights are asked by the areas of the day itself, whichever it is. */
const everyDay = { from: '0001-01-01', to: '9999-12-31' };

function readinessFilter(
  tree: Tree,
  { principal, query: { date, areaId, stationId } }: Asked<DayQuery>,
) {
  const days = { from: date, to: date };
  const isMeant = (row: DatedRow) => {
    const mayRead = isInScopeOnDay(tree, { principal, action: 'read' }, days, row);
    return areaId === undefined
      ? mayRead
      : sql<SqlBool>`(${mayRead} and ${isBeneathOnDay(tree, [areaId], days, row)})`;
  };
  return { date, isMeant, ...(stationId === undefined ? {} : { stationIds: [stationId] }) };
}

export type QuestionKind = keyof typeof questions;
export type Question<K extends QuestionKind> = Parameters<(typeof questions)[K]>[1];

/** What the thread is started with, asked and answers. */
export interface QuestionsThread {
  databaseFile: string;
}
export interface QuestionMessage {
  id: number;
  kind: QuestionKind;
  now: number;
  asked: unknown;
}
export type AnswerMessage = { id: number } & (
  { bytes: Uint8Array; packed: Uint8Array | null } | { error: PlainError }
);
