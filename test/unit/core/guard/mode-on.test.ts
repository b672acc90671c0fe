import { describe, expect, it } from 'vitest';
import type { DayMode } from '../../../../core/guard/day-mode.ts';
import { modeOn } from '../../../../core/guard/mode-on.ts';

const mode = (key: string): DayMode => ({
  key,
  name: key,
  sessionKeys: null,
  kinds: null,
  sessionCapMs: null,
  dayCapMs: null,
  volumePercent: null,
});
const period = (key: string, first: string, last: string, id = key) => ({
  id,
  mode: mode(key),
  first,
  last,
});

describe('the mode of a day', () => {
  it('is none on an ordinary day', () => {
    expect(modeOn([], '2026-02-17')).toBeNull();
    expect(modeOn([[period('tet', '2026-02-14', '2026-02-22')], []], '2026-02-23')).toBeNull();
  });

  it('begins and ends with the days that were said', () => {
    const line = [[period('tet', '2026-02-14', '2026-02-22')]];
    const keys = ['2026-02-13', '2026-02-14', '2026-02-22', '2026-02-23'].map(
      (date) => modeOn(line, date)?.key,
    );
    expect(keys).toEqual([undefined, 'tet', 'tet', undefined]);
  });

  it('is that of the nearest area that has one on the day', () => {
    const village: ReturnType<typeof period>[] = [];
    const commune = [period('mua_bao', '2026-09-10', '2026-09-12')];
    const province = [period('bau_cu', '2026-09-01', '2026-09-30')];
    const line = [village, commune, province];
    expect(modeOn(line, '2026-09-11')?.key).toBe('mua_bao');
    expect(modeOn(line, '2026-09-13')?.key).toBe('bau_cu');
  });

  it('is the one begun later of two in one area, and switched on later of two begun together', () => {
    const exams = period('thi_cu', '2026-06-01', '2026-06-30', 'p1');
    const storm = period('mua_bao', '2026-06-10', '2026-06-12', 'p2');
    const mourning = period('quoc_tang', '2026-06-10', '2026-06-11', 'p3');
    expect(modeOn([[storm, exams]], '2026-06-10')?.key).toBe('mua_bao');
    expect(modeOn([[exams, storm]], '2026-06-13')?.key).toBe('thi_cu');
    expect(modeOn([[mourning, storm, exams]], '2026-06-10')?.key).toBe('quoc_tang');
    expect(modeOn([[storm, mourning, exams]], '2026-06-10')?.key).toBe('quoc_tang');
  });
});
