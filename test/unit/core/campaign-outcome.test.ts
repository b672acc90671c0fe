import { describe, expect, it } from 'vitest';
import { addUpPlans, type CampaignPlan } from '../../../core/campaign/campaign-plan.ts';
import { outcomeWords } from '../../../core/campaign/outcome-words.ts';

const fund = { planned: 10, spent: 5 };
const held = (kind: 'class' | 'conference', date: string, attendance: number) => ({
  ...{ kind, date, attendance, title: 'Tập huấn', place: 'Nhà văn hóa' },
});
const plan: CampaignPlan = {
  funds: { central: fund, counterpart: fund },
  targets: [{ name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 2000, reached: 1500 }],
  events: [held('class', '2026-03-01', 498), held('conference', '2026-05-01', 1120)],
};
const more: CampaignPlan = {
  funds: { central: fund, counterpart: { planned: 0, spent: 0 } },
  targets: [{ name: 'sổ tay tuyên truyền', unit: 'Cuốn', planned: 0, reached: 500 }],
  events: [held('conference', '2026-06-01', 2000), held('conference', '2025-06-01', 99)],
};

describe('the outcome of campaigns', () => {
  it('adds up money, targets of one name, and events of the days', () => {
    const days = { from: '2026-01-01', to: '2026-12-31' };
    const outcome = addUpPlans([plan, more], days);
    expect(outcome.funds).toEqual({ central: { planned: 20, spent: 10 }, counterpart: fund });
    expect(outcome.targets).toEqual([
      { name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 2000, reached: 2000 },
    ]);
    expect(outcome.events).toEqual([
      { kind: 'class', count: 1, attendance: 498 },
      { kind: 'conference', count: 2, attendance: 3120 },
      { kind: 'other', count: 0, attendance: 0 },
    ]);
    expect(outcomeWords(outcome, { heardMs: 1_234_000 * 60, communes: 12 })).toBe(
      'Kết quả: 1 lớp tập huấn cho 498 người; 2 hội nghị cho 3.120 người; 2.000 cuốn sổ tay tuyên truyền; 1.234 phút phát trên loa tại 12 xã.',
    );
  });

  it('says so where there is none yet', () => {
    expect(outcomeWords(addUpPlans([]), { heardMs: 0, communes: 0 })).toBe('Chưa có kết quả.');
  });
});
