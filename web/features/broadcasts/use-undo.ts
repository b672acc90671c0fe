import type { BroadcastAnswer } from '../../../contract/http/broadcasts.ts';
import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { historyRoutes } from '../../../contract/http/history.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../history/use-language.ts';
import { useRights } from '../places/use-rights.ts';
import type { Undo } from '../shell/use-notices.ts';
import { fieldsOf } from './day-edit.ts';

/**
 * The way back from a change of a broadcast: refused once somebody changed it since. `null` where the person
 * has none: who places in a window only cannot bring back what was withdrawn.
 */
export function useUndo() {
  const api = useApi();
  const rights = useRights();
  const language = useLanguage();

  return (before: BroadcastAnswer, { id, version, state }: BroadcastAnswer): Undo | null => {
    const params = { id };
    if (rights.can('broadcast.write', before.ownerAreaId))
      return async () => {
        const query = { language: language.value };
        const body = { version, toVersion: before.version };
        await api.call(historyRoutes.restoreVersion, { params, query, body });
      };
    if (state === 'withdrawn') return null;
    return async () => {
      const body = { ...fieldsOf(before), version };
      await api.call(broadcastRoutes.update, { params, query: { dropDays: 'true' }, body });
    };
  };
}
