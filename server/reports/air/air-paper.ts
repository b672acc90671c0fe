import { periodOf, type AirGroup } from '../../../core/report/air-group.ts';
import { settledVerdicts, soundingVerdicts, type AirSums } from '../../../core/report/air-sums.ts';
import {
  groupWords,
  lineWords,
  spanWords,
  verdictWords,
} from '../../../core/report/report-words.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import type { Paper, PaperCell, PaperTable } from '../../office/paper.ts';
import { committeeOf } from '../../office/sender.ts';
import { airLines, type AirReport } from './air-lines.ts';
import type { AirQuery } from './cells.ts';
import { baseOf } from './groups.ts';

export interface PaperQuery extends AirQuery {
  by: AirGroup;
  now: number;
  /** In which the date of the paper is meant. */
  zone: string;
}

/** The report as a paper of the office. */
export async function airPaper(query: PaperQuery): Promise<Paper> {
  const { tree, principal, filter, by, now, zone } = query;
  const report = await airLines(query);
  const areas = tree.on(filter.to);
  const roots = [...areas.values()].filter(({ parentId }) => parentId === null);
  const areaId = filter.areaId ?? baseOf(areas, principal.grants) ?? roots[0]?.id ?? '';
  const span = spanWords(filter, periodOf(filter));
  return {
    ...committeeOf(areas, areaId),
    ...{ sign: 'BC', date: localDateOf(now, zone), name: 'BÁO CÁO' },
    subject: `Kết quả phát thanh trên hệ thống truyền thanh cơ sở ${span}`,
    paragraphs: [inWords(report, span), ...(report.pending > 0 ? [pendingWords(report)] : [])],
    tables: [airTable(report, by)],
    receivers: ['Như trên', 'Lưu: VT'],
    signers: ['Người lập biểu', 'Thủ trưởng đơn vị'],
    isLandscape: true,
  };
}

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const minutes = (ms: number) => Math.round(ms / 60_000);

function soundedOf(sums: AirSums): number {
  return soundingVerdicts.reduce((count, verdict) => count + sums[verdict], 0);
}

export function shareWords({ heardMs, requestedMs }: Pick<AirSums, 'heardMs' | 'requestedMs'>) {
  return requestedMs === 0 ? '–' : `${number.format((heardMs / requestedMs) * 100)} %`;
}

/** The whole in sentences; what an ear heard is told only where one listened. */
function inWords({ total }: AirReport, span: string): string {
  const count = (value: number) => number.format(value);
  const told = `${span.startsWith('từ') ? `T${span.slice(1)}` : `Trong ${span}`}, các cụm loa phải phát ${count(total.requested)} lượt với tổng thời lượng ${count(minutes(total.requestedMs))} phút; đã phát ${count(soundedOf(total))} lượt với ${count(minutes(total.heardMs))} phút, đạt ${shareWords(total)} thời lượng.`;
  const { earHeard, earWeak, earSilent } = total;
  if (earHeard + earWeak + earSilent === 0) return told;
  return `${told} Trong các lượt có micro nghe loa: ${count(earHeard)} lượt nghe thấy, ${count(earWeak)} lượt nhỏ, ${count(earSilent)} lượt im lặng.`;
}

function pendingWords({ pending }: AirReport): string {
  return `Còn ${number.format(pending)} ngày của các đài chưa được cộng vào số liệu này.`;
}

/** Why something was not heard, or is not known to be; a column each where there is some. */
const reasons = settledVerdicts.filter(
  (verdict) => !(soundingVerdicts as readonly string[]).includes(verdict),
);

function airTable({ items, total }: AirReport, by: AirGroup): PaperTable {
  const shown = reasons.filter((verdict) => total[verdict] > 0);
  const isListened = total.earHeard + total.earWeak + total.earSilent > 0;
  const number = (title: string) => ({ title, width: 8, align: 'right' as const });
  const cells = (sums: AirSums): PaperCell[] => [
    ...[sums.requested, minutes(sums.requestedMs), soundedOf(sums), minutes(sums.heardMs)],
    shareWords(sums),
    ...shown.map((verdict) => sums[verdict]),
    ...(isListened ? [sums.earHeard, sums.earWeak, sums.earSilent] : []),
  ];
  return {
    columns: [
      { title: 'TT', width: 4, align: 'center' },
      { title: groupWords[by], width: 24 },
      ...['Phải phát (lượt)', 'Phải phát (phút)', 'Đã phát (lượt)', 'Đã phát (phút)'].map(number),
      number('Tỷ lệ'),
      ...shown.map((verdict) => number(verdictWords[verdict])),
      ...(isListened ? ['Nghe thấy', 'Nghe nhỏ', 'Im lặng'].map(number) : []),
    ],
    rows: items.map((line, index) => [index + 1, lineWords(by, line), ...cells(line)]),
    total: ['', 'Tổng cộng', ...cells(total)],
  };
}
