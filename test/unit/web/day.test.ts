import { describe, expect, it } from 'vitest';
import {
  clockText,
  dayText,
  longDayText,
  momentText,
  shortDayText,
} from '../../../web/text/day.ts';

const zone = 'Asia/Ho_Chi_Minh';
/** 23 November 2025, 05:00 in Vietnam. */
const dawn = Date.UTC(2025, 10, 22, 22, 0, 0);

describe('days and times', () => {
  it('writes days as dd/mm/yyyy in Vietnamese', () => {
    expect(dayText('2025-11-03', 'vi')).toBe('03/11/2025');
    expect(shortDayText('2025-11-03', 'vi')).toBe('03/11');
    expect(dayText('2025-11-03', 'en')).toBe('3 Nov 2025');
  });

  it('names the weekday: 2 February 2025 was a Sunday', () => {
    expect(longDayText('2025-02-02', 'vi')).toBe('Chủ nhật, 02/02/2025');
    expect(longDayText('2025-02-03', 'en')).toBe('Monday, 3 Feb 2025');
  });

  it("shows an instant on the wall of the station's zone, not of the viewer's", () => {
    expect(clockText(dawn, zone)).toBe('05:00');
    expect(clockText(dawn, 'Europe/Paris')).toBe('23:00');
  });

  it('adds the day only where it is another one', () => {
    const noon = dawn + 7 * 3_600_000;
    expect(momentText(dawn, zone, noon, 'vi')).toBe('05:00');
    expect(momentText(dawn - 86_400_000, zone, noon, 'vi')).toBe('05:00 22/11/2025');
  });
});
