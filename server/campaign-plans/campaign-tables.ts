import type { CampaignReportAnswer } from '../../contract/http/campaign-plans.ts';
import {
  fundSources,
  type CampaignKind,
  type EventKind,
  type FundSource,
  type OutcomeDays,
} from '../../core/campaign/campaign-plan.ts';
import {
  restOf,
  type Amount,
  type AmountPart,
  type NestedMeans,
} from '../../core/campaign/nested-means.ts';
import { reportDay } from '../../core/report/period-text.ts';
import type { PaperTable } from '../office/paper.ts';
import { shareWords } from '../reports/air/air-paper.ts';

const kindWords: Record<CampaignKind, string> = {
  programme: 'Chương trình',
  project: 'Dự án',
  year_plan: 'Kế hoạch năm',
  other: 'Khác',
};
const fundWords: Record<FundSource, string> = {
  central: 'Ngân sách trung ương',
  counterpart: 'Vốn đối ứng',
};
const eventWords: Record<EventKind, string> = {
  class: 'Lớp tập huấn',
  conference: 'Hội nghị',
  other: 'Hoạt động khác',
};
const minutes = (ms: number) => Math.round(ms / 60_000);
const left = (title: string, width: number) => ({ title, width });
const right = (title: string, width: number) => ({ title, width, align: 'right' as const });

/** What came of a campaign, table by table; what there is none of is left out. */
export function campaignTables(report: CampaignReportAnswer, days: OutcomeDays): PaperTable[] {
  const years = `theo kế hoạch ${yearWords(days)}`;
  const whole = 'của cả chương trình, dự án, mọi năm';
  const tables = [
    plansTable(report),
    ...meansTables(report.ofYears, years),
    ...meansTables(report.whole, whole),
    eventsTable(report),
    heldTable(report),
    airTable(report),
  ].filter(({ rows }) => rows.length > 0);
  return tables.map((table, index) => ({ ...table, title: `${index + 1}. ${table.title}` }));
}

type Titled = PaperTable & { title: string };

function yearWords(days: OutcomeDays): string {
  if (!days) return 'của các năm';
  const [from, to] = [days.from.slice(0, 4), days.to.slice(0, 4)];
  return from === to ? `năm ${from}` : `các năm ${from}, ${to}`;
}

function plansTable({ plans }: CampaignReportAnswer): Titled {
  return {
    title: 'Chương trình, dự án, kế hoạch',
    columns: [
      ...[left('Tên', 30), left('Loại', 14), left('Cơ quan chủ trì', 22)],
      left('Đơn vị phối hợp', 24),
    ],
    rows: plans.map(({ campaignName, kind, year, lead, partners }) => [
      campaignName,
      ofYearWords(kind, year),
      ...[lead ?? '', partners.join(', ')],
    ]),
  };
}

function ofYearWords(kind: CampaignKind, year: number | null): string {
  if (year !== null) return `${kindWords[kind]} ${year}`;
  return kind === 'year_plan' ? `${kindWords[kind]} (chưa ghi năm)` : kindWords[kind];
}

function meansTables(means: NestedMeans | null, of: string): Titled[] {
  if (!means) return [];
  const { funds, targets } = means;
  const total = (part: 'planned' | 'spent') => funds.central[part] + funds.counterpart[part];
  return [
    {
      title: `Kinh phí ${of} (đồng)`,
      columns: [left('Nguồn', 30), right('Kế hoạch', 20), right('Đã chi', 20)],
      rows: fundSources.flatMap((one) => {
        const { planned, spent, parts } = funds[one];
        const below = partRows({ planned, done: spent }, parts);
        return [[fundWords[one], planned, spent], ...below];
      }),
      total: ['Tổng cộng', total('planned'), total('spent')],
    },
    {
      title: `Chỉ tiêu ${of}`,
      columns: [
        ...[left('Chỉ tiêu', 34), left('Đơn vị tính', 14)],
        ...[right('Kế hoạch', 12), right('Đạt', 12)],
      ],
      rows: targets.flatMap(({ name, unit, planned, reached, parts }) => {
        const below = partRows({ planned, done: reached }, parts);
        const rows = below.map(([part, ...sums]) => [part, unit, ...sums]);
        return [[name, unit, planned, reached], ...rows];
      }),
    },
  ];
}

/** How a figure is divided, and what of it is not; nothing where it is of one campaign alone. */
function partRows(figure: Amount, parts: readonly AmountPart[]): [string, number, number][] {
  const rest = restOf(figure, parts);
  const isDivided = rest.planned !== 0 || rest.done !== 0;
  if (parts.length < 2 && !isDivided) return [];
  return [...parts.map(partRow), ...(isDivided ? [restRow(rest)] : [])];
}

function partRow({ campaignName, planned, done }: AmountPart): [string, number, number] {
  return [`– ${campaignName}`, planned, done];
}

/** What is divided over the figure stands with its minus. */
function restRow({ planned, done }: Amount): [string, number, number] {
  const isOver = planned < 0 || done < 0;
  return [isOver ? '– Chưa phân bổ (số âm: vượt)' : '– Chưa phân bổ', planned, done];
}

function eventsTable({ events, held }: CampaignReportAnswer): Titled {
  return {
    title: 'Tập huấn, hội nghị',
    columns: [left('Loại', 30), right('Số cuộc', 14), right('Số người dự', 14)],
    rows:
      held.length === 0
        ? []
        : events.map(({ kind, count, attendance }) => [eventWords[kind], count, attendance]),
  };
}

function heldTable({ held }: CampaignReportAnswer): Titled {
  return {
    title: 'Từng lớp, hội nghị',
    columns: [
      ...[left('Ngày', 12), left('Loại', 14), left('Nội dung', 32), left('Địa điểm', 20)],
      right('Số người dự', 12),
    ],
    rows: held.map(({ date, kind, title, place, attendance }) => [
      ...[reportDay(date), eventWords[kind], title, place, attendance],
    ]),
  };
}

function airTable({ aired }: CampaignReportAnswer): Titled {
  return {
    title: 'Phát trên loa truyền thanh cơ sở',
    columns: [
      left('Đài truyền thanh xã', 34),
      ...[right('Phải phát (phút)', 14), right('Đã phát (phút)', 14), right('Tỷ lệ', 10)],
    ],
    rows: aired.stations.map((station) => [
      ...[station.name, minutes(station.requestedMs), minutes(station.heardMs)],
      shareWords(station),
    ]),
    total: [
      ...['Tổng cộng', minutes(aired.total.requestedMs), minutes(aired.total.heardMs)],
      shareWords(aired.total),
    ],
  };
}
