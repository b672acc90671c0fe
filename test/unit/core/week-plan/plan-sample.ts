import type { PlanContext } from '../../../../core/week-plan/plan-context.ts';
import type { PlanLine, Places, Told } from '../../../../core/week-plan/plan-line.ts';
import type { Problem } from '../../../../core/week-plan/problem.ts';
import { quickLine } from '../../../../core/week-plan/quick-line.ts';
import { readTable } from '../../../../core/week-plan/read-table.ts';
import { understand } from '../../../../core/week-plan/understand.ts';
import { inWords } from '../../../../core/recurrence/in-words.ts';

/** A Friday; the week in view is the next one, 23 to 29 November 2026. */
export const commune: PlanContext = {
  today: '2026-11-20',
  weekOf: '2026-11-25',
  sessions: [
    { key: 'morning', name: 'Buổi sáng', startsAt: '05:00' },
    { key: 'noon', name: 'Buổi trưa', startsAt: '11:00' },
    { key: 'afternoon', name: 'Buổi chiều', startsAt: '17:00' },
  ],
  programmes: [
    { id: 'poverty', name: 'Giảm nghèo bền vững', tag: 'GN' },
    { id: 'sea', name: 'Chủ quyền biển đảo', tag: 'BĐ' },
    { id: 'village', name: 'Xây dựng nông thôn mới', tag: 'NM' },
    { id: 'roads', name: 'An toàn giao thông', tag: 'GT' },
  ],
  recordings: [
    recording('loan', 'Vay vốn chính sách cho hộ nghèo', 'poverty', 8),
    recording('vaccine', 'Thông báo lịch tiêm chủng tháng 11', null, 3),
    recording('deeds', 'Gương người tốt việc tốt', 'village', 10),
    recording('deeds2', 'Gương người tốt việc tốt', 'poverty', 10),
    recording('water', 'Phòng chống đuối nước cho trẻ em', null, 5),
    recording('islands', 'Trường Sa trong trái tim ngư dân Hải Hậu', 'sea', 12),
    recording('helmets', 'Đội mũ bảo hiểm khi đi xe máy', 'roads', 4),
    recording('pigs', 'Phòng, chống dịch tả lợn Châu Phi', null, 6),
  ],
  areas: [
    { id: 'hai-duong', name: 'Hải Đường', kind: 'xã' },
    ...Array.from({ length: 12 }, (_, index) => ({
      id: `x${index + 1}`,
      name: `Xóm ${index + 1}`,
      kind: 'xóm',
    })),
  ],
};

function recording(id: string, title: string, programmeId: string | null, minutes: number) {
  return { id, title, programmeId, durationMs: minutes * 60_000 };
}

/** What is understood of a paste, one text for each line; → stands for a tab. */
export function read(pasted: string, context: PlanContext = commune): string[] {
  const text = pasted.replace(/^\n/, '').replaceAll('→', '\t');
  return understand(readTable(text), context).lines.map(said);
}

/** What is understood of a typed line. */
export function typed(line: string, context: PlanContext = commune): string {
  return said(quickLine(line, context)).replace(/^1: /, '');
}

/** "^" marks what was carried down, "?" what was inferred. */
export function said(line: PlanLine): string {
  const place = `${line.line}${line.column === null ? '' : `/${line.column}`}`;
  const at = `${place}${line.part === 1 ? '' : `.${line.part}`}`;
  if (line.kind === 'skipped') return `${at}: (${line.reason})`;
  const { days, airings, title, problems } = line;
  const parts = [
    days ? daysText(days.value) + mark(days) : '-',
    airings
      .map(({ time, session }) => [told(time), told(session)].filter(Boolean).join(' '))
      .join(' + ') || '-',
    told(title) || '-',
    ...[line.programmeId, line.recordingId].map((each) => each && `<${told(each)}>`),
    line.isRelay ? 'relay' : null,
    line.lengthMs && `${line.lengthMs.value / 1000} s${mark(line.lengthMs)}`,
    line.places && placesText(line.places.value) + mark(line.places),
    line.class && told(line.class),
    line.contributor && `by ${told(line.contributor)}`,
    line.note && `note ${told(line.note)}`,
    ...problems.map(problemText),
  ];
  return `${at}: ${parts.filter(Boolean).join(' | ')}`;
}

function daysText(days: NonNullable<Extract<PlanLine, { kind: 'item' }>['days']>['value']): string {
  if (days.kind === 'repeated') return inWords(days.recurrence, 'en');
  const [first, ...others] = days.dates;
  return [first, ...others.map((date) => date.slice(5))].join(' ');
}

function placesText({ everywhere, areaIds, exceptIds }: Places): string {
  const except = exceptIds.map((id) => ` -${id}`).join('');
  return `at ${everywhere ? 'all' : areaIds.join(' ')}${except}`;
}

function problemText(problem: Problem): string {
  const { code, ...rest } = problem;
  const values = Object.values(rest).map((value) =>
    Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
  );
  return `!${[code, ...values].join(' ')}`;
}

function told(value: Told<string> | null): string {
  return value ? value.value + mark(value) : '';
}

function mark({ certainty }: Told<unknown>): string {
  return { stated: '', carried: '^', inferred: '?' }[certainty];
}
