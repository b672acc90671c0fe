import { fundSources, type FundSource } from '../../core/campaign/campaign-plan.ts';
import { periodOf } from '../../core/report/air-group.ts';
import { spanWords } from '../../core/report/report-words.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Paper } from '../office/paper.ts';
import { committeeOf } from '../office/sender.ts';
import { shareWords } from '../reports/air/air-paper.ts';
import { baseOf } from '../reports/air/groups.ts';
import { requireCampaign } from '../campaigns/require.ts';
import { campaignReport, type CampaignReportQuery } from './campaign-report.ts';
import { readPlans } from './plan-store.ts';

const fundWords: Record<FundSource, string> = {
  central: 'Ngân sách trung ương',
  counterpart: 'Vốn đối ứng',
};
const eventWords = { class: 'Lớp tập huấn', conference: 'Hội nghị', other: 'Hoạt động khác' };
const minutes = (ms: number) => Math.round(ms / 60_000);
const right = (title: string, width: number) => ({ title, width, align: 'right' as const });

/** The report of a campaign as a paper of the office. */
export async function campaignPaper(query: CampaignReportQuery & { zone: string }): Promise<Paper> {
  const { db, tree, principal, campaignId, from, to, now, zone } = query;
  const { name } = await requireCampaign(db, campaignId);
  const report = await campaignReport(query);
  const [plan] = await readPlans(db, [campaignId]);
  const areas = tree.on(to);
  const roots = [...areas.values()].filter(({ parentId }) => parentId === null);
  const areaId = plan?.leadAreaId ?? baseOf(areas, principal.grants) ?? roots[0]?.id ?? '';
  const sender = committeeOf(areas, areaId);
  return {
    ...sender,
    sender: plan?.lead ?? sender.sender,
    superior: (plan?.lead ?? null) === null ? sender.superior : sender.sender,
    ...{ sign: 'BC', date: localDateOf(now, zone), name: 'BÁO CÁO' },
    subject: `Kết quả thực hiện ${name} ${spanWords({ from, to }, periodOf({ from, to }))}`,
    paragraphs: [report.sentence],
    tables: tablesOf(report),
    ...{ receivers: ['Như trên', 'Lưu: VT'], signers: ['Người lập biểu', 'Thủ trưởng đơn vị'] },
    isLandscape: false,
  };
}

function tablesOf({ funds, targets, events, aired }: Awaited<ReturnType<typeof campaignReport>>) {
  const all: Paper['tables'] = [
    {
      title: '1. Kinh phí (đồng)',
      columns: [{ title: 'Nguồn', width: 30 }, right('Kế hoạch', 20), right('Đã chi', 20)],
      rows: fundSources.map((one) => [fundWords[one], funds[one].planned, funds[one].spent]),
      total: [
        'Tổng cộng',
        funds.central.planned + funds.counterpart.planned,
        funds.central.spent + funds.counterpart.spent,
      ],
    },
    {
      title: '2. Chỉ tiêu',
      columns: [
        { title: 'Chỉ tiêu', width: 34 },
        { title: 'Đơn vị tính', width: 14 },
        right('Kế hoạch', 12),
        right('Đạt', 12),
      ],
      rows: targets.map(({ name, unit, planned, reached }) => [name, unit, planned, reached]),
    },
    {
      title: '3. Tập huấn, hội nghị',
      columns: [{ title: 'Loại', width: 30 }, right('Số cuộc', 14), right('Số người dự', 14)],
      rows: events.map(({ kind, count, attendance }) => [eventWords[kind], count, attendance]),
    },
    {
      title: '4. Phát trên loa truyền thanh cơ sở',
      columns: [
        { title: 'Đài truyền thanh xã', width: 34 },
        right('Phải phát (phút)', 14),
        right('Đã phát (phút)', 14),
        right('Tỷ lệ', 10),
      ],
      rows: aired.stations.map((station) => [
        ...[station.name, minutes(station.requestedMs), minutes(station.heardMs)],
        shareWords(station),
      ]),
      total: [
        ...['Tổng cộng', minutes(aired.total.requestedMs), minutes(aired.total.heardMs)],
        shareWords(aired.total),
      ],
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
