import { useI18n } from 'vue-i18n';
import type { BroadcastAnswer, Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { historyRoutes } from '../../../contract/http/history.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../history/use-language.ts';
import { usePlaces } from '../places/use-places.ts';
import { useRights } from '../places/use-rights.ts';
import type { NoticeLink, Undo } from '../shell/use-notices.ts';
import { fieldsOf } from './day-edit.ts';
import { lostAir } from './lost-air.ts';

/** A broadcast as it was, and what became of it then. */
interface Before {
  broadcast: BroadcastAnswer;
  outlook: Outlook;
}

/**
 * The way back from a change of a broadcast: refused once somebody changed it since. `null` where the person
 * has none: who places in a window only cannot bring back what was withdrawn.
 */
export function useUndo() {
  const { t } = useI18n();
  const api = useApi();
  const places = usePlaces();
  const rights = useRights();
  const language = useLanguage();

  return ({ broadcast, outlook }: Before, { id, version, state }: BroadcastAnswer): Undo | null => {
    const params = { id };
    const mayWrite = rights.can('broadcast.write', broadcast.ownerAreaId);
    if (!mayWrite && state === 'withdrawn') return null;
    return async () => {
      if (mayWrite) {
        const query = { language: language.value };
        const body = { version, toVersion: broadcast.version };
        await api.call(historyRoutes.restoreVersion, { params, query, body });
      } else {
        const body = { ...fieldsOf(broadcast), version };
        await api.call(broadcastRoutes.update, { params, query: { dropDays: 'true' }, body });
      }
      // It is done, whether or not one can tell what becomes of it.
      const now = await api.call(broadcastRoutes.get, { params }).catch(() => null);
      return { id, ...said(now ? lostAir(outlook, now.outlook) : []) };
    };
  };

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
}
