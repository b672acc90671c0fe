import type { RouteLocationRaw } from 'vue-router';
import type { CampaignReportAnswer } from '../../../contract/http/campaign-plans.ts';
import {
  fundSources,
  targetKey,
  type EventKind,
  type Fund,
  type FundSource,
} from '../../../core/campaign/campaign-plan.ts';
import { restOf, type Amount, type AmountPart } from '../../../core/campaign/nested-means.ts';

/** One of what a figure counts. */
export interface FigureRow {
  key: string;
  name: string;
  note?: string;
  text: string;
  /** The report that tells more of it. */
  to?: RouteLocationRaw;
}

export interface Figure {
  key: string;
  name: string;
  text: string;
  /** What of it is not divided yet, or more than divided. */
  note?: string;
  rows: FigureRow[];
}

/** How figures are told in the language of the page. */
export interface FigureWords {
  fund: (source: FundSource) => string;
  spent: (fund: Fund) => string;
  reached: (target: { planned: number; reached: number; unit: string }) => string;
  rest: RestWords;
  event: (kind: EventKind) => string;
  held: (sum: { count: number; attendance: number }) => string;
  people: (count: number) => string;
  day: (date: string) => string;
  aired: string;
  minutes: (ms: number) => string;
  communes: { name: string; text: (count: number) => string };
  documents: { name: string; text: (sum: { count: number; fetchedBy: number }) => string };
  fetched: (count: number) => string;
}

type Scope = 'ofYears' | 'whole';

/** What a figure has more than its parts, or its parts more than it; `amount` is told with its unit. */
export type RestWords = Record<
  'planned' | 'done' | 'plannedOver' | 'doneOver',
  (amount: string) => string
> & { amount: (amount: number, unit: string | null) => string };

/** Money and targets of the plans of the years asked, or of a whole; each with how it is divided. */
export function meansFigures(
  report: CampaignReportAnswer,
  scope: Scope,
  words: FigureWords,
): Figure[] {
  const means = report[scope];
  if (!means) return [];
  return [
    ...fundSources.map((source) => {
      const { planned, spent, parts } = means.funds[source];
      const tell = ({ planned: of, done }: Amount) => words.spent({ planned: of, spent: done });
      const name = words.fund(source);
      const figure = { key: source, name, planned, done: spent, parts };
      return dividedFigure(figure, tell, { words, unit: null });
    }),
    ...means.targets.map((target) => {
      const { name, unit, planned, reached, parts } = target;
      const tell = ({ planned: of, done }: Amount) =>
        words.reached({ planned: of, reached: done, unit });
      const key = targetKey(target);
      return dividedFigure({ key, name, planned, done: reached, parts }, tell, { words, unit });
    }),
  ];
}

function dividedFigure(
  { key, name, parts, ...amount }: Amount & { key: string; name: string; parts: AmountPart[] },
  tell: (amount: Amount) => string,
  { words: { rest: words }, unit }: { words: FigureWords; unit: string | null },
): Figure {
  const rest = restOf(amount, parts);
  const notes = (['planned', 'done'] as const)
    .filter((part) => rest[part] !== 0)
    .map((part) => {
      const text = words.amount(Math.abs(rest[part]), unit);
      return rest[part] > 0 ? words[part](text) : words[`${part}Over`](text);
    });
  return {
    ...{ key, name, text: tell(amount) },
    ...(notes.length > 0 ? { note: notes.join(' · ') } : {}),
    rows: parts.map((part, index) => ({
      ...{ key: `${part.campaignId} ${index}`, name: part.campaignName, text: tell(part) },
    })),
  };
}

/** What was held, aired and handed out, each with its rows. */
export function outcomeFigures(
  report: CampaignReportAnswer,
  { campaignId, year }: { campaignId: string; year: string | null },
  words: FigureWords,
): Figure[] {
  return [
    ...heldFigures(report, words),
    ...airFigures(report, { campaignId, year }, words),
    {
      ...{ key: 'documents', name: words.documents.name },
      text: words.documents.text(report.materials),
      rows: report.documents.map(({ title, campaignName, fetchedBy }, index) => ({
        ...{ key: String(index), name: title, note: campaignName, text: words.fetched(fetchedBy) },
      })),
    },
  ];
}

function heldFigures({ events, held }: CampaignReportAnswer, words: FigureWords): Figure[] {
  return events
    .filter(({ count }) => count > 0)
    .map((sum) => ({
      ...{ key: sum.kind, name: words.event(sum.kind), text: words.held(sum) },
      rows: held
        .filter(({ kind }) => kind === sum.kind)
        .map(({ title, date, place, attendance, campaignName }, index) => ({
          ...{ key: String(index), name: title, text: words.people(attendance) },
          note: [words.day(date), place, campaignName].filter((part) => part !== '').join(' · '),
        })),
    }));
}

function airFigures(
  { aired }: CampaignReportAnswer,
  { campaignId, year }: { campaignId: string; year: string | null },
  words: FigureWords,
): Figure[] {
  const reportOf = (ofYear: string | number, more: Record<string, string>) => ({
    path: '/reports',
    query: { period: 'year', date: `${ofYear}-01-01`, campaignId, ...more },
  });
  const stations = aired.stations.map(({ stationId, name, heardMs }) => ({
    ...{ key: stationId, name, text: words.minutes(heardMs), isHeard: heardMs > 0 },
    ...(year === null ? {} : { to: reportOf(year, { by: 'month', stationId }) }),
  }));
  const years = aired.years.map((one) => ({
    ...{ key: String(one.year), name: String(one.year), text: words.minutes(one.heardMs) },
    to: reportOf(one.year, { by: 'station' }),
  }));
  const rowsOf = (all: typeof stations) => all.map(({ isHeard: _isHeard, ...row }) => row);
  return [
    {
      ...{ key: 'aired', name: words.aired, text: words.minutes(aired.total.heardMs) },
      rows: year === null ? years : rowsOf(stations),
    },
    {
      ...{ key: 'communes', name: words.communes.name },
      text: words.communes.text(aired.communes),
      rows: rowsOf(stations.filter(({ isHeard }) => isHeard)),
    },
  ];
}
