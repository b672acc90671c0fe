import { describe, expect, it } from 'vitest';
import type { AreaAnswer } from '../../../contract/http/areas.ts';
import {
  communesWithout,
  sessionsOf,
  usualSessions,
} from '../../../web/features/first-steps/station-plan.ts';

const area = (id: string, kind: string) => ({ id, kind, name: id }) as AreaAnswer;
const minute = 60_000;

describe('stations for many communes', () => {
  it('are for communes, wards and towns that have none', () => {
    const areas = [area('tinh', 'tỉnh'), area('a', 'xã'), area('b', 'Phường'), area('c', 'xã')];
    const found = communesWithout([...areas, area('x', 'xóm')], new Set(['c']));
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('have the usual two sessions, in the order relay, above, own', () => {
    const [morning, afternoon, ...others] = sessionsOf(usualSessions, (key) => key);
    expect([morning?.startsAt, afternoon?.startsAt, others]).toEqual(['05:00', '17:00', []]);
    expect(morning?.parts.map(({ tier, budgetMs }) => [tier, budgetMs / minute])).toEqual([
      ['relay', 30],
      ['above', 10],
      ['own', 5],
    ]);
  });

  it('have parts that fit into a shorter session, be it across midnight', () => {
    const rows = [
      { key: 'morning' as const, isHeld: true, startsAt: '05:00', latestEnd: '05:15' },
      { key: 'afternoon' as const, isHeld: true, startsAt: '23:50', latestEnd: '00:05' },
    ];
    for (const { parts } of sessionsOf(rows, (key) => key)) {
      const whole = parts.reduce((sum, { budgetMs }) => sum + budgetMs, 0);
      expect(whole).toBeLessThanOrEqual(15 * minute);
      expect(parts.every(({ budgetMs }) => budgetMs >= minute)).toBe(true);
    }
    expect(sessionsOf([], (key) => key)).toEqual([]);
    const none = rows.map((row) => ({ ...row, isHeld: false }));
    expect(sessionsOf(none, (key) => key)).toEqual([]);
  });
});
