import type { CampaignReportAnswer } from '../../contract/http/campaign-plans.ts';
import { periodOf } from '../../core/report/air-group.ts';
import { spanWords } from '../../core/report/report-words.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Paper } from '../office/paper.ts';
import { committeeOf } from '../office/sender.ts';
import { baseOf } from '../reports/air/groups.ts';
import { requireCampaign } from '../campaigns/require.ts';
import { campaignReport, type CampaignReportQuery } from './campaign-report.ts';
import { campaignTables } from './campaign-tables.ts';

/** The report of a campaign as a paper of the office. */
export async function campaignPaper(query: CampaignReportQuery & { zone: string }): Promise<Paper> {
  const { db, tree, principal, campaignId, days, now, zone } = query;
  const { name } = await requireCampaign(db, campaignId);
  const report = await campaignReport(query);
  const plan = report.plans.find((one) => one.campaignId === campaignId);
  const today = localDateOf(now, zone);
  const areas = tree.on(days?.to ?? today);
  const roots = [...areas.values()].filter(({ parentId }) => parentId === null);
  const areaId = plan?.leadAreaId ?? baseOf(areas, principal.grants) ?? roots[0]?.id ?? '';
  const sender = committeeOf(areas, areaId);
  const span = days ? spanWords(days, periodOf(days)) : 'từ trước đến nay';
  return {
    ...sender,
    sender: plan?.lead ?? sender.sender,
    superior: (plan?.lead ?? null) === null ? sender.superior : sender.sender,
    ...{ sign: 'BC', date: today, name: 'BÁO CÁO' },
    subject: `Kết quả thực hiện ${name} ${span}`,
    paragraphs: [report.sentence, ...withoutYear(report)],
    tables: campaignTables(report, days),
    ...{ receivers: ['Như trên', 'Lưu: VT'], signers: ['Người lập biểu', 'Thủ trưởng đơn vị'] },
    isLandscape: false,
  };
}

function withoutYear({ plans }: CampaignReportAnswer): string[] {
  const names = plans.filter(({ scope }) => scope === 'noYear').map((plan) => plan.campaignName);
  if (names.length === 0) return [];
  return [`Kế hoạch năm chưa ghi năm, chưa tính vào số của năm nào: ${names.join('; ')}.`];
}
