import type { WeekAnswer } from '../../../contract/http/weeks.ts';
import type { Mark } from '../../ui/shapes.ts';

type ItemState = WeekAnswer['items'][number]['state'];

/** What somebody still has to approve. */
export function waitingOf({ items }: Pick<WeekAnswer, 'items'>): WeekAnswer['items'] {
  return items.filter(({ state }) => state === 'new' || state === 'changed');
}

export function itemMark(state: ItemState): Mark {
  const word = `week.state.${state}`;
  switch (state) {
    case 'approved':
      return { shape: 'done', tone: 'good', word };
    case 'in_window':
      return { shape: 'ready', tone: 'accent', word };
    case 'changed':
    case 'new':
      return { shape: 'half', tone: 'warn', word };
  }
}

/** One thing that was said or done of a week. */
export interface WeekDeed {
  what: 'submitted' | 'returned' | 'approved' | 'withdrawn';
  by: string;
  at: number;
  note: string | null;
}

/** All that was said and done of a week, the newest first. Taking an approval back returns the week too. */
export function deedsOf({ approvals, remarks }: WeekAnswer): WeekDeed[] {
  const approved = approvals.map(({ by, at, note }): WeekDeed => {
    return { what: 'approved', by, at, note };
  });
  const returnedAt = new Set(remarks.filter(({ what }) => what === 'returned').map(({ at }) => at));
  const withdrawn = approvals.flatMap(({ withdrawnBy, withdrawnAt }): WeekDeed[] =>
    withdrawnBy === null || withdrawnAt === null || returnedAt.has(withdrawnAt)
      ? []
      : [{ what: 'withdrawn', by: withdrawnBy, at: withdrawnAt, note: null }],
  );
  return [...approved, ...withdrawn, ...remarks].sort((a, b) => b.at - a.at);
}
