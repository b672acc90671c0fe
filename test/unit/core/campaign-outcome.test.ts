import { describe, expect, it } from 'vitest';
import { campaignOutcome } from '../../../core/campaign/campaign-outcome.ts';
import type { CampaignPlan } from '../../../core/campaign/campaign-plan.ts';
import { restOf, type CampaignBranch } from '../../../core/campaign/nested-means.ts';
import { outcomeWords } from '../../../core/campaign/outcome-words.ts';

const none = { planned: 0, spent: 0 };
const fund = { planned: 10, spent: 5 };
const held = (kind: 'class' | 'conference', date: string, attendance: number) => ({
  ...{ kind, date, attendance, title: 'Tập huấn', place: 'Nhà văn hóa' },
});
const plan: CampaignPlan = {
  ...{ kind: 'year_plan', year: 2026 },
  funds: { central: fund, counterpart: fund },
  targets: [{ name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 2000, reached: 1500 }],
  events: [held('class', '2026-03-01', 498), held('conference', '2026-05-01', 1120)],
};
const more: CampaignPlan = {
  ...{ kind: 'year_plan', year: 2026 },
  funds: { central: fund, counterpart: none },
  targets: [{ name: 'sổ tay tuyên truyền', unit: 'Cuốn', planned: 0, reached: 500 }],
  events: [held('conference', '2026-06-01', 2000), held('conference', '2025-06-01', 99)],
};

const days = { from: '2026-01-01', to: '2026-12-31' };
/** A project over several years: the year's plan is a part of it. */
const project: CampaignPlan = {
  ...{ kind: 'project', year: null },
  funds: { central: { planned: 900, spent: 300 }, counterpart: fund },
  targets: [
    { name: 'Sổ tay tuyên truyền', unit: 'cuốn', planned: 9000, reached: 5000 },
    { name: 'Cụm loa', unit: 'cụm', planned: 40, reached: 31 },
  ],
  events: [],
};

/** A campaign of a plan, or of none, and those that nest in it. */
function branch(
  campaignName: string,
  own: CampaignPlan | null,
  ...beneath: CampaignBranch[]
): CampaignBranch {
  return { campaignId: campaignName, campaignName, plan: own, beneath };
}
const central = (planned: number, spent: number, other: Partial<CampaignPlan> = {}) => ({
  ...{ kind: 'project' as const, year: null, targets: [], events: [], ...other },
  funds: { central: { planned, spent }, counterpart: none },
});

