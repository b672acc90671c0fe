import type { Logger } from '../../runtime/log.ts';
import { slotOf } from '../../core/station/play-plan.ts';
import type { Hearing } from '../../core/station/hearing.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Ear } from '../ear/ear.ts';
import type { PlayerEvents } from '../player/player.ts';
import type { Incidents } from './incidents.ts';
import type { PlayLog } from './play-log.ts';
import type { PlayRow } from './play-rows.ts';

/** A decoder that gave nothing may have had a bad moment; a file that gives nothing is damaged. */
const mostAttempts = 3;

export interface RecordDeps {
  /** `null` where there is no microphone. */
  ear: Ear | null;
  air: AirClock;
  incidents: Incidents;
  log: Logger;
  onChange: () => void;
}

/** Writes what the player tells into the log, and with it what a microphone heard. */
export function recordPlays(
  playLog: PlayLog,
  { ear, air, incidents, log, onChange }: RecordDeps,
): PlayerEvents {
  const open = new Map<string, PlayRow>();
  const attempts = new Map<string, number>();
  const mayTryAgain = (slot: string) => {
    const count = (attempts.get(slot) ?? 0) + 1;
    attempts.set(slot, count);
    return count < mostAttempts;
  };
  const hear = (by: Ear, { record }: PlayRow, at: number): Hearing => {
    const hearing = by.end(air.toMonotonic(record.startedAt ?? at), air.toMonotonic(at));
    if (hearing === 'silent') {
      const detail = `${record.key}: the microphone heard nothing of ${record.title}`;
      void incidents.report({ what: 'ear', code: 'not_heard', detail });
    }
    return hearing;
  };
  return {
    async begun(held, at) {
      ear?.begin();
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
      const hearing = play && ear ? hear(ear, play, at) : null;
      if (play) await playLog.close(play, { reason, endedAt: at, heardMs, ear: hearing });
      else if (reason !== 'media_damaged' || !mayTryAgain(slot))
        await playLog.notPlayed([{ held, reason }]);
      onChange();
    },
  };
}
