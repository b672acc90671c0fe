import type { Logger } from '../../runtime/log.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { PlayerEvents } from '../player/player.ts';
import type { OpenPlay, PlayLog } from './play-log.ts';

/**
 * Writes what the player tells into the log. A disk that takes nothing must not silence the sound: what
 * could not be written at the beginning is written at the end.
 */
export function recordPlays(
  playLog: PlayLog,
  { log, onChange }: { log: Logger; onChange: () => void },
): PlayerEvents {
  const open = new Map<string, { play: OpenPlay | null; begunAt: number }>();
  const attempt = async <T>(write: () => Promise<T>): Promise<T | null> => {
    try {
      return await write();
    } catch (err) {
      log.error({ err }, 'play not written');
      return null;
    }
  };
  return {
    async begun(held, at) {
      const { key, title, startsAt } = held.entry;
      log.info({ key, title, lateMs: Math.round(at - startsAt) }, 'entry begins');
      const play = await attempt(() => playLog.open(held, at));
      open.set(slotOf(held.entry), { play, begunAt: at });
      onChange();
    },
    async progress(held, heardMs) {
      const play = open.get(slotOf(held.entry))?.play;
      if (play) await attempt(() => playLog.progress(play, heardMs));
    },
    async ended(held, { at, heardMs, hasBegun, reason }) {
      const slot = slotOf(held.entry);
      log.info({ key: held.entry.key, reason, heardMs: Math.round(heardMs) }, 'entry ends');
      const begun = open.get(slot);
      open.delete(slot);
      await attempt(async () => {
        if (!hasBegun || !begun) return playLog.notPlayed(held, reason);
        const play = begun.play ?? (await playLog.open(held, begun.begunAt));
        return playLog.close(play, { reason, endedAt: at, heardMs });
      });
      onChange();
    },
  };
}
