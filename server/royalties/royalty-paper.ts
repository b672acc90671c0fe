import type { RoyaltyPieceAnswer } from '../../contract/http/royalties.ts';
import { periodOf, periodStart } from '../../core/report/air-group.ts';
import { periodText, reportDay } from '../../core/report/period-text.ts';
import { spanWords } from '../../core/report/report-words.ts';
import { isSupplement } from '../../core/royalty/closed-months.ts';
import { moneyInWords } from '../../core/royalty/money-in-words.ts';
import {
  sumRoyalties,
  type RoyaltyLine,
  type RoyaltySums,
  type RoyaltyUnit,
} from '../../core/royalty/royalty.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Paper, PaperTable } from '../office/paper.ts';
import { committeeOf } from '../office/sender.ts';
import { listPieces } from './pieces.ts';
import type { RoyaltyQuery } from './royalty-query.ts';

const unitWords: Record<RoyaltyUnit, string> = { piece: 'đồng/bài', minute: 'đồng/phút' };
const money = new Intl.NumberFormat('vi-VN');
const right = (title: string, width: number) => ({ title, width, align: 'right' as const });
const number = { title: 'TT', width: 4, align: 'center' as const };

/** The list by which contributors are paid and sign, and the pieces that it counts. */
export async function royaltyPaper(query: RoyaltyQuery & { now: number }): Promise<Paper> {
  const { tree, filter, now, zone } = query;
  const pieces = await listPieces(query);
  const { lines, total } = sumRoyalties(pieces);
  const span = spanWords(filter, periodOf(filter));
  const areas = tree.on(filter.to);
  // Two areas may each have somebody of one name.
  const whose = ({ name, areaId }: RoyaltyLine) =>
    filter.withBeneath ? `${name} (${areas.get(areaId)?.name ?? areaId})` : name;
  return {
    ...committeeOf(areas, filter.areaId),
    ...{ sign: 'BK', date: localDateOf(now, zone), name: 'BẢNG KÊ' },
    subject: `Chi trả nhuận bút tin bài phát thanh ${span}`,
    paragraphs: [
      inWords(total, span, pieces.some(isSupplement)),
      ...supplementsInWords(pieces),
      ...(total.unpriced > 0 ? [lackingInWords(total)] : []),
    ],
    tables: [
      {
        title: 'I. Người hưởng nhuận bút',
        isSigned: true,
        columns: [
          ...[number, { title: 'Người hưởng nhuận bút', width: 28 }],
          ...[right('Số tin bài', 9), right('Thời lượng', 11), right('Thành tiền (đồng)', 16)],
          { title: 'Ký nhận', width: 20 },
        ],
        rows: lines.map((line, index) => [
          ...[index + 1, whose(line), line.pieces, length(line.durationMs), line.dong],
          '',
        ]),
        total: ['', 'Tổng cộng', total.pieces, length(total.durationMs), total.dong, ''],
      },
      piecesTable(pieces, total),
    ],
    receivers: ['Kế toán', 'Lưu: VT'],
    signers: ['Người lập biểu', 'Kế toán', 'Thủ trưởng đơn vị'],
    isLandscape: true,
  };
}

function piecesTable(pieces: readonly RoyaltyPieceAnswer[], total: RoyaltySums): PaperTable {
  return {
    title: 'II. Tin bài được tính',
    columns: [
      ...[number, { title: 'Phát lần đầu', width: 11 }, { title: 'Tin bài', width: 32 }],
      ...[
        { title: 'Người hưởng', width: 20 },
        { title: 'Thể loại', width: 13 },
      ],
      ...[right('Thời lượng', 10), right('Đơn giá', 16), right('Thành tiền (đồng)', 13)],
    ],
    rows: pieces.map((piece, index) => [
      ...[index + 1, reportDay(piece.airedOn), titleOf(piece), piece.contributor],
      ...[piece.genre ?? 'Chưa xếp', length(piece.durationMs)],
      piece.rate === null
        ? 'Chưa có'
        : `${money.format(piece.rate.dong)} ${unitWords[piece.rate.unit]}`,
      piece.dong ?? '',
    ]),
    total: ['', 'Tổng cộng', '', '', '', length(total.durationMs), '', total.dong],
  };
}

/** A late one says of which month it is. */
function titleOf(piece: RoyaltyPieceAnswer): string {
  if (!isSupplement(piece)) return piece.title;
  const month = periodText('month', periodStart('month', piece.airedOn), 'vi');
  return `${piece.title} (bổ sung ${lower(month)})`;
}

function lower(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}

function supplementsInWords(pieces: readonly RoyaltyPieceAnswer[]): string[] {
  const late = pieces.filter(isSupplement);
  if (late.length === 0) return [];
  const dong = late.reduce((sum, piece) => sum + (piece.dong ?? 0), 0);
  return [
    `Trong đó bổ sung ${money.format(late.length)} tin bài của các tháng trước chưa có trong bảng kê đã chốt: ${money.format(dong)} đồng.`,
  ];
}

function inWords({ pieces, dong }: RoyaltySums, span: string, hasLate: boolean): string {
  const when = span.startsWith('từ') ? span : `trong ${span}`;
  const late = hasLate ? ', kể cả bổ sung của các tháng trước' : '';
  return `Tính cho ${money.format(pieces)} tin bài đã duyệt và phát lần đầu ${when}${late}, mỗi tin bài một lần. Tổng số tiền: ${money.format(dong)} đồng (bằng chữ: ${moneyInWords(dong)}).`;
}

function lackingInWords({ unpriced }: RoyaltySums): string {
  return `Còn ${money.format(unpriced)} tin bài chưa có đơn giá hoặc chưa xếp thể loại, chưa tính vào số tiền trên.`;
}

/** `4:20`, minutes and seconds. */
function length(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
