import type { z } from 'zod';
import type { windowRoutes } from '../../../contract/http/windows.ts';
import { allWeekdays, type Weekday } from '../../../core/time/zoned.ts';
import { orNull } from './rule-draft.ts';

type WindowBody = z.output<NonNullable<typeof windowRoutes.create.body>>;

/** A window as its form holds it: empty is open, or not chosen. */
export interface WindowDraft {
  areaId: string;
  holder: 'person' | 'area';
  userId: string;
  holderAreaId: string;
  weekdays: Weekday[];
  from: string;
  to: string;
  sessionKeys: string[];
  validFrom: string;
  validTo: string;
}

export function emptyWindow(): WindowDraft {
  return {
    ...{ areaId: '', holder: 'person', userId: '', holderAreaId: '' },
    ...{ weekdays: [...allWeekdays], from: '', to: '', sessionKeys: [] },
    ...{ validFrom: '', validTo: '' },
  };
}

/** The request that a draft stands for; `null` while something is missing. */
export function windowBodyOf(draft: WindowDraft): WindowBody | null {
  const { areaId, holder, from, to, sessionKeys } = draft;
  const userId = holder === 'person' ? draft.userId : '';
  const holderAreaId = holder === 'area' ? draft.holderAreaId : '';
  const hasHours = from !== '' && to !== '';
  const isHalf = (from === '') !== (to === '');
  if (areaId === '' || userId + holderAreaId === '') return null;
  if (isHalf || (!hasHours && sessionKeys.length === 0)) return null;
  return {
    ...{ areaId, userId: orNull(userId), holderAreaId: orNull(holderAreaId) },
    ...{ weekdays: [...draft.weekdays], from: orNull(from), to: orNull(to) },
    sessionKeys: [...sessionKeys],
    ...{ validFrom: orNull(draft.validFrom), validTo: orNull(draft.validTo) },
  };
}
