import type { Kysely } from 'kysely';
import type { WeekPaperQuery } from '../../contract/http/timetable-export.ts';
import type { DayMark } from '../../contract/http/day-marks.ts';
import { lunarDateOf } from '../../core/calendar/lunar.ts';
import { lunarFeast, lunarText } from '../../core/calendar/lunar-words.ts';
import type { Tree } from '../../core/area/tree.ts';
import { reportDay } from '../../core/report/period-text.ts';
import { isSessionOn } from '../../core/session/session.ts';
import {
  addDays,
  daysFrom,
  localDateOf,
  weekdayOf,
  type LocalDate,
} from '../../core/time/zoned.ts';
import { planWords } from '../../core/week-plan/plan-words.ts';
import { isIn, weekProgramme, type ProgrammeRow } from '../../core/week-plan/week-programme.ts';
import type { PlannedItem } from '../../core/week-plan/weekly-table.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { StationAir } from '../calendar/read-air.ts';
import { dayMarks } from '../day-modes/day-marks.ts';
import type { Principal } from '../http/principal.ts';
import type { Paper, PaperTable } from '../office/paper.ts';
import { committeeOf } from '../office/sender.ts';
import type { Database } from '../store/schema.ts';
import { itemsGiven, readAirs } from './export.ts';
import { plannedItems } from './planned-items.ts';

export interface WeekPaperDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
  tree: Tree;
  /** In which the paper is dated. */
  zone: string;
}

/**
 * The programme of a week (lịch phát thanh tuần) of a station, or of every station of an area, one beneath the other:
 * sessions as rows, days by both calendars as columns.
 * @throws AppError `station_not_found`, `area_not_found`, `not_allowed`
 */
export async function weekPaper(
  deps: WeekPaperDeps,
  principal: Principal,
  query: WeekPaperQuery,
): Promise<Paper> {
  const { db, clock, tree, zone } = deps;
  const monday = mondayOf(query.date);
  const days = daysFrom(monday, 7);
  const to = addDays(monday, 6);
  const { whose, areaId, airs } = await readAirs(deps, principal, { ...query, from: monday, to });
  const given = await itemsGiven(deps, { to, language: 'vi' });
  const tables: PaperTable[] = [];
  let isSettled = true;
  for (const air of airs) {
    const items = await plannedItems(db, air, given);
    isSettled &&= items.every(({ time }) => time !== null);
    const marks = await dayMarks(deps, principal, {
      ...{ from: monday, to, areaId: air.station.areaId },
    });
    tables.push(tableOf({ air, items, days, marks, isOneOfMany: airs.length > 1 }));
  }
  return {
    ...committeeOf(tree.on(to), areaId),
    ...{ sign: 'LPT', date: localDateOf(clock.now(), zone), name: 'LỊCH PHÁT THANH' },
    subject: `Tuần từ ngày ${reportDay(monday)} đến ngày ${reportDay(to)} của ${whose}`,
    paragraphs: isSettled ? [] : ['Mục chưa ghi giờ là dự kiến: giờ phát được xếp gần ngày phát.'],
    tables,
    receivers: ['Các cụm loa thuộc địa bàn', 'Lưu: VT'],
    signers: ['Người lập lịch', 'Người duyệt'],
    isLandscape: true,
  };
}

interface StationWeek {
  air: StationAir;
  items: readonly PlannedItem[];
  days: readonly LocalDate[];
  marks: readonly DayMark[];
  isOneOfMany: boolean;
}

function tableOf({ air, items, days, marks, isOneOfMany }: StationWeek): PaperTable {
  const held = air.sessions.filter((session) =>
    days.some((date) => isSessionOn({ ...session, modeKeys: [] }, date, null)),
  );
  // Those that a day mode brings are named where something lies in them.
  const sessions = held.filter(
    (session) => session.modeKeys.length === 0 || items.some((item) => isIn(item, session)),
  );
  return {
    ...(isOneOfMany ? { title: air.station.name, startsPage: true } : {}),
    isDense: true,
    columns: [
      { title: 'Buổi phát', width: 9, align: 'center' },
      ...days.map((date) => ({
        title: headingOf(
          date,
          marks.find((mark) => mark.date === date),
        ),
        width: 13,
      })),
    ],
    rows: weekProgramme(items, days, sessions).map((row) => [
      sessionWords(row),
      ...row.days.map((day) => day.join('\n')),
    ]),
  };
}

/** The day by both calendars, and what is unlike other days about it. */
function headingOf(date: LocalDate, mark: DayMark | undefined): string {
  const lunar = lunarDateOf(date);
  const feast = { first: ' (mùng 1)', full: ' (rằm)' };
  const kept = lunarFeast(lunar);
  return [
    planWords.vi.weekday(weekdayOf(date)),
    reportDay(date),
    `${lunarText(lunar, 'vi')}${kept === null ? '' : feast[kept]}`,
    ...(mark?.holiday ? [mark.holiday] : []),
    ...(mark?.modes ?? []).map(({ name }) => name),
  ].join('\n');
}

function sessionWords({ session }: ProgrammeRow): string {
  if (session === null) return 'Giờ riêng';
  const times = [session.startsAt, session.latestEnd].map((time) => time.slice(0, 5));
  return [session.name, times.filter((time) => time !== '').join('–')].join('\n');
}
