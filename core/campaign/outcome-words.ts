import type { CampaignOutcome } from './campaign-outcome.ts';
import { targetKey, type CampaignTarget, type EventKind } from './campaign-plan.ts';

/** What was aired of a campaign, and in how many communes. */
export interface AiredOutcome {
  heardMs: number;
  communes: number;
}

const eventWords: Record<EventKind, string> = {
  class: 'lớp tập huấn',
  conference: 'hội nghị',
  other: 'hoạt động khác',
};

const numbers = new Intl.NumberFormat('vi-VN');

/**
 * The outcome in one sentence, as reports to the tiers above have it; what there is none of is left out. Targets of a
 * whole are told where all time is asked, and no plan of a year has them already.
 */
export function outcomeWords(
  outcome: CampaignOutcome,
  aired: AiredOutcome,
  { isAllTime }: { isAllTime: boolean },
): string {
  const { events } = outcome;
  const minutes = Math.round(aired.heardMs / 60_000);
  const parts = [
    ...events
      .filter(({ count }) => count > 0)
      .map(
        ({ kind, count, attendance }) =>
          `${numbers.format(count)} ${eventWords[kind]} cho ${numbers.format(attendance)} người`,
      ),
    ...toldTargets(outcome, isAllTime)
      .filter(({ reached }) => reached > 0)
      .map(({ name, unit, reached }) => `${numbers.format(reached)} ${unit} ${lower(name)}`),
    ...(minutes > 0
      ? [`${numbers.format(minutes)} phút phát trên loa tại ${numbers.format(aired.communes)} xã`]
      : []),
  ];
  if (parts.length === 0) return 'Chưa có kết quả.';
  return `Kết quả: ${parts.join('; ')}.`;
}

function toldTargets({ ofYears, whole }: CampaignOutcome, isAllTime: boolean): CampaignTarget[] {
  const yearly = ofYears?.targets ?? [];
  const known = new Set(yearly.filter(({ reached }) => reached > 0).map(targetKey));
  const more = isAllTime ? (whole?.targets ?? []) : [];
  return [...yearly, ...more.filter((target) => !known.has(targetKey(target)))];
}

function lower(name: string): string {
  return name.charAt(0).toLocaleLowerCase('vi') + name.slice(1);
}
