import type { Logger } from '../../runtime/log.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { PlayerEvents } from '../player/player.ts';
import type { PlayLog } from './play-log.ts';
import type { PlayRow } from './play-rows.ts';

/** A decoder that gave nothing may have had a bad moment; a file that gives nothing is damaged. */
const mostAttempts = 3;

/** Writes what the player tells into the log. */
export function recordPlays(
  playLog: PlayLog,
  { log, onChange }: { log: Logger; onChange: () => void },
): PlayerEvents {
  const open = new Map<string, PlayRow>();
  const attempts = new Map<string, number>();
  const mayTryAgain = (slot: string) => {
    const count = (attempts.get(slot) ?? 0) + 1;
    attempts.set(slot, count);
    return count < mostAttempts;
  };
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
      else if (reason !== 'media_damaged' || !mayTryAgain(slot))
        await playLog.notPlayed([{ held, reason }]);
      onChange();
    },
  };
}
