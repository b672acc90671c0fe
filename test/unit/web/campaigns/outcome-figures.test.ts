import { expect, it } from 'vitest';
import type { CampaignReportAnswer } from '../../../../contract/http/campaign-plans.ts';
import {
  meansFigures,
  type FigureWords,
} from '../../../../web/features/campaigns/outcome-figures.ts';

const words = {
  fund: (source: string) => source,
  spent: ({ spent, planned }: { spent: number; planned: number }) => `${spent}/${planned}`,
  reached: ({ reached, planned, unit }: { reached: number; planned: number; unit: string }) =>
    `${reached}/${planned} ${unit}`,
  rest: {
    amount: (amount: number, unit: string | null) => `${amount} ${unit ?? 'đồng'}`,
    planned: (amount: string) => `chưa phân bổ ${amount}`,
    done: (amount: string) => `chưa ghi ${amount}`,
    plannedOver: (amount: string) => `vượt ${amount}`,
    doneOver: (amount: string) => `nhiều hơn ${amount}`,
  },
} as unknown as FigureWords;

const part = (campaignName: string, planned: number, done: number) => ({
  ...{ campaignId: campaignName, campaignName, planned, done },
});
const report = {
  ofYears: null,
  whole: {
    funds: {
      central: { planned: 100, spent: 30, parts: [part('Một', 60, 20), part('Hai', 30, 10)] },
      counterpart: { planned: 0, spent: 0, parts: [] },
    },
    targets: [
      { name: 'Sổ tay', unit: 'cuốn', planned: 50, reached: 5, parts: [part('Một', 70, 9)] },
    ],
  },
} as unknown as CampaignReportAnswer;

it('tells how a figure is divided, what is left of it, and what is too much', () => {
  const [central, counterpart, booklets] = meansFigures(report, 'whole', words);
  expect(central).toMatchObject({ text: '30/100', note: 'chưa phân bổ 10 đồng' });
  expect(central?.rows.map(({ name, text }) => `${name} ${text}`)).toEqual([
    'Một 20/60',
    'Hai 10/30',
  ]);
  expect(counterpart).toMatchObject({ text: '0/0', rows: [] });
  expect(counterpart?.note).toBeUndefined();
  expect(booklets).toMatchObject({ note: 'vượt 20 cuốn · nhiều hơn 4 cuốn' });
  expect(meansFigures(report, 'ofYears', words)).toEqual([]);
});
