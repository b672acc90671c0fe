import { describe, expect, it } from 'vitest';
import { draftOfPlan, planOfDraft } from '../../../../web/features/campaigns/plan-draft.ts';
import { minutesText, shareText } from '../../../../web/features/reports/line-figures.ts';
import {
  monthsOf,
  readView,
  reportQuery,
  viewQuery,
} from '../../../../web/features/reports/report-view.ts';

describe('the view of a report', () => {
  it('is the month so far by days, unless the address says otherwise', () => {
    const view = readView({}, '2026-11-30');
    expect(view).toEqual({ period: 'month', start: '2026-11-01', by: 'day', filters: {} });
    expect(reportQuery(view)).toEqual({ from: '2026-11-01', to: '2026-11-30', by: 'day' });
  });

  it('comes back from its address', () => {
    const query = { period: 'quarter', date: '2026-10-01', by: 'campaign', areaId: 'a1' };
    expect(viewQuery(readView(query, '2026-11-30'))).toEqual(query);
  });

  it('has no line that its period cannot be divided by', () => {
    expect(readView({ period: 'day', by: 'month' }, '2026-11-30').by).toBe('area');
    expect(readView({ period: 'century', by: 'sql' }, '2026-11-30').by).toBe('day');
  });

  it('has the months that have begun, the last one first', () => {
    const months = (query: Record<string, string>, today: string) =>
      monthsOf(readView(query, today), today);
    const quarter = { period: 'quarter', date: '2026-10-01' };
    expect(months(quarter, '2026-11-30')).toEqual(['2026-11', '2026-10']);
    expect(months(quarter, '2027-03-01')).toEqual(['2026-12', '2026-11', '2026-10']);
    expect(months({ period: 'year', date: '2025-01-01' }, '2026-11-30')).toHaveLength(12);
    expect(months({ period: 'week', date: '2026-11-30' }, '2026-12-01')).toEqual([
      ...['2026-12', '2026-11'],
    ]);
    expect(months({ period: 'day', date: '2026-11-30' }, '2026-12-01')).toEqual(['2026-11']);
  });

  it('says all and nothing only where it is so', () => {
    const shares = [null, 0, 0.0001, 0.2876, 0.99999, 1].map((share) => shareText(share, 'vi'));
    expect(shares).toEqual(['–', '0 %', '0,1 %', '28,8 %', '99,9 %', '100 %']);
    expect([0, 1, 90_000].map((ms) => minutesText(ms, 'vi'))).toEqual(['0', '< 1', '2']);
  });
});

describe('the form of a campaign', () => {
  const plan = {
    ...{
      kind: 'year_plan' as const,
      year: 2026,
      lead: 'Sở',
      leadAreaId: null,
      partnerIds: ['p1'],
      version: 3,
    },
    funds: { central: { planned: 1_250_000, spent: 0 }, counterpart: { planned: 0, spent: 7 } },
    targets: [{ name: 'Sổ tay', unit: 'cuốn', planned: 2000, reached: 1500 }],
    events: [
      { kind: 'class' as const, title: 'Lớp', date: '2026-03-01', place: '', attendance: 498 },
    ],
    materials: [],
  };

  it('saves what it shows', () => {
    const { version: _version, materials: _materials, ...content } = plan;
    expect(planOfDraft(draftOfPlan(plan)).content).toEqual(content);
  });

  it('saves nothing that is half said', () => {
    const draft = draftOfPlan(plan);
    const faultOf = (change: Partial<typeof draft>) => planOfDraft({ ...draft, ...change }).fault;
    expect(faultOf({ events: [{ ...draft.events[0], date: '' } as never] })?.fault).toBe(
      'half_said',
    );
    expect(faultOf({ year: '' })?.fault).toBe('no_year');
    expect(planOfDraft({ ...draft, kind: 'project' }).content?.year).toBeNull();
    const [target] = draft.targets;
    expect(faultOf({ targets: [{ ...target, reached: '12,5' } as never] })).toEqual({
      ...{ fault: 'not_whole', text: '12,5' },
    });
    const funds = { ...draft.funds, central: { planned: '12,5 triệu', spent: '' } };
    expect(planOfDraft({ ...draft, funds }).content?.funds.central.planned).toBe(12_500_000);
  });
});
