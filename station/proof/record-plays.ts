import type { Logger } from '../../runtime/log.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { PlayerEvents } from '../player/player.ts';
import type { PlayLog } from './play-log.ts';
import type { PlayRow } from './play-rows.ts';

/** Writes what the player tells into the log. */
export function recordPlays(
  playLog: PlayLog,
  { log, onChange }: { log: Logger; onChange: () => void },
): PlayerEvents {
  const open = new Map<string, PlayRow>();
  return {
    async begun(held, at) {
      const { key, title, startsAt } = held.entry;
      log.info({ key, title, lateMs: Math.round(at - startsAt) }, 'entry begins');
      open.set(slotOf(held.entry), await playLog.open(held, at));
      onChange();
    },
    async progress(held, heardMs) {
      const play = open.get(slotOf(held.entry));
      if (play) await playLog.progress(play, heardMs);
    },
    async ended(held, { at, heardMs, reason }) {
      const slot = slotOf(held.entry);
      log.info({ key: held.entry.key, reason, heardMs: Math.round(heardMs) }, 'entry ends');
      const play = open.get(slot);
      open.delete(slot);
      if (play) await playLog.close(play, { reason, endedAt: at, heardMs });
      else await playLog.notPlayed([{ held, reason }]);
      onChange();
    },
  };
}
