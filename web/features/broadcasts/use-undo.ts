import { useI18n } from 'vue-i18n';
import type { BroadcastAnswer, Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { historyRoutes } from '../../../contract/http/history.ts';
import { useApi } from '../../api/use-api.ts';
import { usePlaces } from '../places/use-places.ts';
import type { NoticeLink, Undo } from '../shell/use-notices.ts';
import { lostAir } from './lost-air.ts';

/** A broadcast as it was, and what became of it then. */
interface Before {
  broadcast: BroadcastAnswer;
  outlook: Outlook;
}

/**
 * The way back from what was just changed, all of it: refused once somebody changed some of it since, or where
 * it would silence what sounds at that moment.
 */
export function useUndo() {
  const { t } = useI18n();
  const api = useApi();
  const places = usePlaces();

  /** From a change of a broadcast; `before`: as it was, `null` for a new one. */
  function ofBroadcast(before: Before | null, { id, version }: BroadcastAnswer): Undo {
    return async () => {
      const body = { of: 'broadcast' as const, id, version };
      const { broadcastIds } = await api.call(historyRoutes.undo, { body });
      if (!before) return { id, broadcastIds, ...said([]) };
      // It is done, whether or not one can tell what becomes of it.
      const now = await api.call(broadcastRoutes.get, { params: { id } }).catch(() => null);
      return { id, broadcastIds, ...said(now ? lostAir(before.outlook, now.outlook) : []) };
    };
  }

  /** From a change of several, by its name; `null` where nothing was saved. */
  function ofChange(change: string | null): Undo | null {
    if (change === null) return null;
    return async () => {
      const body = { of: 'change' as const, id: change };
      const { broadcastIds } = await api.call(historyRoutes.undo, { body });
      return { id: change, broadcastIds, ...said([]) };
    };
  }

  /** As before, but a new version: nobody has approved it, and its air may be frozen by now. */
  function said(lost: Outlook['occurrences']) {
    const count = lost.length;
    if (count === 0) return { warning: null, link: null };
    const reasons = [...new Set(lost.map(({ reason }) => reason))];
    const why = reasons.map((reason) => t(`ruling.${reason}`)).join('; ');
    return { warning: t('undo.doneBut', { count, why }, count), link: weekLink(lost) };
  }

  function weekLink(lost: Outlook['occurrences']): NoticeLink | null {
    const waiting = lost.find(({ reason }) => reason === 'week_not_approved');
    const area = places.stations.get(waiting?.stationId ?? '')?.areaId;
    if (!waiting || area === undefined) return null;
    return { to: { path: '/weeks', query: { area, date: waiting.date } }, text: t('nav.weeks') };
  }

  return { ofBroadcast, ofChange };
}