describe('the outcome of campaigns', () => {
  it('adds up money, targets of one name, and events of the days', () => {
    const root = branch('Giảm nghèo', null, branch('Một', plan), branch('Hai', more));
    const outcome = campaignOutcome(root, days);
    expect(outcome.whole).toBeNull();
    expect(outcome.ofYears?.funds).toMatchObject({
      central: { planned: 20, spent: 10 },
      counterpart: fund,
    });
    expect(outcome.ofYears?.targets).toMatchObject([
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
    const root = branch('Dự án', project, branch('2026', plan), branch('2025', past));
    const outcome = campaignOutcome(root, days);
    const { funds, targets } = plan;
    expect(outcome.ofYears).toMatchObject({ funds, targets });
    expect(outcome.whole).toMatchObject({ funds: project.funds, targets: project.targets });
    const aired = { heardMs: 0, communes: 0 };
    const said = outcomeWords(outcome, aired, { isAllTime: false });
    expect(said).toContain('1.500 cuốn sổ tay tuyên truyền');
    expect(said).not.toContain('cụm loa');
  });

  it('tells all time with every year, and each target once', () => {
    const past = { ...more, year: 2025 };
    const root = branch('Dự án', project, branch('2026', plan), branch('2025', past));
    const outcome = campaignOutcome(root);
    expect(outcome.ofYears?.funds.central).toMatchObject({ planned: 20, spent: 10 });
    expect(outcome.events.map(({ count }) => count)).toEqual([1, 3, 0]);
    const said = outcomeWords(outcome, { heardMs: 0, communes: 0 }, { isAllTime: true });
    expect(said).toContain('2.000 cuốn sổ tay tuyên truyền; 31 cụm cụm loa');
    expect(said).not.toContain('5.000');
  });

  it('says so where there is none yet', () => {
    const outcome = campaignOutcome(branch('Giảm nghèo', null));
    expect(outcomeWords(outcome, { heardMs: 0, communes: 0 }, { isAllTime: true })).toBe(
      'Chưa có kết quả.',
    );
  });
});

describe('money of a whole', () => {
  const whole = (root: CampaignBranch) => campaignOutcome(root, days).whole?.funds.central;

  it('is what a programme says itself, and its projects divide it', () => {
    const root = branch(
      'Chương trình',
      central(1000, 0, { kind: 'programme' }),
      branch('Dự án 1', central(400, 150)),
      branch('Dự án 2', central(350, 100)),
    );
    const told = whole(root);
    // It does not say what was spent: that is what its projects say.
    expect(told).toEqual({
      ...{ planned: 1000, spent: 250 },
      parts: [
        { campaignId: 'Dự án 1', campaignName: 'Dự án 1', planned: 400, done: 150 },
        { campaignId: 'Dự án 2', campaignName: 'Dự án 2', planned: 350, done: 100 },
      ],
    });
    expect(restOf({ planned: 1000, done: 250 }, told?.parts ?? [])).toEqual({
      ...{ planned: 250, done: 0 },
    });
  });

  it('is the sum of what nests in a campaign that says nothing itself, however deep', () => {
    const years = [
      branch('2025', central(60, 60, { kind: 'year_plan', year: 2025 })),
      branch('2026', central(70, 20, { kind: 'year_plan', year: 2026 })),
    ];
    const root = branch(
      'Chương trình',
      null,
      branch('Dự án 1', central(400, 150), branch('Kế hoạch', central(399, 149))),
      branch('Dự án 2', central(0, 0), ...years),
    );
    expect(whole(root)).toMatchObject({ planned: 530, spent: 230 });
    expect(whole(root)?.parts.map(({ campaignName }) => campaignName)).toEqual([
      ...['Dự án 1', '2025', '2026'],
    ]);
  });

  it('may be less than what is allotted of it, which the rest tells', () => {
    const root = branch('Dự án', central(100, 0), branch('Kế hoạch', central(130, 0)));
    const told = whole(root);
    expect(told).toMatchObject({ planned: 100 });
    expect(restOf({ planned: 100, done: 0 }, told?.parts ?? []).planned).toBe(-30);
  });

  it('is its own part where nothing nests in it', () => {
    expect(whole(branch('Dự án', central(100, 5)))?.parts).toMatchObject([
      { campaignName: 'Dự án', planned: 100, done: 5 },
    ]);
  });
});

describe('plans of a year', () => {
  it('divide another of the same year alone', () => {
    const year = (of: number) => ({ kind: 'year_plan' as const, year: of });
    const root = branch(
      'Kế hoạch 2026',
      central(100, 10, year(2026)),
      branch('Của xã', central(40, 10, year(2026))),
      branch('Kế hoạch 2025', central(30, 30, year(2025))),
    );
    const told = campaignOutcome(root);
    expect(told.whole).toBeNull();
    expect(told.ofYears?.funds.central).toMatchObject({ planned: 130, spent: 40 });
    expect(campaignOutcome(root, days).ofYears?.funds.central).toMatchObject({ planned: 100 });
  });

  it('count in no year, and in no whole, until somebody says theirs; in all time they do', () => {
    const root = branch('Dự án', null, branch('Cũ', central(30, 30, { kind: 'year_plan' })));
    expect(campaignOutcome(root, days)).toMatchObject({ ofYears: null, whole: null });
    expect(campaignOutcome(root).ofYears?.funds.central).toMatchObject({ planned: 30 });
  });
});
