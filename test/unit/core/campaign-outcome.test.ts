import { describe, expect, it } from 'vitest';
import { addUpPlans, type CampaignPlan } from '../../../core/campaign/campaign-plan.ts';
import { outcomeWords } from '../../../core/campaign/outcome-words.ts';

const fund = { planned: 10, spent: 5 };
const held = (kind: 'class' | 'conference', date: string, attendance: number) => ({
  ...{ kind, date, attendance, title: 'Tập huấn', place: 'Nhà văn hóa' },
});
const plan: CampaignPlan = {
  year: 2026,
  funds: { central: fund, counterpart: fund },
  targets: [{ name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 2000, reached: 1500 }],
  events: [held('class', '2026-03-01', 498), held('conference', '2026-05-01', 1120)],
};
const more: CampaignPlan = {
  year: 2026,
  funds: { central: fund, counterpart: { planned: 0, spent: 0 } },
  targets: [{ name: 'sổ tay tuyên truyền', unit: 'Cuốn', planned: 0, reached: 500 }],
  events: [held('conference', '2026-06-01', 2000), held('conference', '2025-06-01', 99)],
};

const days = { from: '2026-01-01', to: '2026-12-31' };
/** A project over several years: the year's plan is a part of it. */
const project: CampaignPlan = {
  year: null,
  funds: { central: { planned: 900, spent: 300 }, counterpart: fund },
  targets: [
    { name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 9000, reached: 5000 },
    { name: 'Cụm loa', unit: 'cụm', planned: 40, reached: 31 },
  ],
  events: [],
};

describe('the outcome of campaigns', () => {
  it('adds up money, targets of one name, and events of the days', () => {
    const outcome = addUpPlans([plan, more], days);
    expect(outcome.whole).toBeNull();
    expect(outcome.ofYears?.funds).toEqual({
      central: { planned: 20, spent: 10 },
      counterpart: fund,
    });
    expect(outcome.ofYears?.targets).toEqual([
      { name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 2000, reached: 2000 },
    ]);
    expect(outcome.events).toEqual([
      { kind: 'class', count: 1, attendance: 498 },
      { kind: 'conference', count: 2, attendance: 3120 },
      { kind: 'other', count: 0, attendance: 0 },
    ]);
    const aired = { heardMs: 1_234_000 * 60, communes: 12 };
    expect(outcomeWords(outcome, aired, { isAllTime: false })).toBe(
      'Kết quả: 1 lớp tập huấn cho 498 người; 2 hội nghị cho 3.120 người; 2.000 cuốn sổ tay tuyên truyền; 1.234 phút phát trên loa tại 12 xã.',
    );
  });

  it('has money and targets of the plans of the year, and of a whole apart from them', () => {
    const past = { ...more, year: 2025 };
    const outcome = addUpPlans([project, plan, past], days);
    expect(outcome.ofYears).toEqual({ funds: plan.funds, targets: plan.targets });
    expect(outcome.whole).toEqual({ funds: project.funds, targets: project.targets });
    const aired = { heardMs: 0, communes: 0 };
    const said = outcomeWords(outcome, aired, { isAllTime: false });
    expect(said).toContain('1.500 cuốn sổ tay tuyên truyền');
    expect(said).not.toContain('cụm loa');
  });

  it('tells all time with every year, and each target once', () => {
    const outcome = addUpPlans([project, plan, { ...more, year: 2025 }]);
    expect(outcome.ofYears?.funds.central).toEqual({ planned: 20, spent: 10 });
    expect(outcome.events.map(({ count }) => count)).toEqual([1, 3, 0]);
    const said = outcomeWords(outcome, { heardMs: 0, communes: 0 }, { isAllTime: true });
    expect(said).toContain('2.000 cuốn sổ tay tuyên truyền; 31 cụm cụm loa');
    expect(said).not.toContain('5.000');
  });

  it('says so where there is none yet', () => {
    expect(outcomeWords(addUpPlans([]), { heardMs: 0, communes: 0 }, { isAllTime: true })).toBe(
      'Chưa có kết quả.',
    );
  });
});
