import type { Kysely } from 'kysely';
import { periodEnd } from '../../../core/report/air-group.ts';
import { originWords, verdictWords } from '../../../core/report/report-words.ts';
import { reportDay } from '../../../core/report/period-text.ts';
import {
  settledVerdicts,
  soundingVerdicts,
  type SettledVerdict,
} from '../../../core/report/air-sums.ts';
import type { Tree } from '../../../core/area/tree.ts';
import { addDays, localDateOf, localTimeOf, type LocalDate } from '../../../core/time/zoned.ts';
import { AppError } from '../../../runtime/error.ts';
import type { Paper, PaperCell } from '../../office/paper.ts';
import { committeeOf } from '../../office/sender.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import type { Database } from '../../store/schema.ts';
import { settledRows, type SettledRow } from '../air/settled-rows.ts';

export interface LogQuery {
  db: Kysely<Database>;
  tree: Tree;
  stationId: string;
  /** The first day of the month. */
  month: LocalDate;
  now: number;
}

/**
 * The log of a station (sổ nhật ký phát thanh) of a month: each item at its hour, at how many loudspeakers it
 * sounded, and what became of it elsewhere.
 * @throws AppError `station_not_found`
 */
export async function stationLog(query: LogQuery): Promise<Paper> {
  const { db, tree, stationId, month, now } = query;
  const station = await db
    .selectFrom('station')
    .select(['name', 'zone', 'area_id'])
    .where('id', '=', stationId)
    .executeTakeFirst();
  if (!station) throw new AppError('station_not_found', `there is no station ${stationId}`);
  const today = localDateOf(now, station.zone);
  const rows: PaperCell[][] = [];
  for (
    let date = month;
    date <= periodEnd('month', month) && date <= today;
    date = addDays(date, 1)
  )
    rows.push(...(await logOfDay(query, { date, zone: station.zone })));
  const { sender: superior, place } = committeeOf(
    tree.on(periodEnd('month', month)),
    station.area_id,
  );
  return {
    ...{ superior, sender: station.name, sign: 'SNK', place, date: today },
    name: 'SỔ NHẬT KÝ PHÁT THANH',
    subject: `Tháng ${month.slice(5, 7)}/${month.slice(0, 4)}`,
    paragraphs: [],
    tables: [
      {
        columns: [
          { title: 'Ngày', width: 12, align: 'center' },
          { title: 'Giờ', width: 7, align: 'center' },
          { title: 'Nội dung', width: 34 },
          { title: 'Nguồn', width: 12 },
          { title: 'Thời lượng', width: 9, align: 'right' },
          { title: 'Cụm loa phát được', width: 10, align: 'center' },
          { title: 'Kết quả khác', width: 24 },
          { title: 'Người trực ký', width: 13 },
        ],
        rows,
      },
    ],
    receivers: ['Lưu: Đài'],
    signers: ['Người ghi sổ', 'Trưởng đài'],
    isLandscape: true,
  };
}

async function logOfDay(
  { db, tree, stationId, now }: LogQuery,
  { date, zone }: { date: LocalDate; zone: string },
): Promise<PaperCell[][]> {
  const all = await settledRows(db, { tree, now }, { date, stationIds: [stationId] });
  const aired = all.filter(({ settled }) => settled.verdict !== 'due');
  const items = groupRows(aired, ({ row }) => `${row.entryKey} ${row.dueAt}`);
  return [...items.values()].map((rows) => lineOf(rows, { date, zone }));
}

function lineOf(
  rows: readonly SettledRow[],
  { date, zone }: { date: LocalDate; zone: string },
): PaperCell[] {
  const [first] = rows;
  if (!first) return [];
  const { row, settled } = first;
  const count = (verdict: SettledVerdict) =>
    rows.filter((one) => one.settled.verdict === verdict).length;
  const sounded = soundingVerdicts.reduce((sum, verdict) => sum + count(verdict), 0);
  const others = settledVerdicts
    .filter((verdict) => verdict !== 'played' && count(verdict) > 0)
    .map((verdict) => `${verdictWords[verdict]}: ${count(verdict)}`);
  return [
    ...[
      reportDay(date),
      localTimeOf(row.dueAt, zone).slice(0, 5),
      titleOf(first),
      originWords[settled.origin],
    ],
    ...[lengthWords(row.durationMs), `${sounded}/${rows.length}`, others.join('; '), ''],
  ];
}

function titleOf({ row, settled }: SettledRow): string {
  if (row.title !== '') return row.title;
  return settled.item === 'relay' ? 'Tiếp sóng' : 'Nguồn tại chỗ';
}

/** `4′20″` */
function lengthWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}′${String(seconds % 60).padStart(2, '0')}″`;
}
