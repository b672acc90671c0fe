import type { BroadcastAnswer, Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useApi } from '../../api/use-api.ts';
import { changesOf, movedDay } from './day-edit.ts';
import type { BroadcastDraft } from './draft.ts';
import { urgencyOf } from './draft.ts';

/** A change of one day, as its form holds it. */
export interface DayDraft {
  how: 'change' | 'skip' | 'asOthers';
  /** The day on which it is to air; another than that of the occurrence moves it. */
  date: LocalDate;
  content: BroadcastDraft;
}

/** The broadcast as it is afterwards, and what becomes of it. */
interface DayAnswer {
  broadcast: BroadcastAnswer;
  outlook: Outlook;
}

/** What became of a day. */
export interface DayDone {
  /** The day on which it airs now; `null` where it does not any more. */
  date: LocalDate | null;
  broadcast: BroadcastAnswer;
}

interface CallHow {
  isDryRun: boolean;
  signal?: AbortSignal;
}

/** Saves a change of one day of a series, or tells what that would do. */
export function useDayCall(about: () => { broadcast: BroadcastAnswer; date: LocalDate }) {
  const api = useApi();

  return (draft: DayDraft, { isDryRun, signal }: CallHow): Promise<DayAnswer> => {
    const { broadcast, date } = about();
    const { id, version } = broadcast;
    const params = { id, date };
    const dryRun = isDryRun ? { dryRun: 'true' } : {};
    const rest = signal ? { signal } : {};
    if (draft.how === 'skip') {
      const query = { ...dryRun, version: String(version) };
      return api.call(broadcastRoutes.dropDay, { params, query, ...rest });
    }
    const asked = { ...urgencyOf(draft.content), ...dryRun };
    const isChange = draft.how === 'change';
    const changes = isChange ? changesOf(broadcast, draft.content) : {};
    const replaces = isChange ? draft.content.replaces : [];
    if (isChange && draft.date !== date) {
      const moved = movedDay(broadcast, { from: date, to: draft.date, changes });
      // The day that it leaves takes what it had otherwise along.
      const query = { ...asked, dropDays: 'true' };
      const body = { ...moved, replaces, version };
      const given = { params: { id }, query, body, ...rest };
      return api.call(broadcastRoutes.update, given);
    }
    const body = { ...changes, replaces, version };
    const given = { params, query: asked, body, ...rest };
    return api.call(broadcastRoutes.editDay, given);
  };
}
