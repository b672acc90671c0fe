import { describe, expect, it } from 'vitest';
import { daysFrom } from '../../../../core/time/zoned.ts';
import { weekProgramme } from '../../../../core/week-plan/week-programme.ts';
import type { PlannedItem } from '../../../../core/week-plan/weekly-table.ts';

const days = daysFrom('2026-11-30', 7);
const morning = { name: 'Buổi sáng', startsAt: '05:00', latestEnd: '06:00' };
const noon = { name: 'Buổi trưa', startsAt: '11:00', latestEnd: '12:00' };
const evening = { name: 'Buổi chiều', startsAt: '17:00', latestEnd: '18:00' };

function item(given: Partial<PlannedItem>): PlannedItem {
  return {
    ...{ date: '2026-11-30', time: '05:00', session: morning, title: 'Tin xã' },
    ...{
      programme: null,
      lengthMs: 260_000,
      class: 'normal',
      station: 'Đài',
      places: 'everywhere',
    },
    ...{ state: 'Đã xếp', ...given },
  };
}

describe('the programme of a week', () => {
  it('has sessions as rows in the order of the day, and what lies in them by days', () => {
    const rows = weekProgramme(
      [
        item({ time: '05:04', title: 'Thời tiết', lengthMs: 60_000 }),
        item({ time: null, title: 'Chưa có giờ', lengthMs: null }),
        item({}),
        item({
          date: '2026-12-06',
          session: evening,
          time: '17:00',
          places: ['Xóm 4', 'Xóm 5'],
        }),
      ],
      days,
      [evening, morning],
    );
    expect(rows.map(({ session }) => session?.name)).toEqual(['Buổi sáng', 'Buổi chiều']);
    expect(rows[0]?.days[0]).toEqual([
      '05:00 Tin xã (4′20″)',
      '05:04 Thời tiết (1′)',
      'Chưa có giờ',
    ]);
    expect(rows[0]?.days.slice(1).flat()).toEqual([]);
    expect(rows[1]?.days[6]).toEqual(['17:00 Tin xã (4′20″), Xóm 4, Xóm 5']);
  });

  it('has a last row for what airs at its own time, where there is some', () => {
    const rows = weekProgramme([item({ session: null, time: '09:30' })], days, [morning]);
    expect(rows.map(({ session }) => session?.name ?? null)).toEqual(['Buổi sáng', null]);
    expect(rows[1]?.days[0]).toEqual(['09:30 Tin xã (4′20″)']);
    expect(weekProgramme([], days, [morning])).toHaveLength(1);
  });

  it('keeps sessions of one name apart that have other hours on other days', () => {
    const later = { ...morning, startsAt: '06:00', latestEnd: '07:00' };
    const rows = weekProgramme(
      [item({}), item({ date: '2026-12-06', session: later, time: '06:00' })],
      days,
      [later, morning],
    );
    expect(rows.map(({ session }) => session?.startsAt)).toEqual(['05:00', '06:00']);
    expect(rows.map((row) => row.days.map((day) => day.length).join(''))).toEqual([
      '1000000',
      '0000001',
    ]);
  });

  it('keeps what lies in a session that is not known any more', () => {
    const rows = weekProgramme([item({ session: noon, time: '11:00' })], days, [morning]);
    expect(rows.map(({ session }) => session?.name)).toEqual(['Buổi sáng', 'Buổi trưa']);
  });
});
